"""Package the app and check a deployment. Never deployed itself.

``package`` makes the zip for Functions from the files that ``funcignore`` selects, and ``built_files`` stops packaging
without the model and the page. ``preflight`` asks Azure before ``azd provision``, and ``smoke`` checks a deployment
from outside. ``drain`` lets a pod on Kubernetes finish its work, and ``kubernetes_keys`` prints its function keys.
"""
