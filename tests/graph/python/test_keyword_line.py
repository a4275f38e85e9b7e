"""Command lines of chz and of cyclopts."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

CHZ = """
    import chz

    @chz.chz
    class Data:
        name: str = "usual.csv"

    @chz.chz
    class Settings:
        data: Data = chz.field(default_factory=Data)
        out: str = "o"

    def main(settings: Settings):
        open(settings.out + "/" + settings.data.name, "w")

    if __name__ == "__main__":
"""


@pytest.mark.parametrize("start", ["chz.nested_entrypoint(main)", "main(chz.entrypoint(Settings))"])
def test_words_fill_a_class(start: str) -> None:
    source = f"{CHZ}        {start}\n"
    assert written(source, "data.name=a.csv out=r") == ["r/a.csv"]
    assert written(source, "") == ["o/usual.csv"]


CYCLOPTS = """
    from cyclopts import App

    app = App(help="x")

    @app.default
    def main(source: str, out: str = "m.csv"):
        open(out, "w")

    @app.command
    def fit(out: str):
        open("fit/" + out, "w")

    @app.command(name="try")
    def attempt(out_path: str = "t.csv"):
        open("try/" + out_path, "w")

    if __name__ == "__main__":
        app()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("a.csv", ["m.csv"]),
        ("a.csv --out b.csv", ["b.csv"]),
        ("fit c.csv", ["fit/c.csv"]),
        ("fit --out c.csv", ["fit/c.csv"]),
        ("try --out-path d.csv", ["try/d.csv"]),
    ],
)
def test_first_word_chooses_the_function(command: str, expected: list[str]) -> None:
    assert written(CYCLOPTS, command) == expected


def test_one_function() -> None:
    source = "import cyclopts\ndef f(out: str):\n    open(out, 'w')\ncyclopts.run(f)\n"
    assert written(source, "a.csv") == ["a.csv"]
