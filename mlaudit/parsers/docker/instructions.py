"""A Dockerfile as instructions (https://docs.docker.com/reference/dockerfile/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

KNOWN = frozenset(
    [
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    ]
)
_DIRECTIVE = lazy_regex(r"#\s*([a-zA-Z][\w-]*)\s*=\s*(.*?)\s*$")
_COMMENT = lazy_regex(r"\s*#")
_HEREDOC = lazy_regex(r"<<-?\s*([\"']?)([A-Za-z_]\w*)\1")
_FLAG = lazy_regex(r"\s*(?:\\\n\s*)*--([a-z][a-z-]*)(?:=(\"[^\"]*\"|\S*))?")
_CONTINUATION = lazy_regex(r"\\\n")


@immutable
class Instruction:
    """One instruction.

    Attributes:
        name: in upper case.
        text: what follows the name and its flags; lines go on after a backslash.
        line: of the file.
        text_line: the line on which `text` starts.
        flags: `--name=value` before the text.
        documents: (line, text) of its here-documents.
    """

    name: str
    text: str
    line: int
    text_line: int
    flags: tuple[tuple[str, str], ...] = ()
    documents: tuple[tuple[int, str], ...] = ()

    @property
    def joined(self) -> str:
        """The text on one line."""
        return _CONTINUATION.sub(" ", self.text).strip()

    @property
    def array(self) -> tuple[str, ...] | None:
        """The words of the JSON form, or None for the shell form."""
        if not self.joined.startswith("["):
            return None
        try:
            values = json.loads(self.joined)
        except (ValueError, RecursionError):
            return None
        return tuple(map(str, values)) if isinstance(values, list) else None

    def flag(self, name: str) -> str | None:
        """The value of a flag, or None."""
        return dict(self.flags).get(name)


def read_instructions(text: str) -> Iterator[Instruction]:
    """The instructions of a Dockerfile; an unknown name is given as written in the file."""
    rows = text.split("\n")
    escape = _escape_character(rows)
    index = 0
    while index < len(rows):
        start = index
        if not rows[index].strip() or _COMMENT.match(rows[index]):
            index += 1
            continue
        kept: list[str] = []
        going_on = True
        while going_on and index < len(rows):
            row = rows[index]
            skipped = bool(kept) and (not row.strip() or bool(_COMMENT.match(row)))
            going_on = skipped or row.rstrip().endswith(escape)
            kept.append("" if skipped else row.rstrip().removesuffix(escape))
            index += 1
        documents: list[tuple[int, str]] = []
        body = "\\\n".join(kept)
        name, rest = _split_name(body)
        if name in {"RUN", "COPY", "ADD"}:
            for match in _HEREDOC.finditer(rest):
                end = _find_end(rows, index, match[2])
                documents.append((index + 1, "\n".join(rows[index:end])))
                index = end + 1
        yield _build(name, rest, body, start + 1, tuple(documents))


def _escape_character(rows: list[str]) -> str:
    for row in rows:
        match = _DIRECTIVE.match(row)
        if match is None:
            break
        if match[1].lower() == "escape" and match[2] in {"`", "\\"}:
            return match[2]
    return "\\"


def _split_name(body: str) -> tuple[str, str]:
    match = re.match(r"\s*([^\s\\]+)", body)
    if match is None:
        return "", body
    name = match[1].upper()
    return (name if name in KNOWN else match[1]), body[match.end() :]


def _build(
    name: str, rest: str, body: str, line: int, documents: tuple[tuple[int, str], ...]
) -> Instruction:
    flags: list[tuple[str, str]] = []
    position = 0
    while name not in {"ENV", "LABEL"} and (match := _FLAG.match(rest, position)):
        flags.append((match[1], (match[2] or "").strip('"')))
        position = match.end()
    text = rest[position:]
    stripped = re.sub(r"^(?:\s|\\\n)+", "", text)
    before = body[: len(body) - len(stripped)]
    return Instruction(name, stripped, line, line + before.count("\n"), tuple(flags), documents)


def _find_end(rows: list[str], start: int, name: str) -> int:
    for index in range(start, len(rows)):
        if rows[index].strip("\t").rstrip() == name:
            return index
    return len(rows)
