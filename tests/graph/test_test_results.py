"""Nobody runs the workflow for what its tests leave behind."""

from __future__ import annotations

from pathlib import Path

from tests.graph.test_ordering import link_files

TRAIN = "import json\njson.dump({}, open('metrics.json', 'w'))\n"


def test_a_report_of_tests_and_its_copy_are_no_deliverables(tmp_path: Path) -> None:
    files = {
        "Makefile": """
            check:
            \tpytest --junitxml=reports/result.xml
            export: check
            \tcp -r reports /srv/reports
            metrics.json:
            \tpython train.py
        """,
        "train.py": TRAIN,
    }
    assert [d.artifact for d in link_files(tmp_path, files).deliverables] == ["metrics.json"]


def test_what_holds_other_data_too_stays(tmp_path: Path) -> None:
    files = {
        "Makefile": """
            check:
            \tpytest --junitxml=reports/result.xml
            fit:
            \tpython train.py
            export: check fit
            \tcp -r reports /srv/reports
        """,
        "train.py": TRAIN.replace("metrics.json", "reports/metrics.json"),
    }
    assert [d.artifact for d in link_files(tmp_path, files).deliverables] == ["/srv/reports"]
