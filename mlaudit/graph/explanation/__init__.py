"""Explains accesses: follows the code once more, looks on, and goes back to the sources."""
