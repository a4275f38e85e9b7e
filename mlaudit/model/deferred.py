"""Configuration data that waits until somebody looks it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mlaudit.model.data import Data


@dataclass(frozen=True)
class Deferred:
    """Data that is made when somebody looks it up, which most of a repository's data never is.

    Attributes:
        text: well-formed source, of which `read` makes the data.
        read: depends on nothing but the text.
    """

    text: str
    read: Callable[[str], Data]

    @cached_property
    def data(self) -> Data:
        """The data, made once."""
        return self.read(self.text)
