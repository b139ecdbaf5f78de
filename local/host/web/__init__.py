"""HTTP: bytes on a socket in; requests that passed the real host's limits to the handlers; their responses out.

``http_server``         uvicorn on a listening socket
``asgi_app``            a request's way: limits, target, body, handlers, home page
``request_body``        reads a body within its limits
``request_response``    the records that handlers receive and return
"""
