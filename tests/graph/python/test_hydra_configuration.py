"""Hydra configurations: groups, packages, overrides of the command line, interpolation."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved

TRAIN = """
import hydra
import pandas as pd

@hydra.main(version_base=None, config_path="../conf", config_name="config")
def main(cfg):
    frame = pd.read_csv(cfg.data.path)
    frame.to_csv(cfg.output)

if __name__ == "__main__":
    main()
"""
FILES = {
    "src/train.py": TRAIN,
    "conf/config.yaml": """\
        defaults:
          - data: small
          - _self_
        folder: out
        output: ${folder}/${data.name}.csv
        """,
    "conf/data/small.yaml": "name: small\npath: data/small.csv\n",
    "conf/data/large.yaml": "name: large\npath: data/large.csv\n",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {"data/small.csv", "out/small.csv"}),
        ("data=large", {"data/large.csv", "out/large.csv"}),
        ("folder=elsewhere", {"data/small.csv", "elsewhere/small.csv"}),
        ("data.path=raw/own.csv +seed=3", {"raw/own.csv", "out/small.csv"}),
    ],
)
def test_configuration_is_composed(words: str, expected: set[str]) -> None:
    found = behaviour(FILES, words, entry="src/train.py").accesses
    data = {access.artifact for access in found if access.artifact.endswith(".csv")}
    assert data == expected


def test_a_configuration_that_is_not_there_leaves_the_paths_open() -> None:
    files = {"src/train.py": TRAIN}
    found = behaviour(files, "", entry="src/train.py")
    assert [access.artifact for access in found.accesses if ".csv" in access.artifact] == []
    assert {item.via for item in found.unresolved} >= {"pandas.read_csv"}


def test_references_that_turn_in_a_circle_end() -> None:
    files = {**FILES, "conf/config.yaml": "a: ${b}\nb: ${a}\noutput: ${a}\ndata: {path: x.csv}\n"}
    found = behaviour(files, "", entry="src/train.py").accesses
    assert "x.csv" in {access.artifact for access in found}


GROUPS = {
    "train.py": """\
        import hydra
        from hydra.core.hydra_config import HydraConfig
        from hydra.utils import get_original_cwd, to_absolute_path

        @hydra.main(version_base="1.3", config_path="conf", config_name="main")
        def main(cfg):
            open(cfg.model.encoder.weights)
            open(cfg.source.file)
            open(cfg.out, "w")

        main()
        """,
    "conf/main.yaml": """\
        defaults:
          - model: resnet
          - data@source: raw
          - optional local: mine
          - experiment: null
          - _self_
        out: ${model.name}.pkl
        """,
    "conf/other.yaml": """\
        defaults: [main]
        out: other.pkl
        """,
    "conf/model/resnet.yaml": "defaults:\n  - base\n  - encoder: small\nname: resnet\n",
    "conf/model/vit.yaml": "defaults:\n  - base\n  - encoder: large\nname: vit\n",
    "conf/model/base.yaml": "name: base\n",
    "conf/model/encoder/small.yaml": "weights: small.pt\n",
    "conf/model/encoder/large.yaml": "weights: large.pt\n",
    "conf/data/raw.yaml": "file: raw.csv\n",
    "conf/data/clean.yaml": "file: clean.csv\n",
    "conf/experiment/best.yaml": """\
        # @package _global_
        defaults:
          - override /model: vit
        source: {file: best.csv}
        """,
    "more/model/own.yaml": "name: own\nencoder: {weights: own.pt}\n",
}


def without_files(lines: list[str]) -> list[str]:
    """All but the reads of the configuration itself."""
    return [line for line in lines if not line.endswith(".yaml")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["small.pt", "raw.csv", "resnet.pkl"]),
        ("model=vit", ["large.pt", "raw.csv", "vit.pkl"]),
        ("model/encoder=large", ["large.pt", "raw.csv", "resnet.pkl"]),
        ("data@source=clean", ["small.pt", "clean.csv", "resnet.pkl"]),
        ("experiment=best", ["large.pt", "best.csv", "vit.pkl"]),
        ("experiment=best model=resnet", ["small.pt", "best.csv", "resnet.pkl"]),
        ("--config-name other", ["small.pt", "raw.csv", "other.pkl"]),
        ("-cn=other out=o.pkl", ["small.pt", "raw.csv", "o.pkl"]),
        ("--config-dir more model=own", ["own.pt", "raw.csv", "own.pkl"]),
        ("++model.encoder.weights=w.pt", ["w.pt", "raw.csv", "resnet.pkl"]),
        ("--multirun out=a.pkl,b.pkl", ["small.pt", "raw.csv", "a.pkl", "b.pkl"]),
    ],
)
def test_groups_and_packages(words: str, expected: list[str]) -> None:
    found = touched(behaviour(GROUPS, words, entry="train.py"))
    assert [line.split()[1] for line in without_files(found)] == expected


def test_option_that_is_not_there_leaves_its_package_open() -> None:
    found = behaviour(GROUPS, "model=none", entry="train.py")
    assert without_files(touched(found)) == ["read raw.csv", "write {model_name}.pkl"]
    assert [mode for mode, _ in unresolved(found)] == ["read"]


JOB = """\
import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.utils import get_original_cwd, to_absolute_path

@hydra.main({base}config_path=".", config_name="main")
def main(cfg):
    open(to_absolute_path("raw.csv"))
    open(get_original_cwd() + "/" + cfg.log)
    open("m.pkl", "w")
    open(HydraConfig.get().runtime.output_dir + "/score.json", "w")
    open(cfg.cwd + "/plot.png", "w")

