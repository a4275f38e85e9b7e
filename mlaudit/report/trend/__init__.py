"""How a project changes from scan to scan, as pictures."""
