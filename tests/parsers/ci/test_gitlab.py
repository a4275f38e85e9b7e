"""Tests of GitLab CI as declared steps."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command
from mlaudit.parsers.ci.gitlab.conditions import Known, Unknown, holds
from mlaudit.parsers.ci.gitlab.file import PARSER
from mlaudit.parsers.yaml_data import read_yaml

PATH = ".gitlab-ci.yml"


def parse(text: str, path: str = PATH) -> Facts:
    return PARSER.parse(path, textwrap.dedent(text).encode())


def jobs(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def commands(step: DeclaredStep) -> list[list[tuple[str, int]]]:
    return [
        [
            (" ".join(str(word.literal) for word in node.words), node.line)
            for node in run.script.nodes
            if isinstance(node, Command)
        ]
        for run in step.runs
        if run.script is not None
    ]


def starts(job: str, top: str = "") -> list[str]:
    text = f"{textwrap.dedent(top)}\nj:\n  script: make\n{textwrap.indent(job, '  ')}\n"
    (step,) = parse(text).steps
    return [
        f"{t.kind.value} {t.detail}".strip() + ("" if t.enabled else " off") for t in step.triggers
    ]


def test_claims_the_files_that_gitlab_reads() -> None:
    assert PARSER.claims(".gitlab-ci.yml")
    assert PARSER.claims("ci/train.gitlab-ci.yml")
    assert not PARSER.claims("ci/train.yml")


def test_templates_are_merged_deeply_and_are_no_jobs() -> None:
    found = jobs(
        """\
        .base:
          variables: {A: low, B: low}
          script: echo base
        .other:
          extends: .base
          variables: {B: high}
        job:
          extends: [.base, .other]
          variables: {C: own}
        """
    )
    assert list(found) == ["job"]
    assert found["job"].environment == (("A", "low"), ("B", "high"), ("C", "own"))
    assert commands(found["job"]) == [[("echo base", 3)]]


def test_templates_that_extend_each_other_end() -> None:
    found = jobs("a: {extends: b, script: x}\nb: {extends: a, image: i}\n")
    assert found["a"].image == "i"


def test_scripts_keep_their_lines_and_the_last_has_a_shell_of_its_own() -> None:
    found = jobs(
        """\
        default:
          before_script:
            - cd ml
        .setup:
          script: [pip install x]
        train:
          script:
            - !reference [.setup, script]
            - |
              python a.py
              python b.py
            - [python c.py]
          after_script: [python d.py]
        """
    )
    first, last = commands(found["train"])
    assert first == [
        ("cd ml", 3),
        ("pip install x", 5),
        ("python a.py", 10),
        ("python b.py", 11),
        ("python c.py", 12),
    ]
    assert last == [("python d.py", 13)]


def test_references_into_other_files_are_no_commands() -> None:
    found = jobs("a:\n  script:\n    - !reference [.elsewhere, script]\n    - make\n")
    assert commands(found["a"]) == [[("make", 4)]]


def test_refused_defaults_are_not_inherited() -> None:
    text = "default: {image: big}\na: {script: x, inherit: {default: false}}\nb: {script: x}\n"
    found = jobs(text)
    assert (found["a"].image, found["b"].image) == (None, "big")


ORDERED = """\
    stages: [get, fit, ship]
    get: {stage: get, script: x, artifacts: {paths: [data/]}}
    look: {stage: get, script: x, artifacts: {paths: [$OUT/all.txt, $ALL]}}
    fit: {stage: fit, script: x, needs: [{job: get, artifacts: false}, look]}
    free: {stage: fit, script: x, needs: []}
    ship: {stage: ship, script: x, dependencies: [get]}
    call: {stage: ship, trigger: {include: [{local: /ml/child.gitlab-ci.yml}]}}
    late: {stage: .post, script: x, cache: {paths: [c]}}
    """


def test_order_of_stages_and_needs() -> None:
    found = jobs(ORDERED)
    after = {name: step.after for name, step in found.items()}
    assert after["get"] == after["look"] == after["free"] == ()
    assert after["fit"] == ("get", "look")
    assert after["ship"] == ("get", "look", "fit", "free")
    assert after["late"] == ("get", "look", "fit", "free", "ship", "call")


def test_artifacts_are_handed_to_the_jobs_that_take_them() -> None:
    found = jobs(ORDERED)
    assert [w.path for w in found["look"].writes] == ["{OUT}/all.txt"]
    assert found["look"].declares_more
    reads = {name: [r.path for r in step.reads] for name, step in found.items()}
    assert reads["fit"] == ["{OUT}/all.txt"]
    assert reads["free"] == reads["get"] == reads["call"] == []
    assert reads["ship"] == ["data"]
    assert reads["late"] == ["data", "{OUT}/all.txt"]
    assert found["late"].writes == ()


def test_child_pipelines_are_started() -> None:
    assert [run.step for run in jobs(ORDERED)["call"].runs] == ["ml/child.gitlab-ci.yml"]
    other = jobs("a: {trigger: group/project}\nb: {trigger: {include: [{artifact: x, job: y}]}}")
    assert [use.name for use in other["a"].uses] == ["trigger group/project"]
    assert other["b"].runs == ()


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ("", ["push"]),
        ("when: never", ["push off"]),
        ("when: delayed\nstart_in: 1 day", ["push"]),
        ("when: manual", ["person manual"]),
        ("only: [main, tags, schedules]", ["push main", "tag", "schedule"]),
        ("only: {refs: [merge_requests, web]}", ["pull-request", "dispatch"]),
        ("except: [branches]", ["push off"]),
        ("except: [tags]", ["push"]),
        ("only: {changes: [a.py]}", ["push"]),
        ("rules: [{when: never}]", ["push off"]),
        ("rules: [{changes: [a.py], when: never}, {when: always}]", ["push"]),
        ("rules: [{if: $CI_COMMIT_TAG}]", ["tag"]),
        ("rules: [{if: $CI_COMMIT_TAG, when: never}, {when: manual}]", ["person manual"]),
        ("rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}]", ["push main"]),
        ("rules: [{if: '$CI_PIPELINE_SOURCE == \"trigger\"'}]", ["event trigger"]),
        ("rules: [{if: '$CI_PIPELINE_SOURCE =~ /^(web|schedule)$/'}]", ["dispatch", "schedule"]),
        ("rules: [{if: $CI_MERGE_REQUEST_IID}]", ["pull-request"]),
    ],
)
def test_what_starts_a_job(job: str, expected: list[str]) -> None:
    assert starts(job) == expected


def test_the_workflow_limits_all_jobs() -> None:
    top = """\
        workflow:
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule"
            - if: $CI_COMMIT_BRANCH == "main"
        """
    assert starts("", top) == ["push main", "schedule"]
    assert starts("rules: [{if: $CI_COMMIT_TAG}]", top) == ["push off"]


def test_a_switch_that_is_off_by_default_needs_another_start() -> None:
    rule = "rules: [{if: '$TRAIN == \"yes\"'}]"
    assert starts(rule, "variables: {TRAIN: 'no'}") == ["push off"]
    assert starts(rule, "variables: {TRAIN: 'yes'}") == ["push"]


def test_gates_are_manual_starts_but_not_those_that_stop_an_environment() -> None:
    found = jobs(
        """\
        ship: {script: x, when: manual, environment: production}
        rule: {script: x, rules: [{when: manual}]}
        stop: {script: x, when: manual, environment: {name: production, action: stop}}
        auto: {script: x, environment: production}
        """
    )
    gates = {name: [gate.detail for gate in step.gates] for name, step in found.items()}
    assert gates == {
        "ship": ["manual start, environment production"],
        "rule": ["manual start"],
        "stop": [],
        "auto": [],
    }


def test_prefilled_variables_are_asked_for_where_a_person_starts_the_job() -> None:
    top = "variables: {DAY: {value: today, description: d}, X: 1}"
    rule = "a: {script: x, rules: [{if: '$CI_PIPELINE_SOURCE == \"web\"'}]}"
    found = jobs(f"{top}\n{rule}\nb: {{script: x}}\n")
    assert found["a"].inputs == (("DAY", "today"),)
    assert found["b"].inputs == ()


def together(root: str, **others: str) -> dict[str, DeclaredStep]:
    """The jobs of a pipeline; other files stand in the folder `ci`."""
    texts = {PATH: root, **{f"ci/{name}.yml": text for name, text in others.items()}}
    files = {path: read_yaml(textwrap.dedent(text))[0] for path, text in texts.items()}
    assert PARSER.complete is not None
    return {step.name: step for step in PARSER.complete(parse(root), files.get).steps}


def test_files_that_are_called_start_by_a_call() -> None:
    facts = parse("a: {script: x}", "ci/a.gitlab-ci.yml")
    assert [t.kind.value for t in facts.steps[0].triggers] == ["call"]
    assert PARSER.complete is not None
    assert PARSER.complete(facts, lambda _: None) == facts


def test_the_first_file_has_the_jobs_of_those_that_it_takes_in() -> None:
    facts = parse("a: {script: x}", "ci/a.gitlab-ci.yml")
    files = {PATH: read_yaml("include: /ci/a.gitlab-ci.yml")[0], facts.path: facts.data}
    assert PARSER.complete is not None
    assert PARSER.complete(facts, files.get).steps == ()
    (step,) = PARSER.complete(parse("include: /ci/a.gitlab-ci.yml"), files.get).steps
    assert (step.name, step.place.path, step.place.line) == ("a", "ci/a.gitlab-ci.yml", 1)
    assert [t.kind.value for t in step.triggers] == ["push"]


def test_templates_defaults_and_stages_of_other_files_count() -> None:
    found = together(
        """\
        include: [{local: /ci/base.yml}, {project: g/p, file: x.yml}, {local: "ci/*.yml"}]
        stages: [get, fit]
        get: {extends: .python, stage: get, script: get}
        fit: {image: own}
        """,
        base="""\
            include: ci/deeper.yml
            default: {before_script: [setup]}
            variables: {A: "1"}
            fit: {stage: fit, script: fit, image: other}
            """,
        deeper="""\
            include: ci/base.yml
            .python: {image: python:3.12, rules: [{if: $CI_COMMIT_TAG}]}
            late: {stage: .post, script: late}
            """,
    )
    assert sorted(found) == ["fit", "get", "late"]
    assert commands(found["get"]) == [[("setup", 1), ("get", 3)]]
    assert (found["get"].image, found["fit"].image) == ("python:3.12", "own")
    assert [t.kind.value for t in found["get"].triggers] == ["tag"]
    assert found["get"].environment == (("A", "1"),)
    assert [found[name].place.path for name in sorted(found)] == [PATH, PATH, "ci/deeper.yml"]
    assert found["fit"].after == ("get",)
    assert found["late"].after == (f"{PATH}:fit", f"{PATH}:get")


def test_the_header_of_inputs_is_skipped() -> None:
    text = "spec: {inputs: {d: {}}}\n---\na:\n"
    text += "  script: x\n  artifacts:\n    paths:\n      - o/$[[ inputs.d ]]/m"
    assert [w.path for w in jobs(text)["a"].writes] == ["o/{d}/m"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('$A == "x"', True),
        ('$A != "x" || $B', None),
        ('$A == "y" && $B', False),
        ("$N", False),
        ("$G && $N == null", True),
        ('($A == "y" || $G) && $A =~ /^x$/', True),
        ("$A !~ /.*x/", None),
        ("((", None),
    ],
)
def test_conditions(text: str, expected: bool | None) -> None:
    values: dict[str, Known | Unknown] = {
        "A": Known("x"),
        "N": Known(None),
        "G": Unknown(given=True),
    }
    assert holds(text, values) is expected


@pytest.mark.parametrize("text", ["", "[]", "a: 1", "a: [script]", "stages: 3\nrules: []"])
def test_files_without_jobs(text: str) -> None:
    assert jobs(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("a:\n  script: [\n").problems
    assert (problem.place.path, problem.whole) == (PATH, True)
    assert problem.place.line > 0


KEYS = ("a", ".t", "script", "rules", "if", "when", "needs", "job", "extends", "stage", "stages")
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", ".t", "manual", "$A == (", "x")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_data_gives_facts(value: object) -> None:
    import json

    assert PARSER.parse(PATH, json.dumps(value).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
