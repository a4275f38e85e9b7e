"""Rules about what mlaudit itself could not tell."""
