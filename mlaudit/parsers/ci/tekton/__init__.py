"""Reads Tekton: tasks of pipelines as steps."""
