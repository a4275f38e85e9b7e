"""Tokens and names of Julia."""

from __future__ import annotations

from mlaudit.model.expression import Argument, Attribute, Expression, Name
from mlaudit.model.summary import Parameter
from mlaudit.parsers.languages.tokens import Lexicon
from mlaudit.patterns import lazy_regex

LEXICON = Lexicon(
    comment=r"\#=.*?(?:=\#|\Z)|\#[^\n]*",
    text=r'(?:raw(?="))?(?P<quote>"""|"|`|\'(?=(?:\\.|[^\\\'\n])\'))'
    r"(?P<inner>(?:\\.|\$\((?:[^()\n]|\([^()\n]{0,200}\)){0,200}\)|(?!(?P=quote))[^\\])*)(?:(?P=quote)|\Z)",
    name=r"@?[^\W\d]\w*(?:!(?!=))?",
    signs=(
        *("|>", "<|", "==", "!=", "<=", ">=", "===", "!==", "&&", "||", "=>", "->", "::", "..."),
        *("+=", "-=", "*=", "/=", ".=", ".+", ".-", ".*", "./", ".^", ".==", ".<", ".>", "<:"),
        "//",
    ),
    transposes=True,
)
INSERTED = lazy_regex(r"(?<!\\)\$(?:\(((?:[^()]|\([^()]{0,200}\)){0,200})\)|([^\W\d]\w*))")


def whole_name(function: Expression) -> Expression:
    """`CSV.read` is one name where its first part looks like a module; `!` is left out."""
    parts: list[str] = []
    base = function
    while isinstance(base, Attribute):
        parts.append(base.name)
        base = base.base
    if not isinstance(base, Name):
        return function
    if parts and not base.identifier[:1].isupper():
        return function
    return Name(".".join([base.identifier, *reversed(parts)]).rstrip("!"))


def read_parameter(argument: Argument) -> Parameter:
    """A parameter as it is written among the arguments of a definition."""
    if argument.stars and isinstance(argument.value, Name):
        return Parameter(argument.value.identifier, ("", "args", "kwargs")[argument.stars])
    if argument.name is not None:
        return Parameter(argument.name, default=argument.value)
    if isinstance(argument.value, Name):
        return Parameter(argument.value.identifier)
    return Parameter("argument")
