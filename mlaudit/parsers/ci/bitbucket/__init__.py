"""Reads Bitbucket Pipelines: steps of pipelines."""
