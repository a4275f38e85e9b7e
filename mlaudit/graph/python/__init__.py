"""The abstract interpreter: evaluates the summaries of Python files from a step's entry point."""
