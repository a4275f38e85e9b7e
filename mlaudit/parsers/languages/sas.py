"""Programs of SAS: https://documentation.sas.com/."""

from __future__ import annotations

import re

from mlaudit.model.expression import Constant, Expression, Name
from mlaudit.model.facts import Facts
from mlaudit.model.summary import Assign, Statement
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.commands import command, included, insert_macros
from mlaudit.parsers.languages.module import bind_names, read_module
from mlaudit.parsers.languages.reader import call
from mlaudit.parsers.languages.sas_lines import split_statements
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

MEANINGS = {"join": "os.path.join", "x": "os.system"}
BOUND = bind_names("language.SAS", MEANINGS)
"""What makes the names of SAS known."""

_MACRO = lazy_regex(r"&(\w+)\.?")
_TEXT = r"""(?:"([^"]*)"|'([^']*)')"""
_TABLE = r"([A-Za-z_]\w*\.[\w&]+)"

_FORMS: tuple[tuple[str, str], ...] = (
    (r"proc\s+import\b.*?\bdatafile\s*=\s*" + _TEXT, "proc_import"),
    (r"proc\s+export\b.*?\boutfile\s*=\s*" + _TEXT, "proc_export"),
    (r"infile\s+" + _TEXT, "infile"),
    (r"file\s+" + _TEXT, "file"),
    (r"ods\s+(?!graphics)\w+.*?\b(?:file|body)\s*=\s*" + _TEXT, "ods"),
    (r"proc\s+printto\b.*?\b(?:log|print)\s*=\s*" + _TEXT, "ods"),
    (r"(?:x|%sysexec)\s+" + _TEXT, "x"),
)
_READ_FORMS = tuple((lazy_regex(form, re.IGNORECASE | re.DOTALL), name) for form, name in _FORMS)
_LET = lazy_regex(r"%let\s+(\w+)\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_INCLUDE = lazy_regex(r"%inc(?:lude)?\s+" + _TEXT, re.IGNORECASE)
_LIBRARY = lazy_regex(r"libname\s+(\w+)\s+(?:\w+\s+)?" + _TEXT, re.IGNORECASE)
_NAMED_FILE = lazy_regex(r"filename\s+(\w+)\s+" + _TEXT, re.IGNORECASE)
_USED_FILE = lazy_regex(
    r"(infile|file|proc\s+import\b.*?\bdatafile\s*=|proc\s+export\b.*?\boutfile\s*=)\s*([A-Za-z_]\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
_READ_TABLES = lazy_regex(r"(?:set|merge|update)\s+(.*)", re.IGNORECASE | re.DOTALL)
_WRITTEN_TABLES = lazy_regex(r"data\s+(?!_null_)(.*)", re.IGNORECASE | re.DOTALL)
_OPTION = lazy_regex(r"\b(data|out|outest|outmodel|inmodel)\s*=\s*" + _TABLE, re.IGNORECASE)


def read_sas(code: str) -> tuple[Statement, ...]:
    """The statements of a program."""
    found: list[Statement] = []
    libraries: set[str] = set()
    for line, text in split_statements(code):
        found += _statement(text, line, libraries)
    return tuple(found)


def _statement(text: str, line: int, libraries: set[str]) -> list[Statement]:
    if let := _LET.match(text):
        return [Assign((Name("macro " + let[1].lower()),), _value(let[2].strip()), line)]
    if found := _LIBRARY.match(text):
        libraries.add(found[1].lower())
        folder = _value(found[2] if found[2] is not None else found[3])
        return [Assign((Name("library " + found[1].lower()),), folder, line)]
    if found := _NAMED_FILE.match(text):
        path = _value(found[2] if found[2] is not None else found[3])
        return [Assign((Name("file " + found[1].lower()),), path, line)]
    if found := _INCLUDE.match(text):
        return [included(_value(found[1] if found[1] is not None else found[2]), line)]
    for form, name in _READ_FORMS:
        if found := form.match(text):
            path = _value(found[1] if found[1] is not None else found[2])
            return [command(name, line, path)]
    if (found := _USED_FILE.match(text)) and found[2].lower() not in ("datalines", "cards", "log"):
        name = "_".join(found[1].lower().split()[:2])
        return [command(name, line, Name("file " + found[2].lower()))]
    return _tables(text, line, libraries)


def _tables(text: str, line: int, libraries: set[str]) -> list[Statement]:
    """The tables of libraries that a statement reads and writes."""
    found: list[tuple[str, str]] = []
    if reading := _READ_TABLES.match(text):
        found += [("read_table", table) for table in re.findall(_TABLE, reading[1])]
    elif writing := _WRITTEN_TABLES.match(text):
        found += [("write_table", table) for table in re.findall(_TABLE, writing[1])]
    elif re.match(r"proc\s", text, re.IGNORECASE):
        for option, table in _OPTION.findall(text):
            reads = option.lower() in ("data", "inmodel")
            found.append(("read_table" if reads else "write_table", table))
    return [
        command(name, line, _path_of(table))
        for name, table in found
        if table.partition(".")[0].lower() in libraries
    ]


def _path_of(table: str) -> Expression:
    library, _, name = table.partition(".")
    file = insert_macros(name.lower() + ".sas7bdat", _MACRO, "macro ")
    return call("join", 0, Name("library " + library.lower()), file)


def _value(text: str) -> Expression:
    if not text:
        return Constant("")
    return insert_macros(text.replace("\\", "/"), _MACRO, "macro ")


def parse(path: str, data: bytes) -> Facts:
    """The code of a program."""
    return read_module(path, decode_text(data), PARSER.name, BOUND, read_sas)


PARSER = Parser("sas", lambda path: suffix_of(path) == ".sas", parse)
"""Reads `*.sas`."""
