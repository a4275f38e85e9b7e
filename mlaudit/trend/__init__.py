"""A file with one record for each scan, from which reports draw how a project changes."""
