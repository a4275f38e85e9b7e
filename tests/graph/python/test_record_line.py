"""Command lines that the fields of classes describe: parts, choices, configuration files."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

CONFIG = """
    from dataclasses import dataclass, field
    from pathlib import Path
    from typing import List, Optional
    import pandas as pd

    @dataclass
    class TrainerConfig:
        output_dir: Path
        name: str = "model"

    @dataclass
    class DataConfig:
        train_path: str = "data/train.csv"

    @dataclass
    class Config:
        trainer: TrainerConfig
        data: DataConfig = field(default_factory=DataConfig)
        figures: List[str] = field(default_factory=list)
        extra: Optional[DataConfig] = None

    def main(config: Config) -> None:
        df = pd.read_csv(config.data.train_path)
        df.to_csv(config.trainer.output_dir / f"{config.trainer.name}.csv")
        for figure in config.figures:
            df.to_csv(figure)
        if config.extra is not None:
            df.to_csv(config.extra.train_path)
"""
PARSERS = {
    "tyro": "import tyro\nmain(tyro.cli(Config))",
    "pyrallis": "import pyrallis\nmain(pyrallis.parse(config_class=Config))",
    "draccus": "import draccus\nmain(draccus.parse(Config))",
    "parse": "import simple_parsing\nmain(simple_parsing.parse(Config, add_config_path_arg=True))",
    "simple_parsing": (
        "from simple_parsing import ArgumentParser\n"
        "parser = ArgumentParser()\n"
        "parser.add_arguments(Config, dest='config')\n"
        "main(parser.parse_args().config)"
    ),
}


def _program(parser: str) -> str:
    lines = CONFIG.splitlines() + [f"    {line}" for line in PARSERS[parser].splitlines()]
    return "\n".join(lines)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("--trainer.output_dir out", ["out/model.csv"]),
        ("--trainer.output-dir out --trainer.name big", ["out/big.csv"]),
        ("--trainer.output_dir=out --figures a.csv b.csv", ["out/model.csv", "a.csv", "b.csv"]),
        ("--trainer.output_dir out --extra.train_path x.csv", ["out/model.csv", "x.csv"]),
    ],
)
def test_fields_that_are_records(parser: str, command: str, expected: list[str]) -> None:
    found = behaviour(_program(parser), command)
    assert found.unresolved == ()
    assert touched(found) == ["read data/train.csv", *(f"write {path}" for path in expected)]


@pytest.mark.parametrize("parser", ["pyrallis", "draccus", "parse"])
def test_configuration_file_stands_for_defaults(parser: str) -> None:
    files = {
        "main.py": _program(parser),
        "config/train.yaml": "trainer:\n  output_dir: runs\n  name: a\ndata: {train_path: t.csv}\n",
    }
    found = behaviour(files, "--config_path config/train.yaml --trainer.name b")
    assert touched(found) == ["read config/train.yaml", "read t.csv", "write runs/b.csv"]
    assert found.missing_arguments == ()


def test_chosen_subgroup_adds_its_options() -> None:
    source = """
        from dataclasses import dataclass
        from simple_parsing import ArgumentParser, subgroups
        import pandas as pd

        @dataclass
        class Csv:
            path: str
            def write(self, df):
                df.to_csv(self.path)

        @dataclass
        class Parquet:
            folder: str = "tables"
            def write(self, df):
                df.to_parquet(f"{self.folder}/all.parquet")

        @dataclass
        class Config:
            sink: object = subgroups({"csv": Csv, "parquet": Parquet}, default="parquet")

        parser = ArgumentParser()
        parser.add_arguments(Config, dest="config")
        parser.parse_args().config.sink.write(pd.DataFrame())
    """
    assert written(source, "") == ["tables/all.parquet"]
    assert written(source, "--sink parquet --sink.folder x") == ["x/all.parquet"]
    assert written(source, "--sink csv --sink.path rows.csv") == ["rows.csv"]


@pytest.mark.parametrize(
    ("call", "command"),
    [
        ("parser.parse_args_into_dataclasses()", "--out_dir runs"),
        ("parser.parse_yaml_file(yaml_file=sys.argv[1])", "train.yaml"),
        ("parser.parse_yaml_file('train.yaml')", ""),
        ("parser.parse_dict({'out_dir': 'runs'})", ""),
    ],
)
def test_parser_of_transformers(call: str, command: str) -> None:
    source = f"""
        import sys
        from dataclasses import dataclass
        from transformers import HfArgumentParser
        import pandas as pd

        @dataclass
        class Arguments:
            out_dir: str
            name: str = "scores"

        parser = HfArgumentParser((Arguments,))
        (arguments,) = {call}
        pd.DataFrame().to_csv(f"{{arguments.out_dir}}/{{arguments.name}}.csv")
    """
    files = {"main.py": source, "train.yaml": "out_dir: runs\n"}
    assert written(files, command) == ["runs/scores.csv"]


def test_fields_of_a_base_know_the_names_of_its_module() -> None:
    files = {
        "base.py": """
            from dataclasses import dataclass
            from pathlib import Path

            @dataclass
            class Base:
                out: Path = Path("out")
        """,
        "main.py": """
            from dataclasses import dataclass
            import tyro, pandas as pd
            from base import Base

            @dataclass
            class Config(Base):
                name: str = "a"

            config = tyro.cli(Config)
            pd.DataFrame().to_csv(config.out / config.name)
        """,
    }
    assert written(files, "--out work --name b.csv") == ["work/b.csv"]


@pytest.mark.parametrize("choose", ["tyro.cli(Union[FitModel, Test])", "tyro.cli(FitModel | Test)"])
def test_first_word_chooses_the_class(choose: str) -> None:
    source = f"""
        import tyro
        from dataclasses import dataclass
        from typing import Union

        @dataclass
        class FitModel:
            out: str = "f.csv"

        @dataclass
        class Test:
            out: str = "t.csv"

        chosen = {choose}
        if isinstance(chosen, FitModel):
            open("fit/" + chosen.out, "w")
        else:
            open("test/" + chosen.out, "w")
    """
    assert written(source, "fit-model --out a.csv") == ["fit/a.csv"]
    assert written(source, "test") == ["test/t.csv"]


def test_first_word_chooses_the_function() -> None:
    source = """
        import tyro

        def fit(out: str):
            open(out, "w")

        def test(out: str = "t.csv"):
            open(out, "w")

        tyro.extras.subcommand_cli_from_dict({"fit": fit, "test": test})
    """
    assert written(source, "fit --out a.csv") == ["a.csv"]
    assert written(source, "test") == ["t.csv"]


def test_function_of_tapify_and_what_tap_works_out() -> None:
    source = "from tap import tapify\ndef f(out: str):\n    open(out, 'w')\ntapify(f)\n"
    assert written(source, "--out a.csv") == ["a.csv"]
    source = """
        from tap import Tap

        class Options(Tap):
            out: str = "o"

            def process_args(self):
                self.path = self.out + ".csv"

        open(Options().parse_args().path, "w")
    """
    assert written(source, "--out a") == ["a.csv"]


def test_object_of_a_library_keeps_what_it_was_made_with() -> None:
    source = """
        import os
        from transformers import HfArgumentParser, TrainingArguments

        made, = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
        df.to_csv(os.path.join(made.output_dir, "a.csv"))
        df.to_csv(os.path.join(TrainingArguments("first").output_dir, "b.csv"))
    """
    found = written(source, "--output_dir out")
    assert "out/a.csv" in found
    assert "first/b.csv" in found
