"""Parameters that a pipeline or an `input` asks a person for."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.parsers.ci.jenkins.tree import Call, Name, Node
from mlaudit.parsers.ci.jenkins.values import texts_in, to_pattern

_PARAMETERS = frozenset(
    {"string", "text", "booleanParam", "choice", "password", "file", "extendedChoice", "run"}
)


def read_parameter(node: Node) -> Iterator[tuple[str, str | None]]:
    """(name, default) of a parameter; None where a person must give the value."""
    if not isinstance(node, Call) or node.name.rpartition(".")[2] not in _PARAMETERS:
        return
    name = to_pattern(node.first("name"), {})
    default = node.get("defaultValue")
    choices = texts_in(node.get("choices"))
    if not name:
        return
    if default is not None:
        yield name, default.text if isinstance(default, Name) else to_pattern(default, {})
    elif choices:
        yield name, to_pattern(choices[0], {}).strip().partition("\n")[0].strip()
    else:
        yield name, "false" if node.name == "booleanParam" else None
