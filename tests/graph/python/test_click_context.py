"""What click and typer hand from a group to its commands."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

GROUP = """
    import click

    @click.group()
    @click.option("--root", default="data")
    @click.pass_context
    def cli(ctx, root):
        ctx.ensure_object(dict)
        ctx.obj["root"] = root

    @cli.command()
    @click.option("--out", default="clean.csv")
    @click.pass_context
    def clean(ctx, out):
        open(ctx.obj["root"] + "/" + out, "w")

    @cli.command()
    @click.option("--model", default="m.pkl")
    @click.pass_obj
    def fit(obj, model):
        open(obj["root"] + "/" + model, "w")

    @cli.command("all")
    @click.option("--model", default="all.pkl")
    @click.pass_context
    def run_all(ctx, model):
        ctx.invoke(clean, out="first.csv")
        ctx.forward(fit)

    @cli.command("again")
    @click.option("--out", default="again.csv")
    def again(out):
        context = click.get_current_context()
        context.forward(clean)

    if __name__ == "__main__":
        cli()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("clean", ["data/clean.csv"]),
        ("--root raw clean --out x.csv", ["raw/x.csv"]),
        ("--root clean fit", ["clean/m.pkl"]),
        ("all", ["data/first.csv", "data/all.pkl"]),
        ("--root raw all --model k.pkl", ["raw/first.csv", "raw/k.pkl"]),
        ("again", ["data/again.csv"]),
    ],
)
def test_commands_share_the_object_of_their_group(command: str, expected: list[str]) -> None:
    assert written(GROUP, command) == expected


def test_object_that_the_caller_gives() -> None:
    program = """
        import click

        @click.command()
        @click.option("--name", default="m.pkl")
        @click.pass_obj
        def fit(folder, name):
            open(folder + "/" + name, "w")

        fit(obj="models")
    """
    assert written(program, "--name k.pkl") == ["models/k.pkl"]


def test_name_of_the_command_that_follows() -> None:
    program = """
        import click

        @click.group(invoke_without_command=True)
        @click.pass_context
        def cli(ctx):
            if ctx.invoked_subcommand is None:
                open("nothing.txt", "w")
            else:
                open(ctx.invoked_subcommand + ".log", "w")

        @cli.command()
        def fit():
            open("m.pkl", "w")

        cli()
    """
    assert written(program, "fit") == ["fit.log", "m.pkl"]
    assert written(program, "") == ["nothing.txt"]


def test_callback_of_an_option_makes_its_value() -> None:
    program = """
        import click

        def place(ctx, param, value):
            return "data/" + value

        @click.command()
        @click.option("--out", callback=place, default="a.csv")
        def main(out):
            open(out, "w")

        main()
    """
    assert written(program, "--out b.csv") == ["data/b.csv"]
    assert written(program, "") == ["data/a.csv"]


def test_variable_stands_for_an_option() -> None:
    program = """
        import click

        @click.command()
        @click.option("--out", envvar="OUT", default="a.csv")
        def main(out):
            open(out, "w")

        main()
    """
    assert written(program, "", OUT="env.csv") == ["env.csv"]
    assert written(program, "--out word.csv", OUT="env.csv") == ["word.csv"]


def test_options_that_several_commands_share() -> None:
    program = """
        import click

        def shared(command):
            command = click.option("--folder", default="data")(command)
            return click.option("--name", default="a.csv")(command)

        out = click.option("--out", default="b.csv")

        @click.command()
        @shared
        @out
        def main(folder, name, out):
            open(f"{folder}/{name}")
            open(out, "w")

        main()
    """
    assert touched(behaviour(program, "--folder raw --out c.csv")) == [
        "read raw/a.csv",
        "write c.csv",
    ]


def test_typer_callback_before_its_commands() -> None:
    program = """
        import typer

        app = typer.Typer()

        @app.callback()
        def main(ctx: typer.Context, root: str = "data"):
            ctx.obj = root

        @app.command()
        def fit(ctx: typer.Context, name: str = "m.pkl"):
            open(ctx.obj + "/" + name, "w")

        @app.command()
        def test(ctx: typer.Context):
            open(ctx.obj + "/score.json", "w")

        app()
    """
    assert written(program, "fit --name k.pkl") == ["data/k.pkl"]
    assert written(program, "--root fit test") == ["fit/score.json"]


def test_commands_that_are_chained() -> None:
    source = """
        import click

        @click.group(chain=True)
        @click.pass_context
        def cli(ctx):
            ctx.obj = {}

        @cli.command()
        @click.argument("path")
        @click.option("--sep", default=",")
        @click.pass_obj
        def load(obj, path, sep):
            obj["table"] = open(path)

        @cli.command("save-as")
        @click.argument("path")
        def save(path):
            open(path, "w")

        cli()
    """
    found = touched(behaviour(source, "load a.csv --sep save-as save-as b.csv load c.csv"))
    assert found == ["read a.csv", "write b.csv", "read c.csv"]


def test_decorator_that_passes_an_object_of_a_class() -> None:
    source = """
        import click

        class Project:
            def __init__(self, home):
                self.home = home

        pass_project = click.make_pass_decorator(Project)

        @click.group()
        @click.option("--home")
        @click.pass_context
        def cli(ctx, home):
            ctx.obj = Project(home)

        @cli.command()
        @click.argument("name")
        @pass_project
        def build(project, name):
            open(f"{project.home}/{name}", "w")

        cli()
    """
    assert touched(behaviour(source, "--home h build a.csv")) == ["write h/a.csv"]
