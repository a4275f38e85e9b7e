"""No harmless edit of a repository makes an old finding new."""

from __future__ import annotations

import pytest

from mlaudit.gate.baseline.entries import Baseline, compare, entries_of, identities_of
from mlaudit.gate.matching import Identity
from mlaudit.judge.examples import read_documentation
from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Rule
from mlaudit.model.report import ScanResult
from tests.gate.edits import EDITS, list_moves, list_renames
from tests.gate.trees import Scan, files_of, read_story

STORIES = ("churn", "air", "systems/dvc", "systems/snakemake", "systems/airflow", "systems/github")


def _find_new(before: ScanResult, after: ScanResult) -> list[Identity]:
    accepted = Baseline(entries_of(identities_of(before.findings)))
    return list(compare(after, after.findings, accepted).new)


@pytest.mark.parametrize("rule", installed_rules(), ids=lambda rule: str(rule.slug))
def test_edits_of_examples_make_nothing_new(rule: Rule, scan: Scan) -> None:
    for example in read_documentation(rule.documentation).examples:
        if not example.fires:
            continue
        files = files_of(example)
        before = scan(files, example.untracked)
        for edit in EDITS:
            changed = edit(files)
            if changed != files:
                new = _find_new(before, scan(changed, example.untracked))
                assert new == [], f"{edit.__name__} of {example.title!r}"


@pytest.mark.parametrize("rule", installed_rules(), ids=lambda rule: str(rule.slug))
def test_renamed_and_moved_files_of_examples_make_nothing_new(rule: Rule, scan: Scan) -> None:
    for example in read_documentation(rule.documentation).examples:
        if not example.fires:
            continue
        files = files_of(example)
        before = scan(files, example.untracked)
        for path, changed in (*list_renames(files), *list_moves(files)):
            if path in example.untracked:
                continue
            new = _find_new(before, scan(changed, example.untracked))
            assert new == [], f"{path} of {example.title!r}"


@pytest.mark.parametrize("story", STORIES)
def test_edits_of_stories_make_nothing_new(story: str, scan: Scan) -> None:
    files = read_story(story)
    before = scan(files)
    for edit in EDITS:
        changed = edit(files)
        if changed != files:
            assert _find_new(before, scan(changed)) == [], edit.__name__


@pytest.mark.parametrize("story", STORIES)
def test_renamed_files_of_stories_make_nothing_new(story: str, scan: Scan) -> None:
    files = read_story(story)
    before = scan(files)
    for path, changed in list_renames(files):
        assert _find_new(before, scan(changed)) == [], path
