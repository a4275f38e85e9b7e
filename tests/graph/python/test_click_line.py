"""Command lines of click, typer and hydra programs."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

CLICK = """
    from pathlib import Path
    import click

    @click.command()
    @click.argument("source", type=click.Path(exists=True))
    @click.option("--target", "-t", default="out.csv", show_default=True)
    @click.option("--folder", "directory", type=click.Path(path_type=Path), default="work")
    @click.option("--epochs", type=int, default=2)
    @click.option("--save/--no-save", default=True)
    @click.option("--log", is_flag=True)
    @click.option("--tag", multiple=True)
    def main(source, target, directory, epochs, save, log, tag):
        open(source)
        if save:
            df.to_csv(target)
        if log:
            df.to_csv(directory / f"log_{epochs}.csv")
        for name in tag:
            df.to_csv(f"{name}.csv")

    if __name__ == "__main__":
        main()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("in.csv", ["out.csv"]),
        ("in.csv -t b.csv", ["b.csv"]),
        ("--target=b.csv in.csv", ["b.csv"]),
        ("in.csv --no-save --log", ["work/log_2.csv"]),
        ("in.csv --no-save --log --folder deep --epochs 9", ["deep/log_9.csv"]),
        ("in.csv --no-save --tag a --tag b", ["a.csv", "b.csv"]),
    ],
)
def test_click_command(command: str, expected: list[str]) -> None:
    found = behaviour(CLICK, command)
    assert found.unresolved == ()
    assert touched(found) == ["read in.csv", *(f"write {path}" for path in expected)]


def test_click_command_without_a_command_line() -> None:
    found = behaviour(CLICK)
    assert "write out.csv" in touched(found)
    assert unresolved(found) == [("read", UnresolvedReason.COMMAND_LINE)]
    assert found.missing_arguments == ("source",)


def test_click_command_as_console_script() -> None:
    assert "write b.csv" in touched(behaviour(CLICK, "in.csv -t b.csv", function="main"))


GROUP = """
    import click

    @click.group()
    @click.option("--root", default="data")
    @click.pass_context
    def cli(ctx, root):
        ctx.obj = root

    @cli.command()
    @click.option("--out", default="prepared.csv")
    def prepare(out):
        df.to_csv(out)

    @cli.command(name="fit-model")
    @click.argument("out", default="fitted.csv")
    def train(out):
        df.to_csv(out)

    @click.command()
    @click.option("--out", default="report.csv")
    def report(out):
        df.to_csv(out)

    cli.add_command(report)

    if __name__ == "__main__":
        cli()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("prepare", ["prepared.csv"]),
        ("prepare --out a.csv", ["a.csv"]),
        ("--root x fit-model", ["fitted.csv"]),
        ("fit-model a.csv", ["a.csv"]),
        ("report --out r.csv", ["r.csv"]),
    ],
)
def test_click_group(command: str, expected: list[str]) -> None:
    assert written(GROUP, command) == expected


def test_every_command_of_a_click_group_may_be_meant() -> None:
    assert written(GROUP) == ["prepared.csv", "fitted.csv", "report.csv"]


def test_click_command_that_code_calls() -> None:
    source = """
        import click

        @click.command()
        @click.option("--out", default="a.csv")
        def main(out):
            save(out)

        def save(path):
            df.to_csv(path)

        main.callback("b.csv")
        main(["--out", "c.csv"], standalone_mode=False)
    """
    assert written(source, "") == ["b.csv", "c.csv"]


TYPER_RUN = """
    from pathlib import Path
    from typing import Annotated, List, Optional
    import typer

    def main(
        source: Path,
        target: Path = Path("out"),
        name: str = typer.Option("model", "--name", "-n"),
        log: Annotated[Optional[Path], typer.Option("--log-file")] = None,
        count: Annotated[int, typer.Argument()] = 1,
        fast: bool = False,
        tags: List[str] = typer.Option([]),
    ):
        open(source)
        df.to_csv(target / f"{name}_{count}.csv")
        if fast:
            df.to_csv("fast.csv")
        if log:
            df.to_csv(log.with_suffix(".csv"))
        for tag in tags:
            df.to_csv(f"{tag}.csv")

    if __name__ == "__main__":
        typer.run(main)
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("in.csv", ["out/model_1.csv"]),
        ("in.csv 5 --target work -n big", ["work/big_5.csv"]),
        ("in.csv --fast", ["out/model_1.csv", "fast.csv"]),
        ("in.csv --no-fast --log-file x.log", ["out/model_1.csv", "x.csv"]),
        ("in.csv --tags a --tags b", ["out/model_1.csv", "a.csv", "b.csv"]),
    ],
)
def test_typer_run(command: str, expected: list[str]) -> None:
    found = behaviour(TYPER_RUN, command)
    assert found.unresolved == ()
    assert touched(found) == ["read in.csv", *(f"write {path}" for path in expected)]


