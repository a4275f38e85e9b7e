"""Command lines of libraries that choose a function by its name."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

BAKER = """
    import baker
    import pandas as pd

    @baker.command
    def fit(data_path, out="fit.csv"):
        pd.read_csv(data_path).to_csv(out)

    @baker.command
    def show(data_path):
        pd.read_csv(data_path).to_csv("show.csv")

    def helper():
        pd.read_csv("never.csv")

    if __name__ == "__main__":
        baker.run()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("fit --data_path a.csv", ["read a.csv", "write fit.csv"]),
        ("fit a.csv --out b.csv", ["read a.csv", "write b.csv"]),
        ("fit --data_path=a.csv --out=b.csv", ["read a.csv", "write b.csv"]),
        ("show a.csv", ["read a.csv", "write show.csv"]),
        ("", []),
    ],
)
def test_baker(command: str, expected: list[str]) -> None:
    assert touched(behaviour(BAKER, command)) == expected


@pytest.mark.parametrize(
    ("call", "command"),
    [
        ("defopt.run([fit, show])", "fit a.csv"),
        ("defopt.run(fit)", "a.csv"),
        ("argh.dispatch_commands([fit, show])", "fit a.csv"),
        ("jsonargparse.CLI([fit, show])", "fit a.csv"),
        ("jsonargparse.CLI(fit)", "a.csv"),
    ],
)
def test_functions_are_handed_over(call: str, command: str) -> None:
    source = f"""
import argh, defopt, jsonargparse
import pandas as pd

def fit(data_path, out="fit.csv"):
    pd.read_csv(data_path).to_csv(out)

def show(data_path):
    pd.read_csv(data_path).to_csv("show.csv")

{call}
"""
    assert touched(behaviour(source, command)) == ["read a.csv", "write fit.csv"]