main()
open("after.txt", "w")
"""
IN_PLACE = ["m.pkl", "outputs/{date}/{time}/score.json"]


@pytest.mark.parametrize(
    ("base", "words", "expected"),
    [
        ("version_base=None, ", "", IN_PLACE),
        ("version_base='1.2', ", "", IN_PLACE),
        ("", "", ["outputs/{date}/{time}/m.pkl", "outputs/{date}/{time}/score.json"]),
        ("version_base='1.1', ", "hydra.run.dir=out", ["out/m.pkl", "out/score.json"]),
        ("", "hydra.run.dir=.", ["m.pkl", "score.json"]),
        ("", "hydra.job.chdir=False", IN_PLACE),
        (
            "version_base=None, ",
            "hydra.job.chdir=true hydra.run.dir=out/${name}",
            ["out/n/m.pkl", "out/n/score.json"],
        ),
    ],
)
def test_folder_of_the_job(base: str, words: str, expected: list[str]) -> None:
    files = {
        "train.py": JOB.replace("{base}", base),
        "main.yaml": "log: l.txt\nname: n\ncwd: ${hydra:runtime.cwd}\n",
    }
    found = behaviour(files, words, entry="train.py")
    assert found.unresolved == ()
    assert without_files(touched(found)) == [
        *("read raw.csv", "read l.txt"),
        *(f"write {path}" for path in expected),
        *("write plot.png", "write after.txt"),
    ]


def test_settings_of_hydra_in_the_configuration() -> None:
    files = {
        "train.py": JOB.replace("{base}", ""),
        "main.yaml": """\
            defaults:
              - hydra: own
              - override hydra/job_logging: colorlog
            log: l.txt
            cwd: .
            """,
        "hydra/own.yaml": "run:\n  dir: ${hydra:job.name}/run\n",
    }
    found = touched(behaviour(files, "", entry="train.py"))
    assert "write train/run/m.pkl" in found


def test_records_of_the_config_store() -> None:
    files = {
        "train.py": """\
            from dataclasses import dataclass
            import hydra
            from hydra.core.config_store import ConfigStore

            @dataclass
            class Data:
                path: str = "a.csv"

            @dataclass
            class Config:
                out: str = "m.pkl"

            store = ConfigStore.instance()
            store.store(name="config", node=Config)
            store.store(name="small", group="data", node=Data(path="small.csv"))

            @hydra.main(version_base=None, config_name="config")
            def main(cfg):
                open(cfg.out, "w")
                if "data" in cfg:
                    open(cfg.data.path)

            main()
            """,
    }
    assert touched(behaviour(files, "", entry="train.py")) == ["write m.pkl"]
    assert touched(behaviour(files, "+data=small out=k.pkl", entry="train.py")) == [
        "write k.pkl",
        "read small.csv",
    ]


def test_words_alone_make_a_configuration() -> None:
    program = """\
        import hydra

        @hydra.main(version_base=None, config_path=None)
        def main(cfg):
            open(cfg.data.path)

        main()
        """
    assert touched(behaviour(program, "+data.path=x.csv")) == ["read x.csv"]


def test_configuration_that_code_composes() -> None:
    files = {
        "src/main.py": """\
            from hydra import compose, initialize

            with initialize(version_base=None, config_path="../conf"):
                cfg = compose(config_name="main", overrides=["model=vit", "out=o.pkl"])
            open(cfg.model.encoder.weights)
            open(cfg.out, "w")
            """,
        **{path: text for path, text in GROUPS.items() if path != "train.py"},
    }
    found = touched(behaviour(files, entry="src/main.py"))
    assert found[-2:] == ["read large.pt", "write o.pkl"]
    assert found[:-2] == [
        *("read conf/main.yaml", "read conf/model/vit.yaml", "read conf/model/base.yaml"),
        *("read conf/model/encoder/large.yaml", "read conf/data/raw.yaml"),
    ]


SEARCH = """\
import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode

@hydra.main(version_base=None, config_path="conf", config_name="main")
def main(cfg):
    if HydraConfig.get().mode == RunMode.RUN:
        open(cfg.chosen + ".pkl", "w")
    elif HydraConfig.get().mode == RunMode.MULTIRUN:
        open("score.txt", "w")

main()
"""


@pytest.mark.parametrize(
    ("words", "sweeper", "expected"),
    [
        ("", "optuna", ["small.pkl"]),
        ("model=large", "optuna", ["large.pkl"]),
        ("-m", "optuna", ["score.txt", "search/optimization_results.yaml"]),
        ("--multirun", "basic", ["score.txt"]),
        ("-m hydra/sweeper=ax", "basic", ["score.txt", "search/optimization_results.yaml"]),
        ("hydra.mode=MULTIRUN", "basic", ["score.txt"]),
        ("--cfg job", "optuna", []),
        ("-c=all", "optuna", []),
        ("--help", "optuna", []),
    ],
)
def test_one_run_and_several(words: str, sweeper: str, expected: list[str]) -> None:
    files = {
        "train.py": SEARCH,
        "conf/main.yaml": f"""\
            defaults:
              - model: small
              - override hydra/sweeper: {sweeper}
              - _self_
            chosen: ${{hydra:runtime.choices.model}}
            hydra:
              sweep:
                dir: search
            """,
        "conf/model/small.yaml": "size: 1\n",
        "conf/model/large.yaml": "size: 9\n",
    }
    found = touched(behaviour(files, words, entry="train.py"))
    assert [line for line in found if line.startswith("write ")] == [
        f"write {path}" for path in expected
    ]
