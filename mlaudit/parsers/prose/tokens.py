"""Splits a sentence into words, code spans, links and paths."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.parsers.prose.lexicon import FILE_EXTENSIONS, FOLDERS
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(
    r"(?P<code>``[^`\n]{1,200}``|`[^`\n]{1,200}`)(?:__?(?!\w))?"
    r"|(?P<link>\]\([^()\s]{1,500}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?(?:\s+[\"'][^\"'\n]{0,200}[\"'])?\))"
    r"|(?P<url><?(?:https?|ftp|s3|gs|gcs|hdfs|dbfs)://[^\s<>\"'`|)\]]{1,500}|www\.[^\s<>\"'`|)\]]{1,500})"
    r"|(?P<html></?[a-zA-Z][^<>\n]{0,200}>)"
    r"|(?P<word>[\w.~/\\<{$%@#+-](?:[\w./\\~<>{}$%@#+*'=&-]{0,200}))"
    r"|(?P<mark>[^\s\w])"
)
_HREF = lazy_regex(r"href=[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
_TARGET = lazy_regex(r"\s<(https?:[^<>\s]{1,500}|[^<>\s]{0,200}/[^<>\s]{0,300})>\Z")
_IDENTIFIER = lazy_regex(r"(?:[A-Za-z]\w{0,60}\.){0,6}[A-Za-z]\w{0,60}\Z")
_EXTENSION = lazy_regex(r"[^.]\.([A-Za-z0-9]{1,10})\Z")
_ROOTED = lazy_regex(r"\.{0,2}/\w|~/|\.\.?\\|[A-Za-z]:[\\/]|/\w")

_FILES = frozenset({".env", "Makefile", "Dockerfile", "Snakefile", "Jenkinsfile", "Pipfile"})


@immutable
class Token:
    """A piece of a sentence.

    Attributes:
        kind: "word", "code", "url", "path", "name" (an identifier) or "mark" (punctuation).
        text: without quotes, backticks or trailing punctuation.
        start: character offset in the sentence.
        lower: the text in lower case, for words; "" for everything else.
    """

    kind: str
    text: str
    start: int
    lower: str = ""

    @property
    def mention(self) -> bool:
        """It names something: a path, a URL, an identifier, code."""
        return self.kind in ("code", "url", "path", "name")


def tokenize(sentence: str) -> list[Token]:
    """The tokens of a sentence in order; HTML tags count only for their address."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(sentence):
        _append_token(tokens, match)
    return tokens


def _append_token(tokens: list[Token], match: re.Match[str]) -> None:
    kind, text = match.lastgroup or "mark", match.group()
    if kind == "code":
        tokens.append(_read_code(match.group("code").strip("`").strip(), match.start()))
    elif kind == "link":
        tokens.append(Token("url", text[2:-1].split(None, 1)[0].strip("<>"), match.start()))
    elif kind == "url":
        tokens.append(Token("url", text.lstrip("<").rstrip(".,;:!?*_"), match.start()))
    elif kind == "html":
        address = _HREF.search(text)
        if address is not None:
            tokens.append(Token("url", address.group(1), match.start()))
        elif " " not in text and not _is_html_tag(text):
            tokens.append(Token("name", text, match.start()))
    elif kind == "word":
        _append_word(tokens, text, match.start())
    elif text not in "*_[]\"'\u201c\u201d\u2018\u2019":
        tokens.append(Token("mark", text, match.start()))


def _read_code(text: str, start: int) -> Token:
    target = _TARGET.search(text)
    if target is not None and not text.startswith("<"):
        return Token("url", target.group(1), start)
    return Token("code", text, start)


def _append_word(tokens: list[Token], text: str, start: int) -> None:
    if text.isalnum() and text not in _FILES:  # most words
        tokens.append(Token("word", text, start, text.lower()))
        return
    bare = text.strip("*'") if "*." not in text else text.strip("'")
    bare = bare.strip("_") if bare[:2] == "__" or bare[:1] == "_" == bare[-1:] else bare
    ending = ""
    while bare and bare[-1] in ".=&+#-" and bare not in (".", "..", "..."):
        ending, bare = bare[-1] + ending, bare[:-1]
    if bare and not any(letter.isalnum() for letter in bare):
        ending, bare = bare + ending, ""
    if bare:
        kind = _classify_word(bare)
        tokens.append(Token(kind, bare, start, bare.lower() if kind == "word" else ""))
    if ending:
        tokens.append(Token("mark", ending[0], start + len(text) - 1))


def _classify_word(word: str) -> str:
    if is_path(word):
        return "path"
    if "_" in word.strip("_") and _IDENTIFIER.match(word):
        return "name"
    return "word"


def is_path(word: str) -> bool:
    """Does the word name a file or a folder?"""
    if word.startswith("<") and word.endswith(">"):
        return False
    extension = _EXTENSION.search(word)
    if extension is not None and extension.group(1).lower() in FILE_EXTENSIONS:
        return True
    if word in _FILES:
        return True
    if "/" not in word and "\\" not in word:
        return False
    if _ROOTED.match(word) or word.endswith(("/", "\\")):
        return any(letter.isalnum() for letter in word)
    parts = word.replace("\\", "/").split("/")
    return parts[0].lower() in FOLDERS or len(parts) > 3 or any("_" in part for part in parts)


def _is_html_tag(text: str) -> bool:
    name = text.strip("</>").lower()
    return name in _HTML_TAGS


_HTML_TAGS = words(
    "a b i u p br hr em strong code pre kbd sub sup img div span table tr td th tbody thead ul ol "
    "li h1 h2 h3 h4 h5 h6 details summary center font small big blockquote video source"
)


def mentions(tokens: list[Token]) -> tuple[str, ...]:
    """The paths, file names, identifiers, code spans and URLs, in order, each once."""
    found = (token.text for token in tokens if token.mention and not token.text.startswith("#"))
    return tuple(dict.fromkeys(text for text in found if text))
