"""Configuration data that waits until somebody looks it up."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from mlaudit.model.data import Data


@dataclass(frozen=True)
class Deferred(ABC):
    """Data that is made when somebody looks it up, which most of a repository's data never is.

    Attributes:
        text: well-formed source; what it is a source of, the class says.
    """

    text: str

    @cached_property
    def data(self) -> Data:
        """The data, made once."""
        return self.read()

    @abstractmethod
    def read(self) -> Data:
        """Make the data, which depends on nothing but the text."""
