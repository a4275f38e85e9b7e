"""Files that hold values of options, and other sources of them."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

PROGRAM = """
    import configargparse

    parser = configargparse.ArgParser(default_config_files=["defaults.yaml"])
    parser.add("-c", "--config", is_config_file=True)
    parser.add("--source", default="a.csv", env_var="SOURCE")
    parser.add("--out-path", default="b.csv")
    args = parser.parse_args()
    open(args.source)
    open(args.out_path, "w")
"""
TREE = {
    "main.py": PROGRAM,
    "defaults.yaml": "source: usual.csv\n",
    "own.yaml": "source: own.csv\nout-path: own_out.csv\n",
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", ["read defaults.yaml", "read usual.csv", "write b.csv"]),
        (
            "-c own.yaml",
            ["read defaults.yaml", "read own.yaml", "read own.csv", "write own_out.csv"],
        ),
        (
            "-c own.yaml --source word.csv",
            ["read defaults.yaml", "read own.yaml", "read word.csv", "write own_out.csv"],
        ),
    ],
)
def test_file_stands_for_defaults(command: str, expected: list[str]) -> None:
    assert touched(behaviour(TREE, command)) == expected


def test_variable_wins_over_the_file() -> None:
    assert "read env.csv" in touched(behaviour(TREE, "", SOURCE="env.csv"))


def test_file_that_an_option_opens() -> None:
    program = """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("source", type=argparse.FileType())
        parser.add_argument("--out", type=argparse.FileType("w"), default="m.json")
        args = parser.parse_args()
    """
    found = behaviour(program, "a.json --out b.json")
    assert sorted(touched(found)) == ["read a.json", "write b.json"]
    assert sorted(touched(behaviour(program, "a.json"))) == ["read a.json", "write m.json"]
    assert touched(behaviour(program, "- --out -")) == []


def test_flags_of_one_letter_together() -> None:
    program = """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("-v", action="store_true")
        parser.add_argument("-o")
        args = parser.parse_args()
        if args.v:
            open(args.o, "w")
    """
    assert written(program, "-vo m.pkl") == ["m.pkl"]


def test_value_that_has_the_name_of_a_command() -> None:
    program = """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--root", default="data")
        commands = parser.add_subparsers(dest="command")
        fit = commands.add_parser("fit")
        fit.add_argument("--out", default="m.pkl")
        commands.add_parser("test")
        args = parser.parse_args()
        if args.command == "fit":
            open(args.root + "/" + args.out, "w")
    """
    assert written(program, "--root test fit") == ["test/m.pkl"]


def test_defaults_that_are_set_later() -> None:
    program = """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--out", default="m.pkl")
        parser.set_defaults(out="k.pkl", log="log.txt")
        args, rest = parser.parse_known_args()
        open(args.out, "w")
        open(args.log, "w")
        open(rest[1], "w")
    """
    assert written(program, "--more x.csv") == ["k.pkl", "log.txt", "x.csv"]


def test_optparse_gives_options_and_words() -> None:
    program = """
        from optparse import OptionParser

        parser = OptionParser()
        parser.add_option("-o", "--out", dest="target", default="m.pkl")
        options, words = parser.parse_args()
        open(options.target, "w")
        open(words[0], "w")
    """
    assert written(program, "-o k.pkl a.csv") == ["k.pkl", "a.csv"]


def test_parser_of_a_derived_class() -> None:
    program = """
        import argparse

        class Options(argparse.ArgumentParser):
            def __init__(self):
                super().__init__(description="Training")
                self.add_argument("--out", default="m.pkl")

        args = Options().parse_args()
        open(args.out, "w")
    """
    assert written(program, "--out k.pkl") == ["k.pkl"]


def test_members_of_members_of_a_fire_component() -> None:
    program = """
        import fire

        class Data:
            def get(self, name="a.csv"):
                open(name, "w")

        class Stages:
            def __init__(self, folder="out"):
                self.folder = folder
                self.data = Data()

            def fit(self, name="m.pkl"):
                open(self.folder + "/" + name, "w")

        fire.Fire(Stages)
    """
    assert written(program, "data get --name b.csv") == ["b.csv"]
    assert written(program, "fit k.pkl --folder deep") == ["deep/k.pkl"]


def test_command_that_the_code_gives_to_fire() -> None:
    program = """
        import fire

        def fit(name="m.pkl"):
            open(name, "w")

        fire.Fire(fit, command="--name k.pkl")
    """
    assert written(program, "--name other.pkl") == ["k.pkl"]


def test_values_of_ini_files_may_stand_in_quotes() -> None:
    files = {
        "main.py": """
            import configargparse

            parser = configargparse.ArgParser()
            parser.add("-c", is_config_file=True)
            parser.add("--out")
            parser.add("--log")
            options = parser.parse_args()
            open(options.out, "w")
            open(options.log, "w")
        """,
        "s.ini": "out = 'my table.csv'\nlog = it's\n",
    }
    assert written(files, "-c s.ini") == ["my table.csv", "it's"]
