"""Comparing truth and inference, and judging what is not confirmed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.benchmarks.recovery.comparing import Comparison, compare, keep_few_variants
from tests.benchmarks.recovery.dvc.system import DvcSystem
from tests.benchmarks.recovery.inference import InferredStep
from tests.benchmarks.recovery.measuring import measure
from tests.benchmarks.recovery.systems import DeclaredStep
from tests.benchmarks.recovery.table import render
from tests.benchmarks.recovery.verdicts import COLUMNS, Judgement, Subject, Verdict, read_verdicts

VERDICTS = Path(__file__).parent / "verdicts"
HEADINGS = "\t".join(COLUMNS)
EXTRA = Subject("churn", "dvc.yaml:train", "writes", "train.log")


def declare(name: str = "train", **changes: object) -> DeclaredStep:
    values: dict[str, object] = {
        "path": "dvc.yaml",
        "name": name,
        "template": name.partition("@")[0],
        "reads": ("data/train.csv", "data/labels.csv"),
        "writes": ("model.pkl",),
    }
    return DeclaredStep(**(values | changes))  # type: ignore[arg-type]


def infer(reads: tuple[str, ...], writes: tuple[str, ...]) -> Comparison:
    guess = InferredStep(reads, writes)
    return compare("churn", [declare()], {("dvc.yaml", "train"): guess})


def test_counts_of_a_step() -> None:
    result = infer(("data/train.csv", "notes.txt", "model.pkl"), ("model.pkl", "train.log"))
    assert (result.reads_recovered, result.reads) == (1, 2)
    assert (result.writes_recovered, result.writes) == (1, 1)
    assert (result.confirmed, result.inferred) == (3, 5)
    assert result.missed == [Subject("churn", "dvc.yaml:train", "reads", "data/labels.csv")]
    assert result.unconfirmed == [Subject("churn", "dvc.yaml:train", "reads", "notes.txt"), EXTRA]


def test_paths_outside_recover_nothing_and_make_nothing_up() -> None:
    assert infer(("s3://bucket/a.csv", "/data/a.csv"), ()).inferred == 0


def test_parameter_files_are_judged_where_they_are_not_declared_apart() -> None:
    inferred = {("dvc.yaml", "train"): InferredStep(("params.yaml",), ())}
    assert compare("churn", [declare()], inferred).inferred == 1
    assert compare("churn", [declare(judges_parameters=False)], inferred).inferred == 0


def test_a_loop_counts_three_times_at_most() -> None:
    steps = [declare(f"train@{city}") for city in ("oslo", "bergen", "bodo", "moss")]
    kept = [step.name for step in keep_few_variants([*steps, declare("test")])]
    assert kept == ["train@oslo", "train@bergen", "train@bodo", "test"]


def test_a_verdict_makes_an_undeclared_path_right() -> None:
    result = infer(("data/train.csv",), ("model.pkl", "train.log"))
    verdicts = {EXTRA: Verdict(Judgement.UNDECLARED, "logging set up in train.py:3")}
    lines = list(render([result], verdicts))
    assert "inferred, confirmed           2/3      66.7 %" in lines
    assert "confirmed or judged right     3/3     100.0 %" in lines
    assert "without a verdict, counted as not right: none" in lines


def test_missing_and_stale_verdicts_are_listed() -> None:
    result = infer((), ("train.log",))
    gone = Subject("churn", "dvc.yaml:train", "writes", "old.log")
    elsewhere = Subject("another", "dvc.yaml:train", "writes", "old.log")
    verdict = Verdict(Judgement.WRONG, "no such call")
    lines = list(render([result], {gone: verdict, elsewhere: verdict}))
    assert lines[-4:] == [
        "without a verdict, counted as not right: 1",
        "    churn dvc.yaml:train writes train.log",
        "verdicts on what is no longer inferred: 1",
        "    churn dvc.yaml:train writes old.log",
    ]


def test_verdicts_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.tsv"
    row = "churn\tdvc.yaml:train\twrites\ttrain.log\tundeclared\ttrain.py:3"
    file.write_text(f"{HEADINGS}\n{row}\n", encoding="utf-8")
    assert read_verdicts(file) == {EXTRA: Verdict(Judgement.UNDECLARED, "train.py:3")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\tb\n",
        f"{HEADINGS}\nchurn\tdvc.yaml:train\twrites\ttrain.log\tundeclared\t\n",
        f"{HEADINGS}\nchurn\tdvc.yaml:train\tmakes\ttrain.log\tundeclared\tx\n",
        f"{HEADINGS}\nchurn\tdvc.yaml:train\twrites\ttrain.log\tperhaps\tx\n",
        f"{HEADINGS}\n" + "churn\tdvc.yaml:train\twrites\ttrain.log\twrong\tx\n" * 2,
    ],
)
def test_a_table_that_does_not_keep_the_form(tmp_path: Path, text: str) -> None:
    file = tmp_path / "verdicts.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"verdicts\.tsv|perhaps"):
        read_verdicts(file)


def test_the_whole_way(tmp_path: Path) -> None:
    root = tmp_path / "churn"
    root.mkdir()
    (tmp_path / "notes").mkdir()
    stage = "{cmd: python train.py data.csv, deps: [data.csv, train.py], outs: [model.pkl]}"
    (root / "dvc.yaml").write_text(f"stages: {{train: {stage}}}", encoding="utf-8")
    code = "import sys, joblib, pandas\njoblib.dump(pandas.read_csv(sys.argv[1]), 'model.pkl')\n"
    (root / "train.py").write_text(code, encoding="utf-8")
    (result,) = measure(tmp_path, DvcSystem())
    assert (result.repository, result.error, result.recovered_share) == ("churn", "", 1.0)
    assert result.unconfirmed == []
    assert "model.pkl" in (root / "dvc.yaml").read_text(encoding="utf-8")


def test_a_declared_path_that_the_comparison_cannot_join_is_right_too() -> None:
    result = infer((), ("{name}.log",))
    subject = Subject("churn", "dvc.yaml:train", "writes", "{name}.log")
    assert result.count_right({subject: Verdict(Judgement.DECLARED, "train.py:3")}) == 1
    assert result.count_right({subject: Verdict(Judgement.WRONG, "train.py:3")}) == 0


@pytest.mark.parametrize("file", sorted(VERDICTS.glob("*.tsv")), ids=lambda file: file.stem)
def test_verdicts_keep_the_form_and_name_a_place(file: Path) -> None:
    verdicts = read_verdicts(file)
    assert verdicts
    assert list(verdicts) == sorted(verdicts)
    assert [
        v.reason for v in verdicts.values() if not re.search(r"\w[\w./ -]*:\d+", v.reason)
    ] == []
