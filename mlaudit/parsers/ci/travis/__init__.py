"""Reads Travis CI: jobs of stages as steps."""
