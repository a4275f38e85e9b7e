"""Reads Buildkite: command steps of pipelines."""
