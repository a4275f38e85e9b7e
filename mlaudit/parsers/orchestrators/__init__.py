"""Workflow orchestrators: one module or package each."""
