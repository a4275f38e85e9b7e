"""Tests of makefiles as declared steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command, Group, Hole, Literal, Script
from mlaudit.parsers.make.file import PARSER


def steps(text: str, path: str = "Makefile") -> dict[str, DeclaredStep]:
    facts = PARSER.parse(path, text.encode())
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def script(step: DeclaredStep) -> Script:
    (run,) = step.runs
    assert run.script is not None
    return run.script


def lines(step: DeclaredStep) -> list[list[str | None]]:
    return [
        [word.literal for word in node.words]
        for node in script(step).nodes
        if isinstance(node, Command)
    ]


def test_targets_prerequisites_and_recipes() -> None:
    found = steps(
        ".PHONY: all clean\n"
        "all: models/m.pkl\n"
        "models/m.pkl: data/a.csv src/train.py | models\n"
        "\t@python src/train.py --data $< \\\n"
        "\t  --out $@\n"
        "data/a.csv:\n"
        "\t-wget -O $@ https://example.org/a.csv\n"
    )
    assert list(found) == ["all", "models/m.pkl", "data/a.csv"]
    model = found["models/m.pkl"]
    assert [d.path for d in model.reads] == ["data/a.csv", "src/train.py", "models"]
    assert [d.path for d in model.writes] == ["models/m.pkl"]
    assert model.after == ("data/a.csv",)
    assert (model.scope, model.group, model.place.line) == (
        "targets.models/m.pkl",
        "Makefile",
        3,
    )
    assert lines(model) == [
        ["python", "src/train.py", "--data", "data/a.csv", "--out", "models/m.pkl"]
    ]
    assert script(model).line == 4
    assert found["all"].writes == ()
    assert [d.path for d in found["all"].reads] == ["models/m.pkl"]
    assert lines(found["data/a.csv"])[0][0] == "wget"


def test_paths_are_relative_to_the_folder_of_the_makefile() -> None:
    (step,) = steps("out/a.csv: ../raw.csv ~/b.csv\n\tcp $< $@\n", "sub/Makefile").values()
    assert step.directory == "sub"
    assert [d.path for d in step.reads] == ["raw.csv", "~/b.csv"]
    assert step.writes[0].path == "sub/out/a.csv"


def test_variables_and_functions() -> None:
    (step,) = steps(
        "RAW := data/raw\n"
        "NAMES = a b\n"
        "FILES = $(addprefix $(RAW)/,$(addsuffix .csv,$(NAMES)))\n"
        "OUT = $(patsubst %.csv,%.parquet,$(notdir $(FILES)))\n"
        "PY ?= python3\n"
        "PY ?= python2\n"
        "FILES += extra.csv\n"
        "out.txt: $(FILES)\n"
        "\t$(PY) merge.py $(OUT) $(NAMES:%=%.x) $(foreach n,$(NAMES),--in=$(n)) > $@\n"
    ).values()
    assert [d.path for d in step.reads] == ["data/raw/a.csv", "data/raw/b.csv", "extra.csv"]
    assert lines(step) == [
        [
            *("python3", "merge.py", "a.parquet", "b.parquet", "extra.parquet"),
            *("a.x", "b.x", "--in=a", "--in=b"),
        ]
    ]


def test_what_the_file_does_not_tell_is_a_hole() -> None:
    (step,) = steps("$(OUT)/a.csv:\n\tpython a.py $(shell date +%F) $(HOST) $$HOME\n").values()
    assert step.writes[0].path == "{OUT}/a.csv"
    (command,) = script(step).nodes
    assert isinstance(command, Command)
    assert command.words[2].parts == (Hole("$(shell date +%F)"),)
    assert command.words[3].parts == (Hole("$(HOST)"),)
    assert command.words[4].parts[0] != Literal("$HOME")
    assert "$(HOST)" in script(step).text


def test_pattern_rules_leave_the_stem_open() -> None:
    found = steps("data/%.csv: raw/%.xlsx\n\tpython conv.py $< $@ $*\nall: data/x.csv\n")
    pattern = found["data/{stem}.csv"]
    assert pattern.reads[0].path == "raw/{stem}.xlsx"
    assert pattern.writes[0].path == "data/{stem}.csv"
    assert found["all"].after == ("data/{stem}.csv",)


def test_the_default_goal_comes_first() -> None:
    assert list(steps("a: ; x\nb: ; y\n.DEFAULT_GOAL := b\n")) == ["b", "a"]


def test_static_pattern_rules_know_the_stem() -> None:
    found = steps("a.csv b.csv: %.csv: raw/%.xlsx\n\tpython conv.py $< $@\n")
    assert lines(found["b.csv"]) == [["python", "conv.py", "raw/b.xlsx", "b.csv"]]


def test_a_change_of_directory_does_not_last() -> None:
    (step,) = steps("t:\n\tcd src && python a.py\n\tpython b.py\n").values()
    first, second = script(step).nodes
    assert isinstance(first, Group)
    assert first.subshell
    assert isinstance(second, Command)


def test_one_shell_keeps_the_directory() -> None:
    (step,) = steps(".ONESHELL:\nt:\n\tcd src\n\tpython a.py\n").values()
    assert lines(step) == [["cd", "src"], ["python", "a.py"]]
    assert [n.line for n in script(step).nodes if isinstance(n, Command)] == [3, 4]


def test_a_bare_word_is_a_file_only_where_its_recipe_says_so() -> None:
    found = steps("train:\n\tpython t.py\nstamp:\n\ttouch $@\n")
    assert found["train"].writes == ()
    assert found["stamp"].writes[0].path == "stamp"


def test_conditionals_keep_both_branches() -> None:
    found = steps(
        "ifeq ($(GPU),1)\nD = cuda\na:\n\tpython a.py $(D)\n"
        "else\nD = cpu\nb:\n\tpython b.py\nendif\n"
    )
    assert list(found) == ["a", "b"]
    assert lines(found["a"]) == [["python", "a.py", "cuda"]]


def test_definitions_target_variables_and_exports() -> None:
    found = steps(
        "define CMDS\npython a.py\npython b.py\nendef\n"
        "export SEED = 7\n"
        "t: EPOCHS = 5\n"
        "t: ; python t.py $(EPOCHS)\n"
        "u:\n\t$(CMDS)\n\t$(MAKE) -C sub x\n"
    )
    assert lines(found["t"]) == [["python", "t.py", "5"]]
    assert found["t"].environment == (("SEED", "7"),)
    assert lines(found["u"]) == [
        ["python", "a.py"],
        ["python", "b.py"],
        ["make", "-C", "sub", "x"],
    ]


def test_a_recipe_without_tab_is_named() -> None:
    facts = PARSER.parse("Makefile", b"t:\n    python a.py\n")
    assert facts.problems[0].place.line == 2
    assert not facts.problems[0].whole


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(PARSER.parse("Makefile", data), Facts)


@given(st.text(alphabet="aA%$(){}:=+?#\\\t\n ;,.@<^|&!/", max_size=80))
def test_any_makefile_like_text_gives_facts(text: str) -> None:
    assert isinstance(PARSER.parse("m.mk", text.encode()), Facts)


def test_variables_that_refer_to_each_other_end() -> None:
    (step,) = steps("A = $(B)$(B)\nB = $(call A)$(A)\nt:\n\techo $(A)\n").values()
    assert script(step).nodes
