"""`configparser`: sections, DEFAULT, interpolation and the ways to ask for values."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, unresolved, written

INI = """
[DEFAULT]
root = data
[paths]
raw = %(root)s/raw.csv
Clean: ${own:folder}/clean.csv
count = 3
[own]
folder = made
"""


@pytest.mark.parametrize(
    ("made", "asked", "expected"),
    [
        ("configparser.ConfigParser()", "c['paths']['raw']", "data/raw.csv"),
        ("configparser.ConfigParser()", "c.get('paths', 'raw')", "data/raw.csv"),
        ("configparser.ConfigParser()", "c['paths'].get('raw')", "data/raw.csv"),
        ("configparser.ConfigParser()", "c['own']['root'] + '/x'", "data/x"),
        ("configparser.ConfigParser()", "c.get('own', 'none', fallback='d.csv')", "d.csv"),
        ("configparser.ConfigParser()", "dict(c.items('paths'))['raw']", "data/raw.csv"),
        ("configparser.ConfigParser()", "dict(c['paths'])['raw']", "data/raw.csv"),
        ("configparser.ConfigParser()", "f\"{c.getint('paths', 'count') + 1}.csv\"", "4.csv"),
        ("configparser.RawConfigParser()", "c['paths']['raw']", "%(root)s/raw.csv"),
        (
            "configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())",
            "c.get('paths', 'clean')",
            "made/clean.csv",
        ),
    ],
)
def test_values(made: str, asked: str, expected: str) -> None:
    source = f"import configparser\nc = {made}\nc.read('c.ini')\nopen({asked}, 'w')\n"
    assert written({"main.py": source, "c.ini": INI}, "") == [expected]


@pytest.mark.parametrize(
    "read",
    [
        "c.read(['c.ini'])",
        "c.read_file(open('c.ini'))",
        "c.read_dict({'own': {'folder': 'made'}})",
        "c.read('c.ini', encoding='utf-8')",
    ],
)
def test_ways_to_read(read: str) -> None:
    source = f"""
        import configparser
        c = configparser.ConfigParser()
        {read}
        if c.has_section("own") and not c.has_option("own", "none"):
            for section in c.sections():
                if section == "own":
                    open(c[section]["folder"], "w")
        else:
            open("never.csv", "w")
    """
    assert written({"main.py": source, "c.ini": INI}, "") == ["made"]


def test_values_that_code_sets() -> None:
    source = """
        import configparser
        c = configparser.ConfigParser()
        c.read("c.ini")
        c.set("paths", "root", "other")
        open(c.get("paths", "raw"), "w")
    """
    assert written({"main.py": source, "c.ini": INI}, "") == ["other/raw.csv"]


def test_file_that_is_not_there_leaves_its_values_open() -> None:
    source = (
        "import configparser\nc = configparser.ConfigParser()\nc.read('n.ini')\nopen(c['a']['b'])"
    )
    assert unresolved(behaviour(source, "")) == [("read", UnresolvedReason.CONFIGURATION)]
