"""Tests of CircleCI as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.ci.circleci.file import PARSER
from tests.parsers.ci.reading import commands, gates, reads, starts, writes

PATH = ".circleci/config.yml"


def parse(text: str, path: str = PATH) -> Facts:
    return PARSER.parse(path, textwrap.dedent(text).encode())


def jobs(text: str, path: str = PATH) -> dict[str, DeclaredStep]:
    facts = parse(text, path)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def start(workflow: str, entry: str = "", top: str = "", path: str = PATH) -> list[str]:
    """What starts the one job of a workflow."""
    text = f"{top}\njobs: {{a: {{steps: [run: x]}}}}\nworkflows:\n  w:\n    jobs:\n"
    text += f"      - a: {{{entry}}}\n{textwrap.indent(workflow, '    ')}\n"
    return starts(jobs(text, path)["a"])


def test_claims_the_files_of_the_folder() -> None:
    assert PARSER.claims(".circleci/config.yml")
    assert PARSER.claims("ml/.circleci/continue_config.yaml")
    assert not PARSER.claims("config.yml")


def test_commands_and_executors_are_expanded_with_their_parameters() -> None:
    found = jobs(
        """\
        parameters: {bucket: {type: string, default: b}}
        executors:
          small:
            parameters: {tag: {default: "3.11"}}
            docker: [{image: "python:<< parameters.tag >>", environment: {A: "1"}}]
            environment: {B: << pipeline.id >>}
        commands:
          fit:
            parameters: {file: {type: string}, extra: {type: steps, default: []}}
            steps:
              - run: python << parameters.file >> > << pipeline.parameters.bucket >>.txt
              - steps
              - when: {condition: << parameters.extra >>, steps: << parameters.extra >>}
        jobs:
          train:
            executor: {name: small, tag: "3.12"}
            environment: {C: c}
            working_directory: ~/repo
            steps:
              - checkout
              - fit: {file: train.py, extra: [run: echo done]}
              - run: {command: ls, working_directory: ml, name: Look, environment: {D: d}}
              - run: {command: never, when: on_fail}
              - run: {command: print(1), shell: python}
              - my/notify: {channel: "#ml"}
        workflows: {w: {jobs: [train]}}
        """
    )
    train = found["train"]
    assert commands(train) == ["python train.py", "echo done", "ls"]
    assert (train.image, train.group) == ("python:3.12", f"{PATH}#w")
    assert train.environment == (("A", "1"), ("B", ""), ("C", "c"))
    assert [run.directory for run in train.runs] == [".", ".", "ml", "."]
    assert train.runs[2].environment == (("D", "d"),)
    assert [(use.name, use.inputs) for use in train.uses] == [("my/notify", (("channel", "#ml"),))]


def test_references_without_a_value_are_holes() -> None:
    found = jobs(
        """\
        jobs: {a: {steps: [run: "python a.py << pipeline.number >> \\\\<< x"]}}
        workflows: {w: {jobs: [a]}}
        """
    )
    assert commands(found["a"])[0].startswith("python a.py ?")


def test_steps_whose_condition_fails_are_left_out() -> None:
    found = jobs(
        """\
        jobs:
          a:
            parameters: {deep: {type: boolean, default: false}}
            steps:
              - when: {condition: << parameters.deep >>, steps: [run: deep]}
              - unless: {condition: << parameters.deep >>, steps: [run: flat]}
              - when: {condition: {equal: [x, << pipeline.git.branch >>]}, steps: [run: perhaps]}
              - when: {condition: {or: [{not: true}, false]}, steps: [run: never]}
        workflows: {w: {jobs: [a]}}
        """
    )
    assert commands(found["a"]) == ["flat", "perhaps"]


def test_a_matrix_makes_a_job_for_each_combination() -> None:
    found = jobs(
        """\
        jobs: {fit: {parameters: {n: {type: integer}, m: {}}, steps: [run: fit << parameters.n >>]},
               end: {steps: [run: x]}}
        workflows:
          w:
            jobs:
              - fit: {matrix: {parameters: {n: [1, 2], m: [a]}}}
              - end: {requires: [fit]}
              - fit: {name: single, n: 3, requires: [fit-1-a]}
        """
    )
    assert list(found) == ["fit-1-a", "fit-2-a", "end", "single"]
    assert commands(found["fit-2-a"]) == ["fit 2"]
    assert found["end"].after == ("fit-1-a", "fit-2-a")
    assert found["single"].after == ("fit-1-a",)


def test_approvals_are_gates_and_all_behind_them_wait_for_a_person() -> None:
    found = jobs(
        """\
        jobs: {a: {steps: [run: x]}, b: {steps: [run: x]}, c: {steps: [run: x]}}
        workflows:
          w:
            jobs:
              - a
              - hold: {type: approval, requires: [a]}
              - b: {requires: [hold]}
              - c: {requires: [b]}
        """
    )
    assert [found[name].after for name in "abc"] == [(), ("a",), ("b",)]
    assert [gates(found[name]) for name in "abc"] == [[], ["approval hold"], []]
    assert [starts(found[name]) for name in "abc"] == [
        ["push"],
        ["person approval"],
        ["person approval"],
    ]


PARAMETERS = "parameters: {go: {default: false}, n: {type: string}}"
NIGHTLY = "when: {equal: [scheduled_pipeline, << pipeline.trigger_source >>]}"


@pytest.mark.parametrize(
    ("workflow", "entry", "top", "expected"),
    [
        ("", "", "", ["push"]),
        ("", "filters: {branches: {only: [main, dev]}}", "", ["push main, dev"]),
        ("", "filters: {tags: {only: /v.*/}}", "", ["push", "tag /v.*/"]),
        ("", "filters: {tags: {only: v1}, branches: {ignore: /.*/}}", "", ["tag v1"]),
        ("triggers: [schedule: {cron: 1 * * * *}]", "", "", ["schedule 1 * * * *"]),
        ("when: << pipeline.parameters.go >>", "", PARAMETERS, ["dispatch"]),
        ("unless: << pipeline.parameters.go >>", "", PARAMETERS, ["push"]),
        ("when: {equal: [x, << pipeline.git.branch >>]}", "", "", ["push"]),
        (NIGHTLY, "", "", ["schedule"]),
        ("when: pipeline.git.branch == 'main'", "", "", ["push"]),
        ("when: false", "", "", ["push off"]),
    ],
)
def test_what_starts_a_job(workflow: str, entry: str, top: str, expected: list[str]) -> None:
    assert start(workflow, entry, top) == expected


def test_parameters_are_asked_for_at_a_dispatch_and_open_where_another_file_sets_them() -> None:
    text = f"{PARAMETERS}\njobs: {{a: {{steps: [run: x]}}}}\n"
    text += "workflows: {w: {when: << pipeline.parameters.go >>, jobs: [a]}}"
    assert jobs(text)["a"].inputs == (("go", "false"), ("n", None))
    assert starts(jobs(text, ".circleci/continue_config.yml")["a"]) == ["push"]


def test_workspaces_hand_files_to_later_jobs() -> None:
    found = jobs(
        """\
        jobs:
          a:
            working_directory: ~/repo
            steps:
              - run: make
              - persist_to_workspace: {root: out, paths: [m.bin, .]}
              - store_artifacts: {path: ~/repo/log.txt}
          b: {steps: [run: x, attach_workspace: {at: in}]}
          c: {steps: [run: x, attach_workspace: {at: ~/project/out}, persist_to_workspace:
              {root: out, paths: [m.bin]}]}
          d: {steps: [attach_workspace: {at: .}, run: x]}
        workflows: {w: {jobs: [a, b: {requires: [a]}, c: {requires: [a]}, d: {requires: []}]}}
        """
    )
    assert reads(found["a"]) == ["log.txt", "out/m.bin"]
    assert writes(found["a"]) == ["workspace:w/out/m.bin"]
    assert found["a"].declares_more
    assert (reads(found["b"]), writes(found["b"])) == (["workspace:w/out/m.bin"], ["in/m.bin"])
    assert writes(found["c"]) == ["out/m.bin"]
    assert (reads(found["d"]), writes(found["d"])) == ([], [])


def test_jobs_of_orbs_are_known_by_their_name_alone() -> None:
    found = jobs(
        "workflows: {w: {jobs: [py/test: {context: c, version: '3', pre-steps: [run: x]}]}}"
    )
    assert commands(found["py/test"]) == ["x"]
    assert [(use.name, use.inputs) for use in found["py/test"].uses] == [
        ("py/test", (("version", "3"),))
    ]


def test_without_workflows_the_job_build_runs() -> None:
    found = jobs("jobs: {build: {steps: [run: make]}, other: {steps: [run: x]}}")
    assert {name: starts(step) for name, step in found.items()} == {"build": ["push"]}


def test_commands_that_use_each_other_end() -> None:
    text = "commands: {c: {steps: [run: x, c]}}\njobs: {build: {steps: [c]}}"
    assert commands(jobs(text)["build"])[:2] == ["x", "x"]


@pytest.mark.parametrize("text", ["", "[]", "jobs: 3", "workflows: {w: {jobs: x}}"])
def test_files_without_jobs(text: str) -> None:
    assert jobs(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("jobs:\n  a: [\n").problems
    assert (problem.place.path, problem.whole, problem.place.line > 0) == (PATH, True, True)


KEYS = (
    *("a", "steps", "run", "command", "when", "condition", "requires", "type", "matrix", "at"),
    *("parameters", "default", "executor", "docker", "image", "filters", "branches", "only"),
    *("persist_to_workspace", "attach_workspace", "root", "paths", "triggers", "equal"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "approval", "<< parameters.a >>", "<<", "x/y")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES, VALUES, VALUES)
def test_any_data_gives_facts(job: object, uses: object, top: object) -> None:
    root = {"jobs": {"a": job}, "commands": {"a": job}, "executors": {"a": top}}
    whole = {**root, "workflows": {"w": {"jobs": [{"a": uses}], "when": top}}, "parameters": top}
    assert PARSER.parse(PATH, json.dumps(whole).encode()).path == PATH
    assert PARSER.parse(PATH, json.dumps(top).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
