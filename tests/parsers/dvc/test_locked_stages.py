"""What dvc.lock records, and what of it is otherwise in dvc.yaml and the parameter files."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import Facts
from mlaudit.parsers.dvc.lock import complete_lock, parse_lock
from mlaudit.parsers.hashes import hashes_of
from mlaudit.parsers.registry import parse_file

PIPELINE = """
stages:
  train:
    cmd: python train.py --epochs ${epochs} --rate ${rate}
    deps: [train.py]
    params: [epochs, rate, net]
    outs: [model.pkl]
"""
PARAMETERS = "epochs: 10\nrate: 1e-3\nnet: {layers: [1, 2], share: 0.1}\n"
LOCK = """
schema: '2.0'
stages:
  train:
    cmd: python train.py --epochs 10 --rate 0.001
    deps:
    - {path: train.py, hash: md5, md5: b6e58e8d73ed166f0b8cd3135f5d0b9a, size: 6}
    params:
      params.yaml: {epochs: 10, rate: 0.001, net: {layers: [1, 2], share: 0.10000000000000001}}
    outs:
    - {path: model.pkl, hash: md5, md5: c6e58e8d73ed166f0b8cd3135f5d0b9a, size: 6}
"""


def differences(pipeline: str = PIPELINE, parameters: str = PARAMETERS, lock: str = LOCK) -> object:
    """What is otherwise now, by stage."""
    texts = {"ml/dvc.yaml": pipeline, "ml/params.yaml": parameters}
    known = {path: parse_file(path, text.encode()) for path, text in texts.items()}

    def look_up(path: str) -> object:
        found = known.get(path)
        return found.data if found is not None else None

    facts = complete_lock(parse_lock("ml/dvc.lock", lock.encode()), look_up)  # type: ignore[arg-type]
    return {stage.name: stage.differs for stage in facts.locked}


def test_nothing_differs() -> None:
    assert differences() == {"train": ()}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("python train.py", "python3 train.py", ("the command",)),
        ("deps: [train.py]", "deps: [train.py, net.py]", ("the new dependency ml/net.py",)),
        ("outs: [model.pkl]", "outs: [model.pkl, log.txt]", ("the new output ml/log.txt",)),
        ("cmd: ", "always_changed: true\n    cmd: x ", ()),
        ("--epochs ${epochs}", "--epochs ${nowhere}", ()),
    ],
)
def test_the_pipeline_changed(old: str, new: str, found: tuple[str, ...]) -> None:
    assert differences(pipeline=PIPELINE.replace(old, new)) == {"train": found}


def test_parameters_changed() -> None:
    changed = PARAMETERS.replace("[1, 2]", "[1, 3]").replace("epochs: 10", "epochs: 11")
    found = ("the command", "epochs in params.yaml", "net in params.yaml")
    assert differences(parameters=changed) == {"train": found}


def test_a_parameter_that_is_gone_is_none_that_changed() -> None:
    assert differences(parameters="epochs: 10\nrate: 1e-3\n") == {"train": ()}


def test_paths_lie_in_the_working_directory_of_the_stage() -> None:
    pipeline = PIPELINE.replace("cmd:", "wdir: ..\n    cmd:")
    facts = parse_lock("ml/dvc.lock", LOCK.encode())
    known = parse_file("ml/dvc.yaml", pipeline.encode())
    data = known.data if known is not None else None
    done = complete_lock(facts, lambda path: data if path == "ml/dvc.yaml" else None)
    assert done.locked[0].reads == (("train.py", "b6e58e8d73ed166f0b8cd3135f5d0b9a"),)


@pytest.mark.parametrize("lock", ["", "[]", "stages: 3", "stages: {a: {deps: 3, cmd: {}}}"])
def test_broken_lock_files(lock: str) -> None:
    assert all(stage.differs == () for stage in parse_lock("dvc.lock", lock.encode()).locked)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    assert isinstance(parse_lock("dvc.lock", data), Facts)


def test_line_ends_do_not_count() -> None:
    unix, windows = b"a\nb\n", b"a\r\nb\r\n"
    assert hashlib.md5(unix).hexdigest() in hashes_of(windows)
    assert hashlib.md5(windows).hexdigest() in hashes_of(unix)
    assert hashes_of(b"\0\n") == (hashlib.md5(b"\0\n").hexdigest(),)
    assert hashes_of(b"x" * 500_000) == ()
