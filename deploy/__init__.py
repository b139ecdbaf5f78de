"""Package the app and check a deployment. Never deployed itself.

``package`` makes the zip for Functions, of the files that ``funcignore`` selects, and ``built_files`` refuses to go on
without the model and the page. ``preflight`` asks Azure before ``azd provision``, and ``smoke`` checks a deployment
from outside. ``drain`` lets a pod on Kubernetes finish its work, and ``kubernetes_keys`` prints its function keys.
"""
