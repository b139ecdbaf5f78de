"""Packages the app: as a zip for Functions, and as an image for Kubernetes. Not deployed itself."""
