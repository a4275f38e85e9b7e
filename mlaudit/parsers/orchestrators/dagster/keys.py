"""Names of assets, as code writes them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, text_of

_WRAPPERS = ("AssetKey", "AssetIn", "AssetDep", "AssetSpec", "SourceAsset")


def key_of(source: Source, node: ast.expr | None) -> str | None:
    """The key that a text, `AssetKey(…)`, `AssetIn(…)` or the name of an asset stands for."""
    if node is None:
        return None
    text = text_of(node, source.constants)
    if isinstance(node, ast.List | ast.Tuple):
        parts = [text_of(element, source.constants) for element in node.elts]
        return "/".join(part or "{x}" for part in parts)
    if isinstance(node, ast.Call):
        if source.qualified(node.func).rpartition(".")[2] not in _WRAPPERS:
            return None
        given = keyword(node, "key", "asset", "path") or (node.args[0] if node.args else None)
        return key_of(source, given)
    if isinstance(node, ast.Name) and node.id not in source.constants:
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return text if text and "{" not in text else None


def keys_of(source: Source, node: ast.expr | None) -> Iterator[str]:
    """The keys of a list, a set or a table of inputs."""
    if isinstance(node, ast.Dict):
        for name, value in zip(node.keys, node.values, strict=True):
            found = key_of(source, value) or key_of(source, name)
            if found:
                yield found
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield from filter(None, (key_of(source, element) for element in node.elts))
