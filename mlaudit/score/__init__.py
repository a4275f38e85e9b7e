"""The score: how much of what a person must know or do is encoded in the repository."""

from mlaudit.score.assess import assess

__all__ = ["assess"]
