"""Reads Azure Pipelines: jobs of stages as steps, templates of the repository included."""
