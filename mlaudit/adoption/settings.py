"""A configuration to start from: every key, commented out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.table import Key
from mlaudit.patterns import lazy_regex

_WIDTH = 88
_HEAD = (
    "What this project settles about mlaudit, in place of the defaults. Remove the mark in front "
    "of a line to have it count. Rules go by their slug, code or family: `mlaudit rules` lists "
    "them."
)
_TABLE = lazy_regex(r"^(\[+)", re.MULTILINE)


def render_settings(prefix: str = "") -> str:
    """The text of a file.

    Args:
        prefix: of all tables, "tool.mlaudit." in pyproject.toml.
    """
    blocks = [_comment(_HEAD), *(_render_key(key, prefix) for key in ROOT.keys)]
    return "\n\n".join(blocks) + "\n"


def _render_key(key: Key, prefix: str) -> str:
    without = f" Without it: {key.default}." if key.default else ""
    example = _TABLE.sub(lambda match: match[1] + prefix, key.example)
    return "\n".join([_comment(key.meaning + without), *_mark(example)])


def _mark(text: str) -> Iterator[str]:
    """Lines of TOML as comments that an editor can toggle."""
    return (f"# {line}" for line in text.splitlines())


def _comment(text: str) -> str:
    prefix = "## "
    return textwrap.fill(text, _WIDTH, initial_indent=prefix, subsequent_indent=prefix)
