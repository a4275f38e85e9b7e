"""Command lines of `getopt`: pairs of option and value, and the words after them."""

from __future__ import annotations

import getopt

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import Arguments, Known, ListValue, Value


def _getopt(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`getopt.getopt(words, "o:v", ["out="])`: pairs of option and value, and the other words."""
    words, short = arguments.get(0, "args"), arguments.get(1, "shortopts")
    long = arguments.get(2, "longopts")
    if not isinstance(words, ListValue) or words.open_ or short is None:
        return None
    given = [text for item in words.items for text in texts_of(item)[:1]]
    names = [text for item in getattr(long, "items", ()) for text in texts_of(item)]
    parse = getopt.gnu_getopt if name.endswith("gnu_getopt") else getopt.getopt
    try:
        pairs, rest = parse(given, "".join(texts_of(short)[:1]), names)
    except getopt.GetoptError:
        return None
    found = [ListValue([Known(option), Known(value)], "tuple") for option, value in pairs]
    return ListValue([ListValue(list(found)), ListValue([Known(word) for word in rest])], "tuple")


MODELS = dict.fromkeys(["getopt.getopt", "getopt.gnu_getopt"], _getopt)
