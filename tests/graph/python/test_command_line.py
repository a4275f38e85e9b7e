"""Command lines bound to what programs declare: argparse, sys.argv, fire."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

ARGPARSE = """
    import argparse
    from pathlib import Path

    import pandas as pd

    parser = argparse.ArgumentParser(description="Trains")
    parser.add_argument("data")
    parser.add_argument("-o", "--output-dir", default="out", type=Path)
    parser.add_argument("--name", dest="label", default="model")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--figures", nargs="*", default=[])
    parser.add_argument("--log", nargs="?", const="log.csv", default=None)
    parser.add_argument("--verbose", "-v", action="store_true")
    parser.add_argument("--no-save", action="store_false", dest="save")
    args = parser.parse_args()

    df = pd.read_csv(args.data)
    if args.save:
        df.to_csv(args.output_dir / f"{args.label}_{args.epochs}.csv")
    for figure in args.figures:
        df.to_csv(figure)
    if args.log:
        df.to_csv(args.log)
    if args.verbose:
        df.to_csv("verbose.csv")
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("raw.csv", ["out/model_3.csv"]),
        ("raw.csv -o work", ["work/model_3.csv"]),
        ("-owork raw.csv", ["work/model_3.csv"]),
        ("raw.csv --output-dir=work --name x", ["work/x_3.csv"]),
        ("raw.csv --output work --ep 5", ["work/model_5.csv"]),
        ("--epochs 5 raw.csv", ["out/model_5.csv"]),
        ("raw.csv --no-save", []),
        ("raw.csv -v", ["out/model_3.csv", "verbose.csv"]),
        ("raw.csv --no-save --figures a.csv b.csv", ["a.csv", "b.csv"]),
        ("raw.csv --no-save --log", ["log.csv"]),
        ("raw.csv --no-save --log own.csv", ["own.csv"]),
        ("--no-save -- raw.csv", []),
        ("--epochs -1 raw.csv", ["out/model_-1.csv"]),
    ],
)
def test_argparse_binds_the_words(command: str, expected: list[str]) -> None:
    found = behaviour(ARGPARSE, command)
    assert found.unresolved == ()
    assert touched(found) == ["read raw.csv", *(f"write {path}" for path in expected)]


def test_argparse_without_a_command_line_uses_the_defaults() -> None:
    found = behaviour(ARGPARSE)
    assert touched(found)[0] == "write out/model_3.csv"
    assert ("read", UnresolvedReason.COMMAND_LINE) in unresolved(found)
    assert found.missing_arguments == ("data",)


def test_required_option_that_nobody_gives_is_missing() -> None:
    source = """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--data", required=True)
        parser.add_argument("--other")
        args = parser.parse_args()
        open(args.data)
        open(args.other or "default.txt")
    """
    found = behaviour(source, "")
    assert found.missing_arguments == ("--data",)
    assert touched(found) == ["read default.txt"]
    assert unresolved(found) == [("read", UnresolvedReason.COMMAND_LINE)]


