"""Calls of libraries that nobody described: their names say what they do with a path."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Confidence
from tests.graph.python.running import behaviour, touched

UNKNOWN = "import acme\nfrom pathlib import Path\nthing = acme.Thing()\n"


def touched_by(line: str, *others: str) -> list[str]:
    tree = {"main.py": UNKNOWN + line + "\n", **dict.fromkeys(others, "")}
    return touched(behaviour(tree, ""))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("acme.Dataset.load_parquet('data/a.parquet')", "read data/a.parquet"),
        ("acme.load(Path('data') / 'a')", "read data/a"),
        ("thing.restore_from('model.acme')", "read model.acme"),
        ("acme.Thing.from_file(fname='a.acme')", "read a.acme"),
        ("thing.load_state(1, 'state.bin')", "read state.bin"),
        ("thing.result().save_scores('out/scores')", "write out/scores"),
        ("thing.export('out/model.acme')", "write out/model.acme"),
        ("thing.dump_all(path=f'out/{thing}.bin')", "write out/{Thing}.bin"),
        ("acme.load_config('conf/main')", "read conf/main"),
        ("[t.save_to(Path('out')) for t in thing.all()]", "write out"),
    ],
)
def test_the_name_says_the_direction(line: str, expected: str) -> None:
    assert touched_by(line, "conf/main") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "acme.load('organisation/model')",
        "acme.load_model('en_core_web_sm')",
        "acme.load('https://example.org/a.csv')",
        "thing.write('see data/a.csv for more')",
        "thing.log('out/a.csv')",
        "thing.loader('out/a.csv')",
        "acme.save(thing)",
        "acme.load_all(suffix='.csv')",
        "thing.export_text('a sentence. And one more')",
    ],
)
def test_what_may_be_no_path_is_none(line: str) -> None:
    assert touched_by(line) == []


def test_a_convention_is_less_sure_than_the_catalogue() -> None:
    found = behaviour(UNKNOWN + "acme.load('a.bin')\nopen('b.bin').read()\n", "")
    assert {a.artifact: a.confidence for a in found.accesses} == {
        "a.bin": Confidence.MEDIUM,
        "b.bin": Confidence.HIGH,
    }


def test_a_method_that_only_the_base_class_could_have() -> None:
    source = "import acme\nclass Mine(acme.Base):\n    pass\nMine().save_state('out/state.bin')\n"
    assert touched(behaviour(source, "")) == ["write out/state.bin"]
