"""The rules and settings of a Snakefile, cut out by Python's own tokenizer."""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass, field
from tokenize import TokenInfo

SETTINGS = {"configfile", "workdir"}
_SKIPPED = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER}
_ENDS = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of Python source with its first and last row, and the row where its name stands."""

    text: str
    row: int
    first: int
    last: int


@dataclass(slots=True)
class Rule:
    """A rule and the source of its directives by name."""

    name: str
    row: int
    directives: dict[str, Part] = field(default_factory=dict)


@dataclass(slots=True)
class Snakefile:
    """What a Snakefile says: rules, assignments and settings in their order."""

    rows: list[str]
    rules: list[Rule] = field(default_factory=list)
    assignments: list[tuple[str, str]] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)


def read_snakefile(text: str) -> Snakefile:
    """Cut a Snakefile up; one that Python's tokenizer cannot read has no rules."""
    snakefile = Snakefile(text.replace("\r\n", "\n").split("\n"))
    tokens = _tokenize(text)
    index, rule, depth, inside = 0, None, 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.type in _ENDS:
            depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
            index += 1
            if token.type == tokenize.DEDENT and depth < inside:
                rule = None
            continue
        words = [each.string for each in tokens[index : index + 3]]
        if words[0] in ("rule", "checkpoint") and ":" in words[1:]:
            rule, inside = Rule(words[1] if words[1] != ":" else str(token.start[0]), 0), depth + 1
            rule.row = token.start[0] - 1
            snakefile.rules.append(rule)
            index = _find_end_of_line(tokens, index)
            continue
        in_block = rule is not None or words[0] in SETTINGS
        end = _find_end(tokens, index) if in_block else _find_end_of_line(tokens, index)
        _note(snakefile, rule, words, tokens[index:end])
        index = end
    return snakefile


def _tokenize(text: str) -> list[TokenInfo]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [token for token in tokens if token.type not in _SKIPPED]


def _find_end_of_line(tokens: list[TokenInfo], index: int) -> int:
    while index < len(tokens) and tokens[index].type != tokenize.NEWLINE:
        index += 1
    return index


def _find_end(tokens: list[TokenInfo], index: int) -> int:
    """The end of a line with the deeper lines below it."""
    index = _find_end_of_line(tokens, index)
    depth = 0
    while index + 1 < len(tokens):
        kind = tokens[index + 1].type
        if depth == 0 and kind != tokenize.INDENT:
            break
        depth += (kind == tokenize.INDENT) - (kind == tokenize.DEDENT)
        index += 1
    return index + 1


def _note(
    snakefile: Snakefile, rule: Rule | None, words: list[str], tokens: list[TokenInfo]
) -> None:
    if words[1:2] == [":"] and words[0].isidentifier():
        part = _cut(snakefile.rows, tokens)
        if part is not None and rule is not None:
            rule.directives[words[0]] = part
        elif part is not None and words[0] in SETTINGS:
            snakefile.settings.append((words[0], part.text))
    elif words[1:2] == ["="] and rule is None:
        part = _cut(snakefile.rows, tokens)
        if part is not None:
            snakefile.assignments.append((words[0], part.text))


def _cut(rows: list[str], tokens: list[TokenInfo]) -> Part | None:
    """The source after the name and the sign behind it."""
    content = [token for token in tokens[2:] if token.type not in _ENDS]
    if not content:
        return None
    (first, start), (last, end) = content[0].start, content[-1].end
    lines = rows[first - 1 : last]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    return Part("\n".join(lines), tokens[0].start[0] - 1, first - 1, last - 1)