SUBPARSERS = """
    import argparse

    def train(args):
        df.to_csv(args.model)

    def evaluate(args):
        df.to_csv(args.report)

    def main(argv=None):
        common = argparse.ArgumentParser(add_help=False)
        common.add_argument("--tag", default="x")
        parser = argparse.ArgumentParser()
        parser.add_argument("--seed", default=0)
        commands = parser.add_subparsers(dest="command", required=True)
        first = commands.add_parser("train", parents=[common])
        first.add_argument("--model", default="model.csv")
        first.set_defaults(run=train)
        second = commands.add_parser("evaluate", aliases=["eval"], parents=[common])
        group = second.add_argument_group("files")
        group.add_argument("report")
        second.set_defaults(run=evaluate)
        args = parser.parse_args(argv)
        args.run(args)
        df.to_csv(f"{args.command}_{args.tag}.csv")

    if __name__ == "__main__":
        main()
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("train", ["model.csv", "train_x.csv"]),
        ("--seed 1 train --model m.csv --tag y", ["m.csv", "train_y.csv"]),
        ("evaluate r.csv", ["r.csv", "evaluate_x.csv"]),
        ("eval r.csv", ["r.csv", "eval_x.csv"]),
    ],
)
def test_argparse_subcommands(command: str, expected: list[str]) -> None:
    assert written(SUBPARSERS, command) == expected


def test_every_subcommand_may_be_meant_without_a_command_line() -> None:
    assert "write model.csv" in touched(behaviour(SUBPARSERS))


def test_given_words_win_over_the_command_line() -> None:
    source = """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--out", default="a.csv")
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--fast", action="store_const", const="fast.csv", default="slow.csv")
        args, rest = parser.parse_known_args(["--out", "b.csv"])
        df.to_csv(args.out)
        df.to_csv(args.fast)
        df.to_csv(vars(args)["out"] + ".bak.csv")
        df.to_csv(getattr(args, "none", "c.csv"))
    """
    assert written(source, "--out z.csv") == ["b.csv", "slow.csv", "b.csv.bak.csv", "c.csv"]


def test_parser_made_by_a_function_and_read_in_another_module() -> None:
    files = {
        "train.py": """
            from options import get_parser

            def main(config):
                df.to_csv(config["out"])

            if __name__ == "__main__":
                main(vars(get_parser().parse_args()))
        """,
        "options.py": """
            import argparse

            def add_common(parser):
                parser.add_argument("--out", default="a.csv")
                return parser

            def get_parser():
                return add_common(argparse.ArgumentParser())
        """,
    }
    assert written(files, "", entry="train.py") == ["a.csv"]
    assert written(files, "--out b.csv", entry="train.py") == ["b.csv"]


def test_class_of_options() -> None:
    source = """
        import argparse

        class Options:
            def __init__(self):
                self.parser = argparse.ArgumentParser()
                self.parser.add_argument("--out", type=str, default="a.csv")

            def parse(self):
                self.opt = self.parser.parse_args()
                return self.opt

        opt = Options().parse()
        df.to_csv(opt.out)
    """
    assert written(source, "") == ["a.csv"]
    assert written(source, "--out=b.csv") == ["b.csv"]


def test_parser_of_a_dataclass() -> None:
    source = """
        from dataclasses import dataclass, field
        from transformers import HfArgumentParser, TrainingArguments

        @dataclass
        class DataArguments:
            train_file: str = field(default="train.csv", metadata={"help": "x"})

        parser = HfArgumentParser((DataArguments,))
        (data_args,) = parser.parse_args_into_dataclasses()
        open(data_args.train_file)
    """
    assert touched(behaviour(source, "")) == ["read train.csv"]
    assert touched(behaviour(source, "--train_file a.csv")) == ["read a.csv"]


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nopen(sys.argv[1])\n",
        "from sys import argv\nopen(argv[1])\n",
        "import sys\nscript, path = sys.argv\nopen(path)\n",
        "import sys\npath = sys.argv[1] if len(sys.argv) > 1 else 'default.csv'\nopen(path)\n",
        "import sys\nargs = sys.argv[1:]\nopen(args[0])\n",
        "import sys\nfor path in sys.argv[1:]:\n    open(path)\n",
        "import sys\ndef main(argv):\n    open(argv[1])\nmain(sys.argv)\n",
        "import sys\ndef main(path):\n    open(path)\nmain(*sys.argv[1:])\n",
        "import sys\nif len(sys.argv) != 2:\n    sys.exit('usage')\nopen(sys.argv[1])\n",
        "import sys\nopen(sys.argv[-1])\n",
    ],
)
def test_words_of_sys_argv(source: str) -> None:
    found = behaviour(source, "in.csv")
    assert touched(found) == ["read in.csv"]
    assert found.unresolved == ()


def test_default_where_sys_argv_is_short() -> None:
    source = "import sys\npath = sys.argv[1] if len(sys.argv) > 1 else 'd.csv'\nopen(path)\n"
    assert touched(behaviour(source, "")) == ["read d.csv"]
    assert "read d.csv" in touched(behaviour(source))
    shorter = (
        "import sys\ntry:\n    p = sys.argv[1]\nexcept IndexError:\n    p = 'd.csv'\nopen(p)\n"
    )
    assert "read d.csv" in touched(behaviour(shorter))


FIRE = """
    import fire

    def prepare(source, target="out.csv", fast=False):
        df.to_csv(target)
        open(source)

    class Tools:
        def __init__(self, folder="x"):
            self.folder = folder

        def train(self, name):
            df.to_csv(f"{self.folder}/{name}.csv")

    if __name__ == "__main__":
        fire.Fire(%s)
