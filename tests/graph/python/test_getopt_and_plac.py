"""Command lines of getopt and plac, and words that a program reads by itself."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

GETOPT = """
    import getopt
    import sys

    out = "m.pkl"
    options, rest = getopt.getopt(sys.argv[1:], "o:v", ["out=", "verbose"])
    for name, value in options:
        if name in ("-o", "--out"):
            open(value, "w")
    for name in rest:
        open(name, "w")
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("-o k.pkl", ["k.pkl"]),
        ("-v --out=k.pkl a.csv", ["k.pkl", "a.csv"]),
        ("a.csv", ["a.csv"]),
    ],
)
def test_getopt(command: str, expected: list[str]) -> None:
    assert written(GETOPT, command) == expected


PLAC = [
    """
    import plac

    @plac.annotations(
        target=("Where to", "positional"),
        log=("Log", "option", "l"),
        keep=("Keep", "flag", "k"),
    )
    def main(target, log="log.txt", keep=False):
        open(target, "w")
        open(log, "w")
        if keep:
            open("kept.csv", "w")

    plac.call(main)
    """,
    """
    import plac

    @plac.opt("log", "Log", abbrev="l")
    @plac.flg("keep", "Keep")
    def main(target, log="log.txt", keep=False):
        open(target, "w")
        open(log, "w")
        if keep:
            open("kept.csv", "w")

    plac.call(main)
    """,
]


@pytest.mark.parametrize("program", PLAC)
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("a.csv", ["a.csv", "log.txt"]),
        ("a.csv -l b.txt", ["a.csv", "b.txt"]),
        ("a.csv --log b.txt -k", ["a.csv", "b.txt", "kept.csv"]),
    ],
)
def test_plac(program: str, command: str, expected: list[str]) -> None:
    assert written(program, command) == expected


def test_words_of_the_form_key_is_value() -> None:
    program = """
        import sys

        given = dict(word.split("=") for word in sys.argv[1:])
        open(given["out"], "w")
        open(given.get("log", "log.txt"), "w")
    """
    assert written(program, "out=m.pkl rows=3") == ["m.pkl", "log.txt"]
    assert written(program, "log=l.txt out=m.pkl") == ["m.pkl", "l.txt"]


def test_options_that_sys_argv_is_searched_for() -> None:
    program = """
        import sys

        if "--out" in sys.argv:
            out = sys.argv[sys.argv.index("--out") + 1]
        else:
            out = "m.pkl"
        open(out, "w")
    """
    assert written(program, "--rows 3 --out k.pkl") == ["k.pkl"]
    assert written(program, "--rows 3") == ["m.pkl"]
