"""Reads CircleCI: jobs of workflows as steps."""
