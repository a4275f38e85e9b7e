"""Reads GitHub Actions: jobs of workflows and composite actions as steps."""
