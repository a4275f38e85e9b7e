from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mlaudit.model.assessment import Score
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.report.base import Presentation
from mlaudit.report.terminal.scan import render
from mlaudit.report.terminal.words import points
from tests.report.examples import make_deliverable, make_finding, make_result
from tests.report.hostile import make_hostile_result

WIDE = """\
models/churn.pkl  model  41 of 100 proven, 53 if the unresolved paths are fine  level 0, remembered
  From a clean clone: 2 actions by hand, 1 of them documented nowhere.
   1  obtain   data/raw.csv                  nowhere       INP001 nothing makes or fetches it
   ·  approve  production                    cd.yml:2             a deliberate gate
   2  copy     models/churn.pkl to serving/  README.md:21
  Best next step: +9.4  INP001 data/raw.csv: Keep a version of it (`dvc add data/raw.csv`).

INP001 untracked-input  high  +9.4  src/train.py:4
  src/train.py reads data/raw.csv; nothing makes or fetches it.
  → See the best next step above.

ORD001 implicit-order  medium  +2.0  src/train.py:4
  src/train.py reads clean.ipynb; nothing makes or fetches it.
  → Keep a version of it (`dvc add clean.ipynb`).

Score  41 of 100 proven, 53 if the unresolved paths are fine  level 0, remembered
  inputs 30 · order 35

unread bad.ipynb: broken JSON at line 1
2 files, 3 steps, 5 accesses (4 resolved, 1 not: mlaudit graph --unresolved), 1 path skipped, \
1 unread, 1 read
in part · 2 new findings (3 hidden as less certain or less severe: --profile audit) · 0.4 s
Work that stays by hand? `mlaudit document untracked-input:data/raw.csv` registers it.
No problem? A comment `mlaudit: ignore[untracked-input] reason` beside it says so.
"""

NARROW = """\
models/churn.pkl  model  41 of 100 proven, 53 if the
  unresolved paths are fine  level 0, remembered
  From a clean clone: 2 actions by hand, 1 of them
    documented nowhere.
   1  obtain   data/raw.csv
        nowhere  INP001 nothing makes or fetches it
   ·  approve  production  cd.yml:2  a deliberate gate
   2  copy     models/churn.pkl to serving/  README.md:21
  Best next step: +9.4  INP001 data/raw.csv: Keep a
    version of it (`dvc add data/raw.csv`).
"""


