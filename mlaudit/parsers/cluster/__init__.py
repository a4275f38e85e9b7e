"""Manifests of a cluster: what Kubernetes and its extensions run in containers."""
