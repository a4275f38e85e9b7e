"""Each kind of source that a part of a path may have."""

from __future__ import annotations

from tests.graph.explanation.explaining import captured, explain, show


def test_literal_needs_no_source() -> None:
    program = """\
        import pandas as pd
        pd.read_csv("data/raw.csv")
        """
    assert explain(program, "data/raw.csv") == ['main.py:2 pd.read_csv("data/raw.csv")']


def test_assignment() -> None:
    program = """\
        import os
        import pandas as pd
        FOLDER = "data"
        path = os.path.join(FOLDER, "raw.csv")
        pd.read_csv(path)
        """
    assert explain(program, "data/raw.csv") == [
        "main.py:5 pd.read_csv(path)",
        '  main.py:4 path = os.path.join(FOLDER, "raw.csv") -> data/raw.csv',
        '    main.py:3 FOLDER = "data"',
    ]


def test_assignment_in_another_module() -> None:
    tree = {
        "main.py": """\
            import pandas as pd
            import settings
            from settings import RAW as SOURCE
            pd.read_csv(SOURCE)
            pd.read_csv(settings.CLEAN)
            """,
        "settings.py": """\
            DATA = "data"
            RAW = DATA + "/raw.csv"
            CLEAN = f"{DATA}/clean.csv"
            """,
    }
    assert explain(tree, "data/raw.csv") == [
        "main.py:4 pd.read_csv(SOURCE)",
        '  settings.py:2 SOURCE = DATA + "/raw.csv" -> data/raw.csv',
        '    settings.py:1 DATA = "data"',
    ]
    assert explain(tree, "data/clean.csv") == [
        "main.py:5 pd.read_csv(settings.CLEAN)",
        '  settings.py:3 settings.CLEAN = f"{DATA}/clean.csv" -> data/clean.csv',
        '    settings.py:1 DATA = "data"',
    ]


def test_latest_assignment_before_the_use_counts() -> None:
    program = """\
        path = "a"
        path = path + ".csv"
        open(path)
        path = "c.csv"
        """
    assert explain(program, "a.csv") == [
        "main.py:3 open(path)",
        '  main.py:2 path = path + ".csv" -> a.csv',
        '    main.py:1 path = "a"',
    ]


def test_branch_that_gave_the_value_is_shown() -> None:
    program = """\
        import sys
        if len(sys.argv) > 5:
            name = "big"
        else:
            name = "small"
        open(name + ".csv")
        """
    assert explain(program, "big.csv")[1:] == ['  main.py:3 name = "big"']
    assert explain(program, "small.csv")[1:] == ['  main.py:5 name = "small"']


def test_argument_and_default_of_a_parameter() -> None:
    program = """\
        def load(name, folder="data"):
            return open(folder + "/" + name)

        def main():
            load("raw.csv")

        main()
        """
    assert explain(program, "data/raw.csv") == [
        "main.py:7 main()",
        'main.py:5 load("raw.csv")',
        'main.py:2 open(folder + "/" + name)',
        '  main.py:1 folder = "data" by default',
        '  main.py:5 name = "raw.csv"',
    ]


def test_arguments_by_position_keyword_and_partial() -> None:
    program = """\
        from functools import partial
        import pandas as pd

        def save(frame, path, suffix):
            frame.to_csv(path + suffix)

        same = "x"
        partial(save, suffix=".csv")(pd.DataFrame(), path=same)
        """
    assert explain(program, "x.csv")[1:] == [
        "main.py:5 frame.to_csv(path + suffix)",
        "  main.py:8 path = same -> x",
        '    main.py:7 same = "x"',
        '  main.py:8 suffix = ".csv"',
    ]


def test_option_of_the_command_line_and_its_default() -> None:
    program = """\
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--out-dir", default="models")
        parser.add_argument("name")
        args = parser.parse_args()
        open(args.out_dir + "/" + args.name, "w")
        """
    assert explain(program, "models/a.pkl", "a.pkl") == [
        'main.py:6 open(args.out_dir + "/" + args.name, "w")',
        "  main.py:3 args.out_dir is the default of --out-dir -> models",
        "  main.py:4 args.name is name of the command line -> a.pkl",
    ]
    assert explain(program, "m/a.pkl", "a.pkl --out-dir m")[1] == (
        "  main.py:3 args.out_dir is --out-dir of the command line -> m"
    )


