"""Command lines that docopt reads by the usage text of a program."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved

PROGRAM = '''
    """Prepare the readings of stations.

    Usage:
        main.py [options] clean <source> <target>
        main.py [options] join <source>... TARGET
        main.py (-h | --help)

    Options:
        -d DIR, --dir=DIR     Folder of the readings [default: data].
        -n, --dry-run         Write nothing.
        --log FILE            Where to log.
    """
    from docopt import docopt

    def main():
        args = docopt(__doc__)
        folder = args["--dir"]
        if args["clean"]:
            open(folder + "/" + args["<source>"])
            if not args["--dry-run"]:
                open(args["<target>"], "w")
        if args["join"]:
            for name in args["<source>"]:
                open(f"{folder}/{name}")
            open(args["TARGET"], "w")
        if args["--log"]:
            open(args["--log"], "w")

    main()
'''


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("clean a.csv b.csv", ["read data/a.csv", "write b.csv"]),
        ("clean --dir raw a.csv b.csv", ["read raw/a.csv", "write b.csv"]),
        ("-d raw clean a.csv b.csv", ["read raw/a.csv", "write b.csv"]),
        ("clean -draw a.csv b.csv", ["read raw/a.csv", "write b.csv"]),
        ("clean -n a.csv b.csv", ["read data/a.csv"]),
        ("clean a.csv b.csv --log=l.txt", ["read data/a.csv", "write b.csv", "write l.txt"]),
        ("join a.csv b.csv c.csv", ["read data/a.csv", "read data/b.csv", "write c.csv"]),
    ],
)
def test_usage_binds_the_words(command: str, expected: list[str]) -> None:
    found = behaviour(PROGRAM, command)
    assert found.unresolved == ()
    assert touched(found) == expected


def test_default_of_an_option_without_a_command_line() -> None:
    found = behaviour(PROGRAM)
    assert {reason for _, reason in unresolved(found)} == {UnresolvedReason.COMMAND_LINE}


REPEATED = '''
    """Usage: main.py [--out=<path>] <source>..."""
    import docopt

    args = docopt.docopt(__doc__)
    for name in args["<source>"]:
        open(name)
    open(args["--out"] or "joined.csv", "w")
'''


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("a.csv b.csv", ["read a.csv", "read b.csv", "write joined.csv"]),
        ("--out=c.csv a.csv", ["read a.csv", "write c.csv"]),
        ("a.csv --out c.csv", ["read a.csv", "write c.csv"]),
    ],
)
def test_argument_that_is_repeated(command: str, expected: list[str]) -> None:
    assert touched(behaviour(REPEATED, command)) == expected


OPTIONS_REPEATED = '''
    """Load tables.

    Usage: load [-v]... [-s NAME]... [--also=<path>]... BASE TABLE...

    Options:
        -s NAME, --set=NAME  A setting [default: one.ini two.ini].
    """
    from docopt import docopt

    args = docopt(__doc__)
    for name in args["--set"] + args["--also"] + args["TABLE"]:
        open(name)
    open(args["BASE"], "w")
    if args["-v"] > 1:
        open("log.txt", "w")
'''


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "-s x.ini --set=y.ini b.db a.sql c.sql",
            ["read x.ini", "read y.ini", "read a.sql", "read c.sql", "write b.db"],
        ),
        (
            "-v -v --also=z.ini b.db a.sql",
            [
                *("read one.ini", "read two.ini", "read z.ini", "read a.sql"),
                *("write b.db", "write log.txt"),
            ],
        ),
        ("-v b.db a.sql", ["read one.ini", "read two.ini", "read a.sql", "write b.db"]),
    ],
)
def test_options_that_are_repeated(command: str, expected: list[str]) -> None:
    found = behaviour(OPTIONS_REPEATED, command)
    assert found.unresolved == ()
    assert touched(found) == expected


def test_default_in_the_lines_below_an_option() -> None:
    program = '''
        """Usage: main.py [options]

        Options:
            -v, --verbose
                Tell more.
            -o PATH, --output-path=PATH
                Where to write,
                a file [default: out.csv]
            --log=FILE
                Where to log.
        """
        from docopt import docopt

        args = docopt(__doc__)
        open(args["--output-path"], "w")
        if args["--verbose"]:
            open(args["--log"], "w")
    '''
    assert touched(behaviour(program, "")) == ["write out.csv"]
    assert touched(behaviour(program, "-v -o a.csv --log=l.txt")) == ["write a.csv", "write l.txt"]


def test_words_that_the_code_gives() -> None:
    program = '''
        """Usage: main.py <source>"""
        from docopt import docopt

        open(docopt(__doc__, argv=["given.csv"])["<source>"])
    '''
    assert touched(behaviour(program, "other.csv")) == ["read given.csv"]


def test_text_without_a_usage_is_no_declaration() -> None:
    program = '''
        """Nothing about the command line."""
        from docopt import docopt

        open(docopt(__doc__)["<source>"])
    '''
    assert touched(behaviour(program, "a.csv")) == []
