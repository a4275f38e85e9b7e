"""The lines of a defaults list of Hydra."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.graph.python.values import DictValue, Known, ListValue, Value
from mlaudit.model.immutable import immutable


@immutable
class Entry:
    """One line of a defaults list.

    Attributes:
        group: of the option, "" for a configuration beside the one that names it.
        option: its name, "" for none.
        package: where its values go, None for the group's own.
        override: it only changes what is chosen for a group that is listed elsewhere.
    """

    group: str
    option: str
    package: str | None = None
    override: bool = False


def read_defaults(value: Value | None) -> list[Entry]:
    """The lines of a defaults list."""
    found: list[Entry] = []
    for item in value.items if isinstance(value, ListValue) else ():
        if isinstance(item, Known) and isinstance(item.value, str):
            path, _, package = item.value.partition("@")
            group, _, option = path.rpartition("/")
            absolute = path.startswith("/") and not group
            found.append(Entry("/" if absolute else group, option, package or None))
        for key, options in item.entries.items() if isinstance(item, DictValue) else ():
            found += _read_choice(str(key), options)
    return found


def _read_choice(key: str, options: Value) -> list[Entry]:
    """`[optional|override] group[@package]: option`, or a list of options."""
    *words, path = key.split()
    group, _, package = path.partition("@")
    entry = Entry(group, "", package or None, "override" in words)
    given = options.items if isinstance(options, ListValue) else [options]
    texts = [str(v.value) for v in given if isinstance(v, Known) and v.value is not None]
    return [replace(entry, option=text) for text in texts] or [entry]
