"""mlaudit finds the hidden manual steps of a machine-learning repository."""

__version__ = "0.1.0"