"""


@pytest.mark.parametrize(
    ("component", "command", "expected"),
    [
        ("prepare", "in.csv", "out.csv"),
        ("prepare", "in.csv b.csv", "b.csv"),
        ("prepare", "--source in.csv --target=b.csv --fast", "b.csv"),
        ("{'prepare': prepare}", "prepare in.csv --target b.csv", "b.csv"),
        ("Tools", "train big", "x/big.csv"),
        ("Tools", "train --name=big", "x/big.csv"),
        ("Tools()", "train big", "x/big.csv"),
    ],
)
def test_fire(component: str, command: str, expected: str) -> None:
    found = behaviour(FIRE % component, command)
    assert f"write {expected}" in touched(found)


def test_fire_without_component_offers_the_module() -> None:
    source = """
        import fire

        def prepare(target="out.csv"):
            df.to_csv(target)

        if __name__ == "__main__":
            fire.Fire()
    """
    assert written(source, "prepare --target b.csv") == ["b.csv"]


def test_main_guard_and_console_script() -> None:
    source = """
        import argparse

        def main(argv=None):
            parser = argparse.ArgumentParser()
            parser.add_argument("--out", default="a.csv")
            args = parser.parse_args(argv)
            df.to_csv(args.out)

        if __name__ == "__main__":
            main(["--out", "guard.csv"])
    """
    assert written(source, "") == ["guard.csv"]
    assert written(source, "--out b.csv", function="main") == ["b.csv"]


RECORD = """
    from dataclasses import dataclass
    from pathlib import Path
    import simple_parsing, tyro
    from simple_parsing import ArgumentParser
    from tap import Tap

    @dataclass
    class Config:
        name: str
        folder: Path = Path("out")
        fast: bool = False

    class Options(Tap):
        name: str
        folder: Path = Path("out")
        fast: bool = False

    def train(name: str, folder: Path = Path("out"), fast: bool = False):
        return Config(name, folder, fast)

    parser = ArgumentParser()
    parser.add_arguments(Config, dest="config")
    config = %s
    df.to_csv(config.folder / f"{config.name}.csv")
    if config.fast:
        df.to_csv("fast.csv")
"""


@pytest.mark.parametrize(
    "parse",
    [
        "tyro.cli(Config)",
        "tyro.cli(train)",
        "simple_parsing.parse(config_class=Config)",
        "Options().parse_args()",
        "parser.parse_args().config",
    ],
)
def test_fields_are_options(parse: str) -> None:
    assert written(RECORD % parse, "--name a") == ["out/a.csv"]
    assert written(RECORD % parse, "--folder work --fast --name a") == ["work/a.csv", "fast.csv"]
    assert behaviour(RECORD % parse, "").missing_arguments == ("--name",)


def test_constructor_of_a_fire_component_takes_its_own_words() -> None:
    assert "write y/big.csv" in touched(behaviour(FIRE % "Tools", "train big --folder y"))


def test_every_member_of_a_fire_component_may_be_meant() -> None:
    assert "write x/{name}.csv" in touched(behaviour(FIRE % "Tools"))
    assert "write out.csv" in touched(behaviour(FIRE % "{'prepare': prepare}"))


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("pd.read_csv(sys.argv[1]).to_csv(sys.argv[2])", ("argument 1", "argument 2")),
        ("if __name__ == '__main__':\n    pd.read_csv(sys.argv[1])", ("argument 1",)),
        ("if len(sys.argv) > 1:\n    pd.read_csv(sys.argv[1])", ()),
        ("pd.read_csv(sys.argv[1] if len(sys.argv) > 1 else 'a.csv')", ()),
        ("try:\n    path = sys.argv[1]\nexcept IndexError:\n    path = 'a.csv'", ()),
        ("print(sys.argv[0])\npd.read_csv('a.csv')", ()),
    ],
)
def test_words_that_nobody_gives_are_missing(body: str, missing: tuple[str, ...]) -> None:
    found = behaviour("import sys\nimport pandas as pd\n" + body + "\n")
    assert found.missing_arguments == missing