def show(result: ScanResult, width: int = 120, **options: object) -> str:
    return render(result, replace(Presentation(width=width), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [120, 200])
def test_a_wide_page(width: int) -> None:
    assert show(make_result(), width) == WIDE


def test_a_narrow_page() -> None:
    text = show(make_result(), 60)
    assert text.startswith(NARROW)
    assert max(map(len, text.splitlines())) <= 60


def test_colours_change_nothing_but_colours() -> None:
    colored = show(make_result(), colors="truecolor")
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == WIDE


def test_ascii_alone_where_the_terminal_has_no_more() -> None:
    text = show(make_result((make_finding(subject="data/größe…日.csv"),)), unicode=False)
    assert text.isascii()
    assert "-> Keep a version of it (`dvc add data/gr\\xf6\\xdfe...\\u65e5.csv`)." in text


def test_no_path_is_ever_cut() -> None:
    path = "data/" + "long/" * 30 + "file.csv"
    finding = make_finding(subject=path, place=Place("src/" + "deep/" * 20 + "train.py", 4))
    action = replace(make_deliverable().runbook[0], what=path)
    result = make_result((finding,), deliverables=(make_deliverable(actions=(action,)),))
    for width in (40, 60, 120):
        words = show(result, width).split()
        assert path in words
        assert str(finding.place) in words


@pytest.mark.parametrize("colors", [None, "standard"])
def test_names_cannot_act_on_the_terminal(colors: str | None) -> None:
    hostile = "a\nb\x1b[2Jc\x9b1m\u202e[red]:smile:\udcff\x07"
    finding = make_finding(subject=hostile, place=Place(hostile, 1))
    action = replace(make_deliverable().runbook[0], what=hostile, reason=hostile)
    deliverable = make_deliverable(hostile, actions=(action,))
    text = show(make_result((finding,), deliverables=(deliverable,)), colors=colors, verbose=True)
    bare = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert bare.replace("\n", "").isprintable()
    assert "a\\nb\\x1b[2Jc\\x9b1m\\u202e[red]:smile:\\xff\\x07" in bare


def test_names_cannot_act_on_a_ci_system() -> None:
    shown = show(make_hostile_result("::error file=x::y ##[error]z"))
    assert "./::error" in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert "##[" not in shown


def test_findings_are_grouped_and_the_costliest_group_comes_first() -> None:
    findings = (
        make_finding("ENV001", "no-environment", points=3.0),
        make_finding("INP001", points=1.0, subject="a"),
        make_finding("INP001", points=2.5, subject="b"),
        make_finding("DOC006", "comment", points=0.0, severity=Severity.MEDIUM),
        make_finding("HUM001", "prompt", points=0.0, severity=Severity.HIGH),
    )
    titles = re.findall(r"^([A-Z]{3}\d{3}) .*$", show(make_result(findings)), re.MULTILINE)
    assert titles == ["INP001", "ENV001", "HUM001", "DOC006"]
    assert "INP001 untracked-input  high  2 findings  +3.5" in show(make_result(findings))


def test_many_findings_of_a_rule_are_named_and_written_out_on_demand() -> None:
    findings = tuple(make_finding(subject=f"d{n}", place=Place("f.py", n)) for n in range(1, 11))
    short, long = show(make_result(findings)), show(make_result(findings), verbose=True)
    assert "  also  f.py:2  d2\n  also  f.py:3  d3\n" in short
    assert "  also  f.py:6  d6\n  and 4 more\n" in short
    assert "--verbose writes out the other 9 findings." in short
    assert long.count("nothing makes or fetches it.") == 10
    assert "README.md:9  asks for the file" in long
    assert "asks for the file" not in short


def test_what_costs_no_points_comes_briefly_unless_it_is_severe_or_all_there_is() -> None:
    costly = make_finding("ENV001", "no-environment", points=3.0)
    free = make_finding("DOC006", "comment", points=0.0, severity=Severity.MEDIUM, subject="free")
    severe = make_finding("HUM001", "prompt", points=0.0, severity=Severity.HIGH, subject="severe")
    findings = (costly, free, severe)
    text, brief = show(make_result(findings)).split("\nThese cost no points:\n")
    assert "`dvc add severe`" in text
    assert brief.startswith("DOC006 comment  medium  src/train.py:4\n  src/train.py reads free;")
    assert "`dvc add free`" not in brief
    assert "--verbose writes out the remedies for what costs no points." in brief
    assert "`dvc add free`" in show(make_result(findings), verbose=True)
    assert "`dvc add free`" in show(make_result((free,)))


def test_what_is_in_a_far_place_stands_right_beside_it() -> None:
    far = Place(f"{'deep/' * 12}f.py", 2)
    findings = (make_finding(), make_finding(subject="d2", place=far, points=1.0))
    assert f"  also  {far}  d2\n" in show(make_result(findings))


def test_what_is_not_sure_or_not_new_says_so() -> None:
    finding = make_finding(confidence=Confidence.MEDIUM, status="baselined")
    result = replace(make_result((finding,)), told=("new", "baselined"))
    assert "  src/train.py:4  medium confidence, baselined\n" in show(result)
    assert "Nothing new." in show(replace(result, told=("new",), baselined=1))


def test_no_score_gives_its_reason() -> None:
    none = Score(None, None, None, "no step makes anything")
    text = show(make_result((), score=none, deliverables=()))
    assert "No score: no step makes anything" in text
    assert "Well kept" not in text


def test_nothing_found_is_said_kindly_and_truly() -> None:
    result = replace(make_result(()), hidden=0)
    assert "Nothing was found that a person would have to know or do unaided. Well kept." in show(
        result
    )
    crashed = replace(result, failures=(("INP001 untracked-input", "KeyError: 'x'"),))
    assert "not every rule could be applied" in show(crashed)
    assert "Failed: INP001 untracked-input: KeyError: 'x'" in show(crashed)


def test_what_is_left_out_is_counted() -> None:
    result = replace(make_result(), hidden=1, ignored=2, baselined=3, documented=4)
    assert (
        "2 new findings (1 hidden as less certain or less severe: --profile audit, "
        "3 in the baseline, 2 ignored, 4 documented)"
    ) in " ".join(show(result).split())
    assert "2 new findings · " in show(replace(make_result(), hidden=0))


def test_the_heaviest_deliverables_are_shown_and_the_others_counted() -> None:
    many = tuple(make_deliverable(f"models/m{n}.pkl") for n in range(7))
    light = make_deliverable("reports/metrics.json", weight=0.5)
    text = show(make_result(deliverables=(*many, light)), root="some dir")
    assert "models/m4.pkl  model" in text
    assert "models/m5.pkl  model" not in text
    assert (
        "3 other deliverables: models/m5.pkl (41), models/m6.pkl (41), reports/metrics.json (41) "
        "(mlaudit runbook --dir 'some dir')."
    ) in " ".join(text.split())


def test_a_runbook_that_starts_as_another_one_refers_to_it() -> None:
    steps = tuple(
        replace(make_deliverable().runbook[0], what=f"data/{n}.csv", findings=()) for n in range(4)
    )
    last = replace(steps[0], kind="release", what="docker push churn")
    text = show(
        make_result(
            deliverables=(
                make_deliverable("models/a.pkl", actions=steps),
                make_deliverable("models/b.pkl", actions=(*steps, last)),
            )
        )
    )
    second = text[text.index("models/b.pkl") :]
    assert "   1-4   as for models/a.pkl\n   5  release  docker push churn" in second
    assert "data/0.csv" not in second.split("\n\n")[0]


def test_a_runbook_that_is_that_of_another_one_takes_no_row() -> None:
    steps = tuple(
        replace(make_deliverable().runbook[0], what=f"data/{n}.csv", findings=()) for n in range(2)
    )
    names = ("models/a.pkl", "models/b.pkl")
    same = tuple(make_deliverable(name, actions=steps) for name in names)
    text = show(make_result(deliverables=same))
    second = text[text.index("models/b.pkl") :].split("\n\n")[0].splitlines()
    assert len(second) == 2
    assert second[1].endswith("by hand, 1 of them documented nowhere, as for models/a.pkl.")


def test_what_two_runbooks_share_is_folded_wherever_it_stands() -> None:
    names = ("a", "b", "c", "d", "e")
    steps = [
        replace(make_deliverable().runbook[0], what=f"data/{name}.csv", findings=())
        for name in names
    ]
    other = replace(steps[0], what="data/other.csv")
    text = show(
        make_result(
            deliverables=(
                make_deliverable("models/a.pkl", actions=tuple(steps)),
                make_deliverable("models/b.pkl", actions=(steps[0], other, *steps[2:])),
            )
        )
    )
    second = text[text.index("models/b.pkl") :]
    assert "  1, 3-5   as for models/a.pkl\n   2  obtain  data/other.csv" in second


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.01, "0.1"), (0.4, "0.4"), (41.26, "41"), (99.6, "99"), (100.0, "100")],
)
def test_only_nothing_is_0_and_only_everything_is_100(value: float, shown: str) -> None:
    assert points(value) == shown
