"""Lock files read as TOML, whoever wrote them."""

from __future__ import annotations

import re
import tomllib

from mlaudit.parsers.environment.locked import Locked
from mlaudit.patterns import lazy_regex

_TABLE = lazy_regex(r"^\[\[\s*packages?\s*\]\]", re.MULTILINE)


def read_any_toml_lock(text: str) -> Locked:
    """The packages of a lock file; raises ValueError where it is no TOML."""
    value = tomllib.loads(text.replace("\r\n", "\n"))
    packages = value.get("package", value.get("packages"))
    tables = packages if isinstance(packages, list) else []
    lines, line, seen = [], 1, 0
    for match in _TABLE.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        lines.append(line)
    lines += [0] * len(tables)
    found = [
        (str(table["name"]), str(table.get("version", "")), line)
        for table, line in zip(tables, lines, strict=False)
        if isinstance(table, dict) and "name" in table
    ]
    metadata = value.get("metadata")
    inner = metadata if isinstance(metadata, dict) else {}
    python = (
        value.get("requires-python") or inner.get("python-versions") or inner.get("requires_python")
    )
    return found, python if isinstance(python, str) else None
