"""How people write that a value has to be filled in."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_SIGNS: dict[bytes, tuple[bytes, ...]] = {
    **{word: (word,) for word in (b"YOUR", b"your", b"path/to", b"REPLACE", b"INSERT", b"TODO")},
    **{word: (word,) for word in (b"FIXME", b"xxxx", b"XXXX", b"CHANGE", b"replace_", b"insert_")},
    b"\\": (b"path\\to",),
    b"<": (
        *(b"<path", b"<insert", b"<bucket", b"<api", b"<API", b"<BUCKET", b"<PROJECT"),
        *(b"<project", b"<password", b"<PASSWORD"),
    ),
    b"change": (b"change_me", b"change-me", b"changeme"),
    b"HERE": (b"_HERE", b"HERE>"),
    b"my": (b"my-bucket", b"my-project", b"my_project"),
}
"""The signs by what they have in common, so that most of them are not looked for."""
_LONGEST = 160
_WHOLE = lazy_regex(
    r"<[^<>]*\b(?:your|insert|replace|enter|fill|path to|my)\b[^<>]*>"
    r"|<[A-Za-z_ -]*(?:bucket|api[-_ ]?key|access[-_ ]?key|password|passwd|secret|"
    r"project[-_ ]?id|account[-_ ]?id|subscription[-_ ]?id|tenant[-_ ]?id)[A-Za-z_ -]*>"
    r"|your[-_][\w-]{1,60}|your (?:api|access|secret|personal|aws|hf|wandb|openai)\b[\w -]{1,40}"
    r"|(?-i:YOUR[ _-][A-Z][A-Z0-9 _-]*)"
    r"|(?-i:TODO|FIXME|TBD)[:\s]+(?:set|add|fill|replace|insert|change|enter)\b.{0,60}"
    r"|change[-_]?(?:me|this)\b\W*|replace[-_]?(?:me|this|with[-_].{1,60})"
    r"|insert[-_]your[-_].{1,60}|(?-i:(?:INSERT|ENTER|ADD|PUT)[-_ ][A-Z0-9_ -]{1,60}[-_ ]HERE)"
    r"|(?:sk-|ghp_|hf_)?x{4,}(?:-x+)*|my[-_](?:gcp[-_])?(?:bucket(?:[-_]name)?|project[-_]id)",
    re.IGNORECASE,
)
_INSIDE = lazy_regex(
    r"(?:^|/)(?:full/|absolute/|some/)?path/to/|\bpath\\to\\|(?<![A-Za-z])YOUR[-_][A-Z][A-Z_-]+"
    r"|\b(?:CHANGE|REPLACE)_?ME\b|<your[-_ ][^<>]+>|[A-Z]_HERE\b|://your[-_][a-z-]+"
)


def may_hold_placeholder(data: bytes) -> bool:
    """Is there a sign without which no value is a placeholder?"""
    for common, signs in _SIGNS.items():
        if common in data:
            for sign in signs:
                if sign in data:
                    return True
    return False


def is_placeholder_value(value: str) -> bool:
    """Does a value stand for one that a person has to fill in?"""
    text = value.strip()
    if not text or len(text) > _LONGEST or "\n" in text or "{{" in text:
        return False
    return _WHOLE.fullmatch(text) is not None or _INSIDE.search(text) is not None
