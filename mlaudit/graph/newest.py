"""The words for choices of the newest file or run, which code and commands share."""

from __future__ import annotations

NEWEST_EFFECT = "select-newest"
"""Kind of the effect: `detail` is how it is told, `artifact` what there is to choose from."""
BY_TIME = "the time of its last change"
BY_NAME = "its name"
