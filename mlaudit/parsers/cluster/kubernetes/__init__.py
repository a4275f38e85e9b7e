"""Kubernetes: https://kubernetes.io/docs/reference/kubernetes-api/."""
