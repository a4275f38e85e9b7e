"""What a file may say, and what is said of everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.configuration import ConfigurationError, Problem, load
from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.reading import read
from mlaudit.configuration.source import Source
from mlaudit.model.configuration import Configuration, PathSettings
from mlaudit.model.vocabulary import Confidence, Severity
from tests.conftest import WriteTree

FULL = """
profile = "strict"
select = ["inputs", "ORD001"]
baseline = "ci/baseline.json"
fail-on = "any"
min-severity = "low"
min-confidence = "high"

[ignore]
untracked-input = "obtained by the loader"

[severity]
notebooks = "low"
MET001 = "off"

[exclude]
"third_party/" = "copied in"

[[overrides]]
paths = ["notebooks/*.ipynb"]
ignore = ["NBK"]
severity = { order = "info" }
reason = "sketches"

[[call]]
name = "acme.io.save"
same = ["acme.io.store"]
effect = "write"
path = { position = 1, keyword = "path" }

[[manual-step]]
id = "export"
what = "Export the customers"
produces = ["data/customers.csv"]
after = "train"
until = 2026-12-31
"""

WRONG = [
    ('profil = "strict"', "profil: there is no such key; did you mean profile?"),
    ('[overides]\nx = 1', "overides: there is no such key; did you mean overrides?"),
    ('profile = "strikt"', "profile: 'strikt' is not known; did you mean strict?"),
    ("profile = 3", 'profile: must be one of "default", "strict", "audit", not a number'),
    ("select = true", "select: must be a list, each entry the name of a rule or a family, "
     "not true or false"),
    ("select = [1.5]", "select #1: must be the name of a rule or a family, not a number"),
    ("select = 2026-01-01", "not a date or time"),
    ('severity = ["INP"]', "severity: must be a table"),
    ('severity = { INP = "hgh" }', "severity.INP: 'hgh' is not known; did you mean high?"),
    ("ignore = { INP = 1 }", "ignore.INP: must be the reason, not a number"),
    ('ignore = { INP = "" }', "ignore.INP: '' is not the reason"),
    ('fail-on = "old"', "fail-on: 'old' is not known; there are new, any, never"),
    ('exclude = ["!keep/"]', "exclude #1: '!keep/' is not a pattern as in .gitignore"),
    ("overrides = 1", "overrides: must be a list, each entry a table, not a number"),
    ("[overrides]\nreason = 'x'", "overrides: must be a list, each entry a table"),
    ("overrides = [1]", "overrides #1: must be a table, not a number"),
    ("[[overrides]]\npaths = []\nreason = 'x'", "overrides #1.paths: the list is empty"),
    ("[[overrides]]\npaths = ['a']", "overrides #1.reason: is missing"),
    ("[[overrides]]\nreason = 'a'", "overrides #1.paths: is missing"),
    ("[[overrides]]\npaths = ['a']\nreason = 'b'\nseverity = { INP = 'off' }",
     "overrides #1.severity.INP: 'off' is not known"),
    ("[[call]]\nname = 'a'\neffct = 'read'", "call #1: a: unknown field 'effct'"),
    ("[[call]]\neffect = 'read'", "call #1: name is missing"),
    ("call = ['open']", "call #1: must be a table"),
    ("[[manual-step]]\nid = 'a b'\nwhat = 'x'", "manual-step #1.id: 'a b' is not a short name"),
    ("[[manual-step]]\nid = 'a'", "manual-step #1.what: is missing"),
    ("[[manual-step]]\nid = 'a'\nwhat = 'x'\nwhom = 'me'",
     "manual-step #1.whom: there is no such key; did you mean who?"),
    ("[[manual-step]]\nid = 'a'\nwhat = 'x'\nuntil = 'May'",
     "manual-step #1.until: 'May' is not a date"),
    ("[[manual-step]]\nid = 'a'\nwhat = 'x'\nuntil = 2026-01-01T00:00:00",
     "manual-step #1.until: must be a date, 2026-12-31, not a date or time"),
]  # fmt: skip


def _problems(root: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load(root)
    return [str(problem) for problem in caught.value.problems]


def test_everything_that_can_be_said(write_tree: WriteTree) -> None:
    root = write_tree({"mlaudit.toml": FULL})
    found = load(root)
    (call,) = found.calls
    assert call.name == "acme.io.save"
    assert call.table["path"] == {"position": 1, "keyword": "path"}
    expected = Configuration(
        path="mlaudit.toml",
        folder=root,
        profile="strict",
        select=("inputs", "ORD001"),
        ignore=("untracked-input",),
        severity=(("notebooks", Severity.LOW), ("MET001", None)),
        by_path=(
            PathSettings(
                ("notebooks/*.ipynb",), ("NBK",), "sketches", (("order", Severity.INFO),), 19
            ),
        ),
        exclude=(("third_party/", "copied in"),),
        calls=found.calls,
        baseline="ci/baseline.json",
        fail_on="any",
        min_severity=Severity.LOW,
        min_confidence=Confidence.HIGH,
        named=found.named,
    )
    assert found == expected
    assert set(found.named) == {
        ("select #1", "inputs"),
        ("select #2", "ORD001"),
        ("ignore.untracked-input", "untracked-input"),
        ("severity.notebooks", "notebooks"),
        ("severity.MET001", "MET001"),
        ("overrides #1.ignore #1", "NBK"),
        ("overrides #1.severity.order", "order"),
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\n[[overrides]]\n{0}[[ overrides ]] # more\n{0}", (2, 5)),
        ("overrides = [{{ paths = ['a'], reason = 'b' }}]\n", (0,)),
        ('[[overrides]]\n{0}[ignore]\nINP001 = """\n[[overrides]]\n"""\n', (0,)),
    ],
)
def test_the_lines_of_overrides(write_tree: WriteTree, text: str, lines: tuple[int, ...]) -> None:
    body = "paths = ['a']\nreason = 'b'\n"
    found = load(write_tree({"mlaudit.toml": text.format(body)}))
    assert tuple(settings.line for settings in found.by_path) == lines
    table = text.replace("overrides", "tool.mlaudit.overrides").replace(
        "[ignore", "[tool.mlaudit.ignore"
    )
    other = load(write_tree({"b/pyproject.toml": table.format(body)}) / "b")
    assert tuple(settings.line for settings in other.by_path) == lines


def test_lists_do_where_no_reason_is_given(write_tree: WriteTree) -> None:
    found = load(write_tree({"mlaudit.toml": 'ignore = ["NBK"]\nexclude = ["old/"]\n'}))
    assert (found.ignore, found.exclude) == (("NBK",), (("old/", ""),))


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_named_with_file_and_key(
    write_tree: WriteTree, text: str, message: str
) -> None:
    (problem,) = _problems(write_tree({"mlaudit.toml": text}))
    assert problem.startswith("mlaudit.toml: ")
    assert message in problem


@pytest.mark.parametrize("path", ["../b.json", "/b.json", "a/../../b", "~/b", "C:\\b", ""])
def test_the_baseline_lies_in_the_project(write_tree: WriteTree, path: str) -> None:
    (problem,) = _problems(write_tree({"mlaudit.toml": f"baseline = '{path}'"}))
    assert "is not a path below the configuration's folder" in problem


@pytest.mark.parametrize("key", ["plugin", "plugins"])
def test_a_configuration_loads_no_code(write_tree: WriteTree, key: str) -> None:
    root = write_tree({"mlaudit.toml": f"{key} = ['ours.py']", "ours.py": "raise SystemExit"})
    (problem,) = _problems(root)
    assert "loads no code" in problem
    assert "--plugin FILE" in problem


def test_all_that_is_wrong_is_said_at_once(write_tree: WriteTree) -> None:
    text = '[tool.mlaudit]\nprofil = 1\nfail-on = "x"\n[[tool.mlaudit.overrides]]\n'
    found = _problems(write_tree({"pyproject.toml": text}))
    assert [problem.split(": ")[:2] for problem in found] == [
        ["pyproject.toml", "profil"],
        ["pyproject.toml", "fail-on"],
        ["pyproject.toml", "overrides #1.paths"],
        ["pyproject.toml", "overrides #1.reason"],
    ]


SCALARS = st.sampled_from(["", "strict", "INP", 0, 1.5, True, None, date(2026, 1, 1)]) | st.text()
VALUES = (
    SCALARS
    | st.lists(SCALARS)
    | st.dictionaries(st.text(), SCALARS)
    | st.lists(
        st.dictionaries(st.sampled_from(["paths", "reason", "name", "effect", "id"]), SCALARS)
    )
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([key.name for key in ROOT.keys]) | st.text(), VALUES))
def test_any_values_give_a_configuration_or_say_what_is_wrong(data: dict[str, object]) -> None:
    problems: tuple[Problem, ...] = ()
    path = ""
    try:
        path = read(Source("mlaudit.toml", None, data)).path
    except ConfigurationError as error:
        problems = error.problems
    assert bool(path) != bool(problems)