def test_typer_run_without_a_command_line() -> None:
    found = behaviour(TYPER_RUN)
    assert "write out/model_1.csv" in touched(found)
    assert unresolved(found) == [("read", UnresolvedReason.COMMAND_LINE)]
    assert found.missing_arguments == ("source",)


TYPER_APP = """
    import typer

    app = typer.Typer()
    models = typer.Typer(help="Models")
    app.add_typer(models, name="models")

    @app.command()
    def prepare_data(out: str = "prepared.csv"):
        df.to_csv(out)

    @app.command("fit")
    def train(out: str = typer.Argument("fitted.csv")):
        df.to_csv(out)

    @models.command()
    def push(out: str = "pushed.csv"):
        df.to_csv(out)

    if __name__ == "__main__":
        app()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("prepare-data --out a.csv", ["a.csv"]),
        ("fit", ["fitted.csv"]),
        ("fit a.csv", ["a.csv"]),
        ("models push --out a.csv", ["a.csv"]),
    ],
)
def test_typer_application(command: str, expected: list[str]) -> None:
    assert written(TYPER_APP, command) == expected


def test_every_command_of_a_typer_application_may_be_meant() -> None:
    assert written(TYPER_APP) == ["prepared.csv", "fitted.csv", "pushed.csv"]


def test_typer_application_with_one_command_needs_no_name() -> None:
    source = """
        import typer
        app = typer.Typer()

        @app.command()
        def main(out: str = "a.csv"):
            df.to_csv(out)

        if __name__ == "__main__":
            app()
    """
    assert written(source, "--out b.csv") == ["b.csv"]
    assert written(source, "") == ["a.csv"]


def test_typer_application_as_console_script_of_another_module() -> None:
    files = {
        "src/tool/cli.py": """
            import typer
            from tool.train import train
            app = typer.Typer()
            app.command()(train)

            @app.callback()
            def main():
                pass
        """,
        "src/tool/train.py": "def train(out: str = 'a.csv'):\n    df.to_csv(out)\n",
        "src/tool/__init__.py": "",
    }
    command = "train --out b.csv"
    assert written(files, command, entry="src/tool/cli.py", function="app") == ["b.csv"]


def test_function_with_typer_defaults_called_by_code() -> None:
    source = """
        import typer

        def train(out: str = typer.Option("a.csv")):
            df.to_csv(out)

        train()
        train("b.csv")
    """
    assert written(source) == ["a.csv", "b.csv"]


def test_hydra_composes_its_configuration() -> None:
    files = {
        "train.py": """
            import hydra

            @hydra.main(version_base=None, config_path="conf", config_name="config")
            def main(cfg):
                df.to_csv(cfg.paths.out)
                df.to_csv(cfg["model"]["name"] + ".csv")

            if __name__ == "__main__":
                main()
        """,
        "conf/config.yaml": "defaults:\n  - model: small\n  - _self_\nroot: data\n"
        "paths:\n  out: ${root}/out.csv\n",
        "conf/model/small.yaml": "name: small\n",
        "conf/model/large.yaml": "name: large\n",
    }
    assert written(files, "", entry="train.py") == ["data/out.csv", "small.csv"]
    command = "model=large root=work"
    assert written(files, command, entry="train.py") == ["work/out.csv", "large.csv"]


def test_a_program_that_is_only_imported_does_not_run() -> None:
    files = {
        "plots.py": """
            import click

            KEY = "value"

            @click.command()
            @click.argument("names", nargs=-1, required=True)
            def main(names):
                open("plots.pdf", "w")

            if __name__ == "__main__":
                main()
        """,
        "compare.py": """
            import click
            from plots import KEY

            @click.command()
            def main():
                open(KEY + ".pdf", "w")

            if __name__ == "__main__":
                main()
        """,
    }
    found = behaviour(files, entry="compare.py")
    assert touched(found) == ["write value.pdf"]
    assert found.missing_arguments == ()
    assert touched(behaviour(files, entry="plots.py")) == ["write plots.pdf"]