def test_option_of_click() -> None:
    program = """\
        import click

        @click.command()
        @click.option("--out", default="x.csv")
        def main(out):
            open(out, "w")

        main()
        """
    assert explain(program, "y.csv", "--out y.csv")[-1] == (
        "  main.py:5 out is --out of the command line -> y.csv"
    )


def test_word_of_the_command_line() -> None:
    program = """\
        import sys
        source = sys.argv[1]
        open(source)
        """
    assert explain(program, "raw.csv", "raw.csv")[1:] == [
        "  main.py:2 source = sys.argv[1] -> raw.csv",
        "    main.py:2 sys.argv[1] is a word of the command line -> raw.csv",
    ]


def test_configuration_key_with_its_line() -> None:
    tree = {
        "main.py": """\
            import yaml
            from reading import read

            class Pipeline:
                def __init__(self, config):
                    self.config = config

                def run(self):
                    open(self.config["train"]["out"], "w")

            with open("params.yaml") as handle:
                params = yaml.safe_load(handle)
            open(params["raw"])
            Pipeline(read("params.yaml")).run()
            """,
        "reading.py": """\
            import yaml
            from box import ConfigBox

            def read(path):
                with open(path) as handle:
                    return ConfigBox(yaml.safe_load(handle))
            """,
        "params.yaml": "raw: raw.csv\ntrain:\n  epochs: 3\n  out: model.pkl\n",
    }
    assert explain(tree, "raw.csv")[1:] == [
        '  params.yaml:1 params["raw"] is the setting raw -> raw.csv'
    ]
    assert explain(tree, "model.pkl")[2:] == [
        '  params.yaml:4 self.config["train"]["out"] is the setting train.out -> model.pkl'
    ]


def test_configuration_of_hydra() -> None:
    tree = {
        "main.py": """\
            import hydra

            @hydra.main(version_base=None, config_path="conf", config_name="config")
            def main(cfg):
                open(cfg.data.path)
                open(cfg.out, "w")

            main()
            """,
        "conf/config.yaml": "defaults:\n  - data: small\nout: m.pkl\n",
        "conf/data/small.yaml": "rows: 10\npath: small.csv\n",
    }
    assert explain(tree, "small.csv")[-1] == (
        "  conf/data/small.yaml:2 cfg.data.path is the setting data.path -> small.csv"
    )
    assert explain(tree, "n.pkl", "out=n.pkl")[-1] == (
        "  None cfg.out is out=n.pkl of the command line -> n.pkl"
    )


def test_environment_variable_and_its_default() -> None:
    program = """\
        import os
        folder = os.environ.get("DATA", "data")
        open(folder + "/raw.csv")
        """
    assert explain(program, "data/raw.csv")[1:] == [
        '  main.py:2 folder = os.environ.get("DATA", "data") -> data',
        '    main.py:2 os.environ.get("DATA", "data") is the default -> data',
    ]
    assert explain(program, "big/raw.csv", DATA="big")[-1] == (
        '    main.py:2 os.environ.get("DATA", "data") is set where the step is started -> big'
    )


def test_anchor_and_working_directory() -> None:
    program = """\
        import os
        from pathlib import Path
        ROOT = Path(__file__).resolve().parents[1]
        open(ROOT / "raw.csv")
        open(os.path.join(os.getcwd(), "other.csv"))
        """
    tree = {"src/main.py": program}
    assert explain(tree, "raw.csv", entry="src/main.py")[1:] == [
        "  src/main.py:3 ROOT = Path(__file__).resolve().parents[1] -> .",
        "    src/main.py __file__ is this file",
    ]
    assert explain(tree, "other.csv", entry="src/main.py")[1:] == [
        "  src/main.py:5 os.getcwd() is the working directory -> ."
    ]


