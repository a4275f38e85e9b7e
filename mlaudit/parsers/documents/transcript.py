"""Code blocks as what a person types: prompts off, output dropped, one logical line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.parsers.documents.command_shapes import is_whole_command
from mlaudit.parsers.documents.programs import is_program, is_program_like
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

SHELLS = words(
    "bash sh shell zsh fish ksh console terminal cmd powershell pwsh ps1 bat batch dos "
    "shell-session shellsession sh-session bash-session commandline cli command shellscript"
)
_PYTHON = frozenset(["python", "py", "python3"])
_UNSAID = frozenset(["", "text", "txt", "plain", "plaintext", "none"]) | _PYTHON
_PROMPT = lazy_regex(
    r"[ \t]{0,12}(?:\([\w .@/+-]{1,40}\)[ \t]{0,4})?"
    r"(?:[\w.-]{1,40}@[\w.-]{1,40}[:~\w/ .-]{0,60}|~?/?[\w./-]{0,100})?"
    r"[$\u276f\u279c](?:[ \t]+(?![=+])|(?=[a-z.][\w./-]{0,60}(?:\s+[^=\s]|\s*\Z)))"
    r"|[ \t]{0,12}(?:\([\w .@/+-]{1,40}\)[ \t]{0,4})?(?:PS[ \t]+)?[A-Za-z]:[^>\n]{0,100}>[ \t]*"
    r"|[ \t]{0,12}(?:In \[\d{0,4}\]:[ \t]*!|![ \t]*(?=[a-z]))"
    r"|[ \t]{0,12}\([\w .@/+-]{1,40}\)[ \t]{1,4}(?=[a-z./])"
)
_ANGLE = lazy_regex(r"[ \t]{0,12}>[ \t]+(?=[\w.])")
_COMMENT = lazy_regex(r"[ \t]*(?:#(?!!)|::|REM\b|//)[ \t]?(?P<text>.*)", re.IGNORECASE)
_TRAILING = lazy_regex(r"\s#+")
_FOREIGN = lazy_regex(
    r"(?:import \w|from [\w.]+ import\b|def |class |print\(|@\w|\$\w+:?\w*\s*=|\w+\s*=\s)"
)
_TREE = lazy_regex(r"[\u2500-\u257f]|^\s*\|--|^\s*\+--")
_OPEN = lazy_regex(r"(?:\\|&&|\|\||\||\s`|\s\^|\bdo|\bthen|\{)\s*\Z")
_COMPOUND = lazy_regex(r"\s*(?:for|while|until|if|case|select)\s.*")
_CLOSED = lazy_regex(r"(?:^|[\s;])(?:done|fi|esac)\b")
_HEREDOC = lazy_regex(r"<<-?\s*['\"]?([A-Za-z_]\w*)")
_PROSE_WORDS = words(
    "the a an it of to is are be and or for with in on from that this you your will must should"
)
"""A line with one of these among lines of prose may be one more of them."""
_MAX_LOGICAL = 60
_MAX_TEXT = 4_000
"""Nobody types a longer line."""


@immutable
class Typed:
    """A logical line of a block: a command, or a comment for the reader.

    Attributes:
        text: without prompt; may span several lines.
        line: of the file.
        comment: it is prose.
    """

    text: str
    line: int
    comment: bool = False


def read_block(text: str, line: int, language: str, *, fenced: bool = True) -> tuple[Typed, ...]:
    """The commands and comments of a code block; empty where it holds none.

    Args:
        text: of the block.
        line: of the file on which it starts.
        language: that the block names, "" for none.
        fenced: it is marked as a block; a paragraph is one only as a whole.
    """
    if language not in SHELLS and language not in _UNSAID:
        return ()
    lines = text.expandtabs(4).split("\n")
    stripped, prompted = _strip_prompts(lines)
    entries = tuple(_logical_lines(stripped, line, prompted))
    commands = [entry for entry in entries if not entry.comment]
    if language in _UNSAID and not any(prompted):
        if bool(commands) and all(_is_command(entry.text, False) for entry in commands):
            return entries
        sure = [entry for entry in entries if entry.comment or _is_sure(entry.text)]
        return tuple(sure) if fenced and language not in _PYTHON else ()
    if language in _PYTHON:
        return tuple(entry for entry in commands if prompted[entry.line - line])
    loose = language in SHELLS
    return tuple(
        entry
        for entry in entries
        if entry.comment or prompted[entry.line - line] or _is_command(entry.text, loose)
    )


def strip_prompt(text: str) -> str:
    """A line as a person types it, without the prompt before it."""
    match = _match_prompt(text)
    return text[match.end() :] if match else text


def _strip_prompts(lines: list[str]) -> tuple[list[str], list[bool]]:
    """The lines without prompts, and which lines had one."""
    first = next((line for line in lines if line.strip()), "")
    angled = bool(_ANGLE.match(first))
    stripped, prompted = [], []
    for line in lines:
        match = _match_prompt(line) or (_ANGLE.match(line) if angled else None)
        stripped.append(line[match.end() :] if match else line)
        prompted.append(match is not None)
    return stripped, prompted


def _match_prompt(line: str) -> re.Match[str] | None:
    match = _PROMPT.match(line)
    if match is None or not match.group().rstrip().endswith(")"):
        return match
    # "(venv) python x.py", not "(optional) the name"
    return match if is_program(line[match.end() :].split(" ", 1)[0]) else None


def _logical_lines(lines: list[str], start: int, prompted: list[bool]) -> Iterator[Typed]:
    shown = any(prompted)
    index = 0
    while index < len(lines):
        line = lines[index]
        comment = None if prompted[index] else _COMMENT.match(line)
        if comment is not None:
            yield Typed(comment.group("text").strip(), start + index, comment=True)
            index += 1
            continue
        end = _logical_end(lines, index)
        text = "\n".join(lines[index:end]).strip()
        output = shown and not prompted[index] and not is_program(text.split(" ", 1)[0])
        if (
            text
            and len(text) <= _MAX_TEXT
            and not output
            and not _TREE.search(text)
            and text.strip(".\u2026")
        ):
            yield from _split_comment(text, start + index)
        index = end


def _split_comment(text: str, line: int) -> Iterator[Typed]:
    trailing = None if "\n" in text else _find_comment(text)
    yield Typed(text[: trailing.start()].rstrip() if trailing else text, line)
    if trailing is not None:
        yield Typed(text[trailing.end() :].strip(), line, comment=True)


def _find_comment(text: str) -> re.Match[str] | None:
    """The first `#` after a blank that stands outside quotes."""
    for match in _TRAILING.finditer(text):
        before = text[: match.start()]
        if before.count('"') % 2 == 0 and before.count("'") % 2 == 0:
            return match
    return None


def _logical_end(lines: list[str], index: int) -> int:
    """The index after the last physical line of the logical line that starts at `index`."""
    heredoc = _HEREDOC.search(lines[index])
    limit = min(len(lines), index + _MAX_LOGICAL)
    if heredoc is not None:
        for end in range(index + 1, limit):
            if lines[end].strip() == heredoc.group(1):
                return end + 1
    if _COMPOUND.match(lines[index]) and not _CLOSED.search(lines[index]):
        for end in range(index + 1, limit):
            if _CLOSED.search(lines[end]):
                return end + 1
    end = index + 1
    while end < limit and _is_open(lines, index, end) and lines[end].strip():
        end += 1
    return end


def _is_open(lines: list[str], start: int, end: int) -> bool:
    if _OPEN.search(lines[end - 1].rstrip()[-8:]):
        return True
    quotes = "\n".join(lines[start:end])
    closes = any('"' in line for line in lines[end : end + 20])
    return quotes.count('"') % 2 == 1 and closes


def _is_sure(text: str) -> bool:
    """Is it a command even beside lines of prose?"""
    typed = text.split()
    if _PROSE_WORDS.intersection(typed) or (typed[-1].endswith((".", ":")) and len(typed) > 2):
        return False
    return _is_command(text, False) and is_whole_command(" ".join(typed))


def _is_command(text: str, loose: bool) -> bool:
    if _FOREIGN.match(text):
        return False
    words = text.split(None, 2)
    while words and re.match(r"[A-Za-z_]\w*=\S*\Z", words[0]):
        words = words[1:] or ["export"]
    if not words:
        return False
    first = words[0].strip("\"'")
    if _COMPOUND.match(text) and loose:
        return True
    if is_program(first) or first[:1] in "$({" or first.startswith(".\\"):
        return loose or is_program(first) or first.startswith(".\\")
    return loose and len(words) > 1 and is_program_like(first) and words[1][:1] not in "=:|"
