"""Configurations of OmegaConf: merged, made of records and words, referring to themselves."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

FILE = """\
root: data
raw: ${root}/raw.csv
train:
  folder: ${root}/train
  out: ${.folder}/m.pkl
  log: ${..root}/log.txt
  days: [mon, tue]
  first: ${train.days[0]}.csv
"""


def follow(code: str, command: str = "", **environment: str) -> list[str]:
    """What a program with OmegaConf imported writes."""
    source = f"from omegaconf import OmegaConf\n{code}"
    return written({"main.py": source, "c.yaml": FILE}, command, **environment)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("raw", "data/raw.csv"),
        ("train.out", "data/train/m.pkl"),
        ("train.log", "data/log.txt"),
        ("train.first", "mon.csv"),
    ],
)
def test_values_refer_to_others(key: str, expected: str) -> None:
    assert follow(f"c = OmegaConf.load('c.yaml')\nopen(c.{key}, 'w')") == [expected]


def test_words_win_over_the_file() -> None:
    code = (
        "c = OmegaConf.merge(OmegaConf.load('c.yaml'), OmegaConf.from_cli())\n"
        "open(c.train.out, 'w')\nopen(c.extra.name, 'w')"
    )
    assert follow(code, "root=deep extra.name=x.csv") == ["deep/train/m.pkl", "x.csv"]
    assert follow(code, "train.folder=f extra.name=x.csv") == ["f/m.pkl", "x.csv"]


def test_later_tables_win() -> None:
    code = (
        "base = OmegaConf.create({'a': {'out': 'a.csv', 'log': 'a.txt'}})\n"
        "more = OmegaConf.from_dotlist(['a.out=b.csv'])\n"
        "c = OmegaConf.merge(base, more)\n"
        "open(c.a.out, 'w')\nopen(c.a.log, 'w')\nopen(base.a.out, 'w')"
    )
    assert follow(code) == ["b.csv", "a.txt", "a.csv"]


def test_record_gives_names_and_defaults() -> None:
    code = """
from dataclasses import dataclass, field

@dataclass
class Data:
    root: str = "data"

@dataclass
class Config:
    data: Data = field(default_factory=Data)
    out: str = "${data.root}/m.pkl"

c = OmegaConf.structured(Config)
open(c.out, "w")
d = OmegaConf.merge(Config, OmegaConf.create("data:\\n  root: deep"))
open(d.out, "w")
"""
    assert follow(code) == ["data/m.pkl", "deep/m.pkl"]


def test_select_update_and_container() -> None:
    code = """
c = OmegaConf.load('c.yaml')
open(OmegaConf.select(c, 'train.out'), 'w')
open(OmegaConf.select(c, 'train.none', default='none.csv'), 'w')
OmegaConf.update(c, 'train.out', 'own.pkl')
open(c.train.out, 'w')
plain = OmegaConf.to_container(c, resolve=True)
open(plain['train']['folder'] + '/p.csv', 'w')
"""
    assert follow(code) == ["data/train/m.pkl", "none.csv", "own.pkl", "data/train/p.csv"]


def test_variables_of_the_environment() -> None:
    text = "out: ${oc.env:OUT,usual.csv}\nlog: ${oc.env:LOG}/l.txt\n"
    tree = {
        "main.py": """
            from omegaconf import OmegaConf
            c = OmegaConf.load("c.yaml")
            open(c.out, "w")
            open(c.log, "w")
        """,
        "c.yaml": text,
    }
    assert written(tree, LOG="logs") == ["usual.csv", "logs/l.txt"]
    assert written(tree, OUT="env.csv", LOG="logs") == ["env.csv", "logs/l.txt"]
    assert touched(behaviour(tree))[-1] == "write {LOG}/l.txt"


def test_value_that_must_be_given() -> None:
    tree = {
        "main.py": """
            from omegaconf import OmegaConf
            c = OmegaConf.merge(OmegaConf.load("c.yaml"), OmegaConf.from_cli())
            open(c.out, "w")
        """,
        "c.yaml": "out: ???\nlog: ${out}.log\n",
    }
    assert unresolved(behaviour(tree, "")) == [("write", UnresolvedReason.COMMAND_LINE)]
    assert written(tree, "out=m.pkl") == ["m.pkl"]
