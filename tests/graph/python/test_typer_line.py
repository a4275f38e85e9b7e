"""Typer applications: groups, registrations, parameters of several kinds."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

GROUPS = """
    from typing import Annotated, List, Optional
    import typer

    app = typer.Typer()
    data = typer.Typer()
    app.add_typer(data, name="data")

    @data.command("get-all")
    def get(names: List[str], folder: str = typer.Option("raw", "--folder", "-f")):
        for name in names:
            open(f"{folder}/{name}", "w")

    @app.command()
    def fit(
        target: Annotated[str, typer.Argument()] = "m.pkl",
        log: Annotated[Optional[str], typer.Option(envvar="LOG")] = None,
        save: bool = True,
    ):
        if save:
            open(target, "w")
        if log:
            open(log, "w")

    def score(out: str = "score.json"):
        open(out, "w")

    app.command("score")(score)

    if __name__ == "__main__":
        app()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("data get-all a.csv b.csv", ["raw/a.csv", "raw/b.csv"]),
        ("data get-all -f deep a.csv", ["deep/a.csv"]),
        ("fit", ["m.pkl"]),
        ("fit k.pkl --log l.txt", ["k.pkl", "l.txt"]),
        ("fit --no-save --log l.txt", ["l.txt"]),
        ("score --out s.json", ["s.json"]),
    ],
)
def test_commands_of_an_application(command: str, expected: list[str]) -> None:
    assert written(GROUPS, command) == expected


def test_variable_stands_for_an_option() -> None:
    assert written(GROUPS, "fit --no-save", LOG="env.txt") == ["env.txt"]


LISTS = """
    from pathlib import Path
    from typing import Annotated, List, Optional
    import typer

    app = typer.Typer()

    @app.command()
    def tune(
        case: int,
        folder: Optional[str] = "out",
        fast: Optional[List[bool]] = [False],
        names: Annotated[list[Path], typer.Option("--name")] = [],
    ):
        for name in names:
            open(Path(folder) / name.with_suffix(".json"), "w")
        open(f"{folder}/{case}.txt", "w")

    @app.command()
    def other():
        pass

    app()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("tune 3 --fast --folder deep", ["deep/3.txt"]),
        ("tune 3 --name a.yaml --name b.yaml", ["out/a.json", "out/b.json", "out/3.txt"]),
    ],
)
def test_lists_take_words_of_their_kind_and_lists_of_flags_none(
    command: str, expected: list[str]
) -> None:
    assert written(LISTS, command) == expected
