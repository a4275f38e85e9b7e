"""argparse: actions, words that are many or all, defaults from elsewhere, types."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

HEAD = """
    import argparse, json, os, sys
    from dataclasses import dataclass, fields
    from enum import Enum
    from pathlib import Path

    class FullPath(argparse.Action):
        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, os.path.join("full", values))

    class Pairs(argparse.Action):
        def __call__(self, parser, namespace, values, option_string=None):
            found = getattr(namespace, self.dest) or {}
            for pair in values:
                key, text = pair.split("=")
                found[key] = text
            setattr(namespace, self.dest, found)

    class Split(Enum):
        TRAIN = "train"
        TEST = "test"

    @dataclass
    class Record:
        out: str = "usual.csv"

    p = argparse.ArgumentParser()
"""


@pytest.mark.parametrize(
    ("declared", "asked", "command", "expected"),
    [
        ("'cmd'); p.add_argument('r', nargs=argparse.REMAINDER", "a.r[1]", "x --y z", ["z"]),
        ("'--o', nargs='...'", "a.o[1]", "--o x --y", ["--y"]),
        ("'--o', action=FullPath", "a.o", "--o x", ["full/x"]),
        ("'o', action=FullPath", "a.o", "x", ["full/x"]),
        ("'--o', nargs='+', action=Pairs", "a.o['k']", "--o j=1 k=v", ["v"]),
        ("'--o', nargs=2, action='append'", "a.o[1][0]", "--o a b --o c d", ["c"]),
        ("'--o', nargs=2, action='extend'", "a.o[2]", "--o a b --o c d", ["c"]),
        ("'--o', action='append', default=['d']", "a.o[1]", "--o x", ["x"]),
        ("'--o', type=json.loads", "a.o['k']", '--o {"k":"v"}', ["v"]),
        ("'--o', type=os.path.abspath", "a.o + '/x'", "--o v", ["v/x"]),
        ("'--o', type=Split", "a.o.value", "--o test", ["test"]),
        ("'--o', type=lambda s: s.split(',')", "a.o[1]", "--o a,b", ["b"]),
        ("'--o', type=lambda s: Path(s) / 'x'", "a.o", "--o v", ["v/x"]),
        ("'--o', nargs='?', const='c', default='d'", "a.o", "--o", ["c"]),
        ("'--o', action='store_const', const='c', default='d'", "a.o", "--o", ["c"]),
    ],
)
def test_values(declared: str, asked: str, command: str, expected: list[str]) -> None:
    source = f"{HEAD}\n    p.add_argument({declared})\n    a = p.parse_args()\n"
    assert written(f"{source}    open({asked}, 'w')\n", command) == expected


def test_default_that_is_set_before_the_option() -> None:
    source = f"{HEAD}    p.set_defaults(**{{'out': 'set.csv'}})\n    p.add_argument('--out')\n"
    source += "    open(p.parse_args().out, 'w')\n"
    assert written(source, "") == ["set.csv"]
    assert written(source, "--out word.csv") == ["word.csv"]


def test_options_of_the_fields_of_a_record() -> None:
    source = f"""{HEAD}
    for field in fields(Record):
        p.add_argument(f"--{{field.name}}", default=field.default, type=field.type)
    open(Record(**vars(p.parse_args())).out, "w")
    """
    assert written(source, "") == ["usual.csv"]
    assert written(source, "--out word.csv") == ["word.csv"]


@pytest.mark.parametrize("space", ["Record()", "argparse.Namespace(other='x.csv')"])
def test_object_that_takes_the_values(space: str) -> None:
    source = f"""{HEAD}
    p.add_argument("--out", default="d.csv")
    space = {space}
    p.parse_args(namespace=space)
    open(space.out, "w")
    """
    assert written(source, "--out word.csv") == ["word.csv"]


def test_file_of_words_leaves_the_values_open() -> None:
    source = """
    import argparse
    p = argparse.ArgumentParser(fromfile_prefix_chars="@")
    p.add_argument("--source")
    p.add_argument("--out")
    a = p.parse_args()
    open(a.source)
    open(a.out, "w")
    """
    found = behaviour({"main.py": source, "words.txt": "--source\na.csv\n"}, "@words.txt --out o")
    assert touched(found) == ["read words.txt", "write o"]
    assert unresolved(found) == [("read", UnresolvedReason.COMMAND_LINE)]


def test_word_that_the_line_does_not_give() -> None:
    source = """
    import sys
    try:
        path = sys.argv[2]
    except IndexError:
        path = "usual.csv"
    open(path, "w")
    """
    assert written(source, "x") == ["usual.csv"]
    assert written(source, "x own.csv") == ["own.csv"]