def test_loop_and_comprehension_over_known_values() -> None:
    program = """\
        NAMES = ["train", "test"]
        for name in NAMES:
            open(f"{name}.csv")
        paths = [part + ".json" for part in NAMES]
        for path in paths:
            open(path)
        """
    assert explain(program, "test.csv")[1:] == [
        "  main.py:2 name in NAMES -> test",
        '    main.py:1 NAMES = ["train", "test"] -> test',
    ]
    assert explain(program, "train.json")[1:] == [
        "  main.py:5 path in paths -> train.json",
        '    main.py:4 paths = [part + ".json" for part in NAMES] -> train.json',
        "      main.py:4 part in NAMES -> train",
        '        main.py:1 NAMES = ["train", "test"] -> train',
    ]


def test_return_of_a_helper() -> None:
    program = """\
        def locate(name):
            folder = "data"
            return folder + "/" + name

        source = locate("raw.csv")
        open(source)
        open(locate("raw.csv"), "a")
        """
    assert explain(program, "data/raw.csv")[1:] == [
        '  main.py:5 source = locate("raw.csv") -> data/raw.csv',
        '    main.py:3 locate("raw.csv") returns folder + "/" + name -> data/raw.csv',
        '      main.py:2 folder = "data"',
        '      main.py:5 name = "raw.csv"',
    ]


def test_lambda_and_property() -> None:
    program = """\
        class Store:
            folder = "models"

            @property
            def best(self):
                return self.folder + "/best.pkl"

        name = lambda stem: stem + ".csv"
        open(name("a"))
        open(Store().best, "w")
        """
    assert explain(program, "a.csv")[1:] == [
        '  main.py:8 name("a") returns stem + ".csv" -> a.csv',
        '    main.py:9 stem = "a"',
    ]
    assert explain(program, "models/best.pkl")[1:] == [
        '  main.py:6 Store().best returns self.folder + "/best.pkl" -> models/best.pkl',
        '    main.py:2 self.folder = "models"',
    ]


def test_attributes_of_objects_classes_and_records() -> None:
    program = """\
        from dataclasses import dataclass

        @dataclass
        class Config:
            out: str
            folder: str = "runs"

        class Trainer:
            def __init__(self, config):
                self.path = config.folder + "/" + config.out

            def save(self):
                open(self.path, "w")

        Trainer(Config(out="m.pkl")).save()
        """
    assert explain(program, "runs/m.pkl") == [
        'main.py:15 Trainer(Config(out="m.pkl")).save()',
        'main.py:13 open(self.path, "w")',
        '  main.py:10 self.path = config.folder + "/" + config.out -> runs/m.pkl',
        '    main.py:6 config.folder = "runs"',
        '    main.py:15 config.out = "m.pkl"',
    ]


def test_entry_of_a_dict_in_code() -> None:
    program = """\
        PATHS = {
            "raw": "raw.csv",
            "clean": "clean.csv",
        }
        PATHS["late"] = "late.csv"
        open(PATHS["clean"])
        open(PATHS["late"])
        """
    assert explain(program, "clean.csv")[1:] == ['  main.py:1 PATHS["clean"] = "clean.csv"']
    assert explain(program, "late.csv")[1:] == ['  main.py:5 PATHS["late"] = "late.csv"']


def test_open_file_leads_to_its_path() -> None:
    program = """\
        import pickle
        path = "m.pkl"
        with open(path, "wb") as handle:
            pickle.dump({}, handle)
        """
    lines = [
        "main.py:4 pickle.dump({}, handle)",
        '  main.py:3 handle = open(path, "wb") -> m.pkl',
        '    main.py:2 path = "m.pkl"',
    ]
    assert show(captured(program)["m.pkl"][-1]) == lines


def test_commands_that_code_starts() -> None:
    program = """\
        import subprocess
        out = "x.csv"
        subprocess.run(["curl", "-o", out, "https://example.org/x.csv"])
        """
    assert explain(program, "command")[1:] == ['  main.py:2 out = "x.csv"']
