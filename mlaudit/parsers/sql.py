"""SQL files, as text for the code that reads them: only there it is known what is done with it."""

from __future__ import annotations

from mlaudit.model.data import Scalar
from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.yaml_data import decode_text

SUFFIXES = (".sql", ".ddl", ".hql")
MAXIMUM_SIZE = 200_000
"""Bytes from which a file is taken for a dump and left alone."""


def parse_sql(path: str, data: bytes) -> Facts:
    """The text of the file."""
    if len(data) > MAXIMUM_SIZE:
        return Facts(path, PARSER.name)
    return Facts(path, PARSER.name, content=Scalar(decode_text(data), 1))


PARSER = Parser("sql", lambda path: path.lower().endswith(SUFFIXES), parse_sql)
