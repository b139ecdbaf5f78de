"""Read HTTP requests and write responses.

``endpoint`` turns a function that returns an answer into an HTTP function; ``responses`` writes answers and RFC 9457
problems. ``requests`` reads the body and the query of a request, ``query_parameters`` checks the parameters one by
one, and ``headers`` applies the rules of validators, encodings and origins.
"""
