"""The truth of makefiles, and a copy in which it is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.benchmarks.recovery.make.expansion import UntoldError, expand, expand_some
from tests.benchmarks.recovery.make.system import MakeSystem
from tests.benchmarks.recovery.measuring import measure_repository
from tests.benchmarks.recovery.systems import DeclaredStep

CITIES = """\
PYTHON ?= python3
CITIES := oslo bergen
CLEAN := $(CITIES:%=data/clean/%.csv)
NEWEST = $(shell ls data | tail -1)

.PHONY: all
all: model.pkl # the whole way

$(CLEAN): data/clean/%.csv: data/raw/%.csv clean.py | logs
	@$(PYTHON) clean.py $< --city $* \\
	--out $@

model.pkl metrics.json: $(CLEAN) config.yaml all
	$(PYTHON) train.py --data $(<D) # both at once

plots/%.png: plot.py metrics.json
	python $< $(word 2,$^) $@

report.html: $(NEWEST)
	python report.py

logs:
	mkdir logs

data/raw/oslo.csv:
	curl -o $@ https://example.org/oslo.csv
"""


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    scripts = {f"ml/{name}.py": "" for name in ("clean", "train", "plot", "report")}
    write(tmp_path, {"ml/Makefile": CITIES, **scripts})
    return tmp_path


def test_targets_variables_and_patterns(cities: Path) -> None:
    steps = list(MakeSystem().read_truth(cities))
    assert steps[:2] == [
        DeclaredStep(
            path="ml/Makefile",
            name=f"step_9_{number}",
            template="9",
            reads=(f"ml/data/raw/{city}.csv",),
            writes=(f"ml/data/clean/{city}.csv",),
        )
        for number, city in enumerate(("oslo", "bergen"))
    ]
    assert [(step.reads, step.writes) for step in steps[2:]] == [
        (
            ("ml/data/clean/oslo.csv", "ml/data/clean/bergen.csv", "ml/config.yaml"),
            ("ml/model.pkl", "ml/metrics.json"),
        ),
        (("ml/metrics.json",), ("ml/plots/{stem}.png",)),
    ]


def test_what_is_left_out_has_a_reason(cities: Path) -> None:
    assert sorted(MakeSystem().list_left_out(cities)) == [
        "no Python file or notebook of the repository runs",
        "only make can tell the targets or prerequisites",
    ]


def test_a_hidden_copy_keeps_the_commands_and_nothing_else(cities: Path) -> None:
    MakeSystem().hide_truth(cities)
    text = (cities / "ml/Makefile").read_text(encoding="utf-8")
    rules = text[text.index("all:") :].split("\n\n")
    assert rules == [
        "all:",
        "step_9_0:\n\t@$(PYTHON) clean.py data/raw/oslo.csv --city oslo \\\n"
        "\t--out data/clean/oslo.csv\n"
        "step_9_1:\n\t@$(PYTHON) clean.py data/raw/bergen.csv --city bergen \\\n"
        "\t--out data/clean/bergen.csv",
        "step_13_0:\n\t$(PYTHON) train.py --data data/clean # both at once",
        "step_16_0:\n\tpython plot.py $(word 2,plot.py metrics.json) plots/$(stem).png",
        "report.html:\n\tpython report.py",
        "logs:\n\tmkdir logs",
        "data/raw/oslo.csv:\n\tcurl -o $@ https://example.org/oslo.csv\n",
    ]


def test_the_whole_way(tmp_path: Path) -> None:
    code = "import sys, pandas\npandas.read_csv(sys.argv[1]).to_csv(sys.argv[2])\n"
    makefile = "out/%.csv: in/%.csv notes.txt\n\tpython clean.py $< $@\n"
    write(tmp_path, {"clean.py": code, "Makefile": makefile})
    result = measure_repository(tmp_path, MakeSystem())
    assert (result.reads_recovered, result.reads, result.writes_recovered) == (1, 2, 1)
    assert [subject.path for subject in result.missed] == ["notes.txt"]
    assert result.unconfirmed == []
    assert (tmp_path / "Makefile").read_text(encoding="utf-8") == makefile


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$(A)/${B}$$", "x y/z$"),
        ("$(A:%=d/%.csv) $(C:.txt=.md)", "d/x.csv d/y.csv a.md"),
        ("$(patsubst %.txt,%.md,$(C))", "a.md"),
        ("$(addprefix d/,$(A)) $(addsuffix .csv, $(B))", "d/x d/y z.csv"),
        ("$(foreach n,$(A),$(n)/$(B))", "x/z y/z"),
    ],
)
def test_expansion(text: str, value: str) -> None:
    assert expand(text, {"A": "x y", "B": "z", "C": "a.txt"}) == value


@pytest.mark.parametrize("text", ["$(D)", "$(shell ls)", "$(wildcard *.csv)", "$(E)"])
def test_only_make_tells(text: str) -> None:
    with pytest.raises(UntoldError):
        expand(text, {"E": "$(E)"})
    assert expand_some(f"a $(B) {text}", {"B": "b"}) == f"a b {text}"


def test_what_another_rule_only_touches_is_not_read(tmp_path: Path) -> None:
    rules = ".make/a: x.csv\n\tpython a.py\n\ttouch $@\n\nb.csv: .make/a x.csv\n\tpython a.py\n"
    write(tmp_path, {"Makefile": rules, "a.py": "", "x.csv": ""})
    first, second = MakeSystem().read_truth(tmp_path)
    assert first.writes == (".make/a",)
    assert second.reads == ("x.csv",)
