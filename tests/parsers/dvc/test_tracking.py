from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.parsers.dvc import lock, pointers, remotes
from mlaudit.parsers.yaml_data import read_yaml


def test_a_pointer() -> None:
    facts = pointers.PARSER.parse(
        "data/raw.dvc", b"outs:\n- md5: d41d8.dir\n  size: 3\n  path: raw\n"
    )
    (output,) = facts.tracked
    assert (output.path, output.pinned, output.source, output.stage) == (
        "data/raw",
        True,
        None,
        None,
    )
    assert output.place.line == 4


def test_a_pointer_without_a_hash_and_with_a_working_directory() -> None:
    facts = pointers.PARSER.parse("a/raw.dvc", b"wdir: ../data\nouts: [{path: raw}]\n")
    assert [(each.path, each.pinned) for each in facts.tracked] == [("data/raw", False)]


def test_a_long_list_of_files_counts_for_its_folder() -> None:
    files = "".join(
        f"  - relpath: {n}.jpg\n    md5: a\n    cloud:\n      s: 1\n" for n in range(600)
    )
    text = f"outs:\n- hash: md5\n  files:\n{files}\n  path: raw\n- path: b.csv\n  md5: c\n"
    facts = pointers.PARSER.parse("raw.dvc", text.encode())
    found = [(each.path, each.pinned, each.place.line) for each in facts.tracked]
    assert found == [("raw", True, 3 + 4 * 600 + 2), ("b.csv", True, 3 + 4 * 600 + 3)]
    short = pointers.PARSER.parse("raw.dvc", text.replace(files, files[:200]).encode())
    assert [(each.path, each.pinned) for each in short.tracked] == [("raw", True), ("b.csv", True)]


def test_imports_name_their_source() -> None:
    imported = b"deps: [{path: x, repo: {url: 'https://h/r'}}]\nouts: [{md5: a, path: x}]\n"
    assert pointers.PARSER.parse("x.dvc", imported).tracked[0].source == "https://h/r"
    url = b"deps: [{etag: a, path: 's3://b/x'}]\nouts: [{md5: a, path: x}]\n"
    assert pointers.PARSER.parse("x.dvc", url).tracked[0].source == "s3://b/x"


def test_a_stage_of_old_is_a_step() -> None:
    text = """\
cmd: python train.py
wdir: ..
deps:
- md5: a
  path: data.csv
outs:
- md5: b
  path: model.pkl
- path: auc.txt
  cache: false
  metric: true
"""
    facts = pointers.PARSER.parse("stages/train.dvc", text.encode())
    (step,) = facts.steps
    assert (step.name, step.directory) == ("train.dvc", ".")
    assert [read.path for read in step.reads] == ["data.csv"]
    assert [(write.path, write.role, write.stored) for write in step.writes] == [
        ("model.pkl", "out", True),
        ("auc.txt", "metric", False),
    ]
    assert [each.stage for each in facts.tracked] == ["train.dvc", "train.dvc"]


def test_a_lock_of_either_schema() -> None:
    stage = "train:\n    cmd: x\n    outs:\n    - path: m.pkl\n      md5: a\n"
    for text in (f"schema: '2.0'\nstages:\n  {stage}", stage.replace("    ", "  ")):
        (output,) = lock.PARSER.parse("ml/dvc.lock", text.encode()).tracked
        assert (output.path, output.stage, output.pinned) == ("ml/m.pkl", "train", True)


def test_a_lock_follows_the_working_directory_of_its_stage() -> None:
    def lookup(path: str) -> Data | None:
        pipeline = "stages:\n  train: {cmd: x, wdir: ../src, outs: [m.pkl]}\n"
        return read_yaml(pipeline)[0] if path == "ml/dvc.yaml" else None

    text = b"schema: '2.0'\nstages: {train: {cmd: x, outs: [{path: m.pkl, md5: a}]}}\n"
    facts = lock.PARSER.parse("ml/dvc.lock", text)
    assert lock.PARSER.complete is not None
    assert [each.path for each in lock.PARSER.complete(facts, lookup).tracked] == ["src/m.pkl"]


def test_the_default_remote_comes_first() -> None:
    text = """\
['remote "other"']
    url = ../../backup
[core]
    remote = main
    autostage = true
['remote "main"']
    url = s3://bucket/dvc
    region = eu
"""
    facts = remotes.PARSER.parse(".dvc/config", text.encode())
    assert facts.remotes == ("s3://bucket/dvc", "../backup")


def test_a_bucket_on_an_own_server_is_reached_through_that_server() -> None:
    text = """\
[core]
    remote = store
['remote "store"']
    url = s3://raw/dvc
    endpointurl = http://minio:9000
"""
    facts = remotes.PARSER.parse(".dvc/config", text.encode())
    assert facts.remotes == ("http://minio:9000/raw/dvc",)


def test_claims() -> None:
    assert pointers.PARSER.claims("data/raw.csv.dvc")
    assert pointers.PARSER.claims("Dvcfile")
    assert not pointers.PARSER.claims(".dvc")
    assert remotes.PARSER.claims("ml/.dvc/config")
    assert not remotes.PARSER.claims(".git/config")


@given(st.binary(max_size=100))
def test_no_bytes_raise(data: bytes) -> None:
    for module in (pointers, lock, remotes):
        module.PARSER.parse("a/x", data)


@given(st.text(alphabet="outsdepcmd: -[]{}\n", max_size=60))
def test_no_structure_raises(text: str) -> None:
    pointers.PARSER.parse("a.dvc", f"cmd: x\nouts: {text}\ndeps: {text}\n".encode())
    lock.PARSER.parse("dvc.lock", f"stages: {text}\n".encode())
