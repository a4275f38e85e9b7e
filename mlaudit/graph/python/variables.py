"""The environment variables of an evaluation, and which of them its code asks for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping


class Variables(dict[str, str]):
    """Variables by name, which note what is asked.

    A program does the same under two environments that agree on all that it asks for.

    Attributes:
        asked: names of which the code wanted to know whether, or to what, they are set.
        listed: the code took all there are, whatever their names.
    """

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        super().__init__(given or {})
        self.asked: set[str] = set()
        self.listed = False

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """The value of a variable, or the default."""
        self.asked.add(name)
        return super().get(name, default)

    def setdefault(self, name: str, default: str = "") -> str:
        """The value of a variable, which gets the default where it is not set."""
        self.asked.add(name)
        return super().setdefault(name, default)

    # A dict is made from one of a sub-class through these where `__iter__` is its own.
    def __iter__(self) -> Iterator[str]:
        self.listed = True
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """All names."""
        self.listed = True
        return super().keys()

    def items(self) -> ItemsView[str, str]:  # type: ignore[override]
        """All names and values."""
        self.listed = True
        return super().items()


def agree(
    first: tuple[tuple[str, str], ...],
    second: tuple[tuple[str, str], ...],
    asked: frozenset[str] | None,
) -> bool:
    """Are two environments the same for code that asks for some names, or (None) for all?"""
    if first == second:
        return True
    if asked is None:
        return False
    one, other = dict(first), dict(second)
    return all(one.get(name) == other.get(name) for name in asked)
