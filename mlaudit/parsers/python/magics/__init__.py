"""The lines of a notebook that are not Python: `!command`, `%magic`, `%%cell magic`, `help?`."""
