"""What systems have in common whose steps are defined in Python: imports, values, flows of data."""
