"""The text of Python source, decoded as the interpreter would (PEP 263), or better."""

from __future__ import annotations

import codecs

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_COOKIE = lazy_regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = lazy_regex(rb"^[ \t\f]*(?:#.*)?$")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@immutable
class Decoded:
    """Text with line feeds only, or None and the reason."""

    text: str | None
    reason: str = ""


def decode_source(data: bytes) -> Decoded:
    """Decode by byte order mark, coding cookie or, failing both, as UTF-8."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        encoding = _guess_utf_16(data) or _read_cookie(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:  # not all codecs raise the one that says where
        if b"\0" in data:
            return Decoded(None, "binary data, not Python source")
        if isinstance(error, LookupError):
            return Decoded(None, f"unknown source encoding {encoding!r}")
        return Decoded(None, f"not {encoding}, and no coding comment names another encoding")
    if "\0" in text:
        return Decoded(None, "binary data, not Python source")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"))


def _read_cookie(data: bytes) -> str | None:
    """The encoding that a comment in the first two lines names."""
    for line in data.split(b"\n", 2)[:2]:
        match = _COOKIE.match(line)
        if match is not None:
            return _known_text_encoding(match[1].decode("ascii", "replace"))
        if _BLANK.match(line.rstrip(b"\r")) is None:
            return None
    return None


def _known_text_encoding(name: str) -> str:
    """The name, unless Python knows it for something that does not give text (`hex`, `zip`)."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return name
    # Private, yet the only mark by which `bytes.decode` itself tells text encodings.
    return name if getattr(found, "_is_text_encoding", True) else "utf-8"


def _guess_utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the beginning is null."""
    head = data[:64]
    if len(head) < 4 or len(data) % 2:
        return None
    if not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be"
    return "utf-16-le" if all(head[0::2]) and not any(head[1::2]) else None
