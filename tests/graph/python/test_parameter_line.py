"""Command lines that defopt and argh make of the parameters of functions."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

ONE = """
    import defopt
    from pathlib import Path

    def main(source, target: Path, *more: str, log="log.txt", lone=None, keep=False):
        open(target / "a.csv", "w")
        open(log, "w")
        if lone:
            open(lone, "w")
        if keep:
            open("kept.csv", "w")
        for name in more:
            open(name, "w")

    defopt.run(main)
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("s out", ["out/a.csv", "log.txt"]),
        ("s out --log l.txt", ["out/a.csv", "l.txt"]),
        ("s out --lone x --keep", ["out/a.csv", "log.txt", "x", "kept.csv"]),
        ("s out -k --no-keep", ["out/a.csv", "log.txt"]),
        ("s out b c", ["out/a.csv", "log.txt", "b", "c"]),
    ],
)
def test_one_function(command: str, expected: list[str]) -> None:
    assert written(ONE, command) == expected


@pytest.mark.parametrize("functions", ["[make_table, show]", "{'make-table': make_table}"])
def test_the_first_word_names_one_of_several(functions: str) -> None:
    program = f"""
        import defopt

        def make_table(source, *, output_file=None):
            open(output_file, "w")

        def show(name):
            open(name, "w")

        defopt.run({functions})
    """
    assert written(program, "make-table s -o t.csv") == ["t.csv"]
    assert written(program, "make_table s --output-file t.csv") == ["t.csv"]


@pytest.mark.parametrize("call", ["argh.dispatch_command(f)", "defopt.run(f, cli_options=OPTIONS)"])
@pytest.mark.parametrize("command", ["a --out b", "a -o b", "-o b a"])
def test_parameters_with_a_default_may_be_options(call: str, command: str) -> None:
    program = f"""
        import argh, defopt
        OPTIONS = "has_default"

        def f(source, out="c"):
            open(source, "w")
            open(out, "w")

        {call}
    """
    assert written(program, command) == ["a", "b"]


def test_without_a_command_line_each_function_may_be_meant() -> None:
    program = """
        import defopt

        def f(*, out="f.csv"):
            open(out, "w")

        def g(*, out="g.csv"):
            open(out, "w")

        defopt.run([f, g])
    """
    assert written(program) == ["f.csv", "g.csv"]
