from __future__ import annotations

import json

from mlaudit.judge.rule import Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.report import Runbooks
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.report.base import Presentation
from mlaudit.report.registry import find_reporter
from mlaudit.report.rule_summary import first_sentence
from tests.report.examples import MODEL, make_deliverable, make_workflow


def show(subject: str, value: object, format_: str = "text", width: int = 120) -> str:
    reporter = find_reporter(subject, format_)
    assert reporter is not None
    return reporter.render(value, Presentation(width=width))


def test_a_runbook_shows_what_runs_by_itself_too() -> None:
    assert show("runbook", Runbooks(make_workflow(), (make_deliverable(),))) == (
        "models/churn.pkl  model  41 of 100 proven, 53 if the unresolved paths are fine"
        "  level 0, remembered\n"
        "  From a clean clone: 2 actions by hand, 1 of them documented nowhere.\n"
        "   1  obtain   data/raw.csv                  nowhere       nothing makes or fetches it\n"
        "   ·  run      dvc repro                     automated\n"
        "   ·  approve  production                    cd.yml:2      a deliberate gate\n"
        "   2  copy     models/churn.pkl to serving/  README.md:21\n"
    )


def test_no_runbook_says_why() -> None:
    assert show("runbook", Runbooks(make_workflow(), ())).startswith("No deliverable was found")


def test_a_runbook_as_json() -> None:
    document = json.loads(show("runbook", Runbooks(make_workflow(), (make_deliverable(),)), "json"))
    assert document["schema"] == "mlaudit/runbook/1"
    assert [d["artifact"] for d in document["deliverables"]] == [MODEL]


def test_a_graph_as_text() -> None:
    text = show("graph", make_workflow())
    assert text.startswith("clean.ipynb  notebook  hidden\n")
    assert (
        "dvc.yaml:train  dvc-stage  scripted\n"
        "  runs    src/train.py\n"
        "  reads   data/raw.csv  pandas.read_csv at src/train.py:4\n"
        "  writes  models/churn.pkl  out at dvc.yaml:5, pickle.dump at src/train.py:9\n"
        "  reads   unresolved: command-line value that no known command gives "
        "(open, src/train.py:12)\n"
    ) in text
    assert "  after   clean.ipynb  data-flow\n" in text


def test_unresolved_accesses_stand_under_their_reason_once() -> None:
    assert show("unresolved", make_workflow()) == (
        "command-line value that no known command gives  1 access\n"
        "  src/train.py:12  read   open  in dvc.yaml:train\n"
        "\n"
        "1 access unresolved.\n"
    )
    document = json.loads(show("unresolved", make_workflow(), "json"))
    assert document["unresolved"][0]["steps"] == ["dvc.yaml:train", "src/train.py"]


def test_everything_resolved_is_said() -> None:
    assert show("unresolved", Workflow(make_workflow().project)) == "Every access resolved.\n"


def _check(workflow: Workflow) -> tuple[()]:
    return ()


RULE = Rule("INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, _check)


def test_rules_as_a_table_and_as_json() -> None:
    assert show("rules", (RULE,), width=60) == ("inputs  INP\n  INP001  untracked-input  high\n")
    assert json.loads(show("rules", (RULE,), "json"))["rules"] == [
        {
            "code": "INP001",
            "rule": "untracked-input",
            "family": "inputs",
            "severity": "high",
            "confidence": "high",
            "summary": "",
        }
    ]


def test_the_first_sentence_of_a_page() -> None:
    page = "# untracked-input\n\n| a | b |\n\nA step reads [a file](x.md)\nthat is absent. More.\n"
    assert first_sentence(page) == "A step reads a file that is absent."
    assert first_sentence("# title\n") == ""
