"""Argo Workflows: https://argo-workflows.readthedocs.io/en/latest/fields/."""
