"""Tests of GitHub Actions as declared steps."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command, Hole
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.github.file import PARSER
from mlaudit.parsers.yaml_data import read_yaml
from tests.parsers.ci.reading import commands

PATH = ".github/workflows/train.yml"


def parse(text: str, path: str = PATH) -> Facts:
    return PARSER.parse(path, textwrap.dedent(text).encode())


def jobs(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def triggers(on: str, condition: str = "") -> list[tuple[str, str, bool]]:
    text = f"on: {on}\njobs:\n  j:\n    {condition}\n    steps: []\n"
    (step,) = parse(text).steps
    return [(t.kind.value, t.detail, t.enabled) for t in step.triggers]


WORKFLOW = """\
    name: train
    on:
      push:
        branches: [main]
    env:
      DATA: data/raw
      TOKEN: ${{ secrets.TOKEN }}
    defaults:
      run:
        working-directory: ml
    jobs:
      train:
        runs-on: ubuntu-latest
        strategy:
          matrix:
            python: ["3.11"]
            seed: [1, 2]
        steps:
          - uses: actions/checkout@v4
            with: {lfs: true}
          - name: Train
            env:
              SEED: ${{ matrix.seed }}
            run: |
              python train.py --data ${{ env.DATA }} --py ${{ matrix.python }}
              dvc push -r ${{ inputs.remote }}
          - run: python eval.py
            working-directory: eval
          - uses: actions/upload-artifact@v4
            with:
              name: model-${{ matrix.seed }}
              path: |
                ml/model.pkl
                !ml/tmp
          - if: false
            run: echo never
          - shell: python
            run: print("x")
          - uses: ./.github/actions/notify
      deploy:
        needs: train
        environment: {name: production}
        steps:
          - uses: actions/download-artifact@v4
            with: {name: "model-${{ matrix.seed }}", path: out}
"""


def test_a_job_is_a_step_with_its_runs() -> None:
    train = jobs(WORKFLOW)["train"]
    assert (train.scope, train.group, train.place.line) == ("jobs.train", PATH, 12)
    assert train.environment == (("DATA", "data/raw"), ("TOKEN", ""))
    first, other, second, python, *actions = train.runs
    assert (first.environment, other.environment) == ((("SEED", "1"),), (("SEED", "2"),))
    assert (first.name, first.directory, second.directory) == ("Train", "ml", "eval")
    assert first.script is not None
    one, two = first.script.nodes
    assert isinstance(one, Command)
    assert isinstance(two, Command)
    assert [word.literal for word in one.words][2:] == ["--data", "data/raw", "--py", "3.11"]
    assert (one.line, two.line) == (25, 26)
    assert two.words[3].parts == (Hole("${{ inputs.remote }}"),)
    assert python.script is not None
    assert (python.script.nodes, python.script.problem) == ((), "not a POSIX shell")
    assert actions[0].step == ".github/actions/notify/action.yml"


def test_artifacts_are_exchanged() -> None:
    found = jobs(WORKFLOW)
    train, deploy = found["train"], found["deploy"]
    assert [(d.path, d.role) for d in train.writes] == [
        ("gha:train/model-1", "upload"),
        ("gha:train/model-2", "upload"),
    ]
    assert [(d.path, d.role) for d in train.reads] == [("ml/model.pkl", "upload")]
    assert [(d.path, d.role) for d in deploy.reads] == [("gha:train/model-{seed}", "download")]
    assert [(d.path, d.role) for d in deploy.writes] == [("out", "download")]


@pytest.mark.parametrize(
    ("line", "tolerated"),
    [
        ("", True),
        ("if-no-files-found: warn", True),
        ("if-no-files-found: ignore", True),
        ("if-no-files-found: error", False),
    ],
)
def test_an_upload_passes_over_missing_files_unless_told_to_fail(
    line: str, tolerated: bool
) -> None:
    text = (
        "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n"
        "      - uses: actions/upload-artifact@v4\n"
        f"        with:\n          path: a.csv\n          {line}\n"
    )
    (read,) = jobs(text)["t"].reads
    assert (read.path, read.tolerated) == ("a.csv", tolerated)


def test_a_download_without_path_unpacks_the_uploaded_file() -> None:
    found = jobs(
        """\
        on: push
        jobs:
          a:
            steps:
              - uses: actions/upload-artifact@v4
                with: {name: app, path: build/release.zip}
          b:
            needs: [a]
            steps:
              - uses: actions/download-artifact@v4
                with: {name: app}
        """
    )
    assert [d.path for d in found["b"].writes] == ["release.zip"]


def test_needs_gates_and_actions() -> None:
    found = jobs(WORKFLOW)
    assert found["deploy"].after == ("train",)
    assert [g.detail for g in found["deploy"].gates] == ["environment production"]
    assert found["train"].uses[0].name == "actions/checkout@v4"
    assert found["train"].uses[0].inputs == (("lfs", "true"),)


def test_events() -> None:
    assert triggers("push") == [("push", "", True)]
    assert triggers("[push, pull_request]") == [("push", "", True), ("pull-request", "", True)]
    assert triggers("{push: {tags: ['v*']}}") == [("tag", "v*", True)]
    assert triggers("{push: {tags: ['v*'], branches: [main]}}") == [
        ("tag", "v*", True),
        ("push", "main", True),
    ]
    assert triggers("{schedule: [{cron: '0 3 * * *'}, {cron: '5 5 * * 1'}]}") == [
        ("schedule", "0 3 * * *", True),
        ("schedule", "5 5 * * 1", True),
    ]
    assert triggers("{workflow_run: {workflows: [train]}, issue_comment: }") == [
        ("event", "workflow_run: train", True),
        ("event", "issue_comment", True),
    ]
    assert triggers("{workflow_call: , release: {types: [published]}}") == [
        ("call", "", True),
        ("release", "published", True),
    ]


@pytest.mark.parametrize(
    ("condition", "kinds"),
    [
        ("github.event_name == 'workflow_dispatch'", ["dispatch"]),
        ("${{ github.event_name != 'push' }}", ["dispatch", "pull-request"]),
        ("github.event_name == 'push' && github.ref == 'refs/heads/main'", ["push"]),
        ("github.event_name == 'push' || github.event_name == 'pull_request'", None),
        ("startsWith(github.ref, 'refs/tags/')", ["dispatch"]),
        ("needs.a.outputs.changed == 'true'", ["push", "dispatch", "pull-request"]),
    ],
)
def test_conditions_on_the_event(condition: str, kinds: list[str] | None) -> None:
    found = triggers("[push, workflow_dispatch, pull_request]", f'if: "{condition}"')
    assert [kind for kind, _, _ in found] == (kinds or ["push", "pull-request"])


def test_a_switched_off_job_keeps_disabled_triggers() -> None:
    assert triggers("push", "if: false") == [("push", "", False)]
    assert triggers("push", "if: ${{ false }}") == [("push", "", False)]


def test_inputs_of_a_dispatch() -> None:
    found = jobs(
        """\
        on:
          workflow_dispatch:
            inputs:
              tag: {required: true}
              epochs: {default: 5}
              note: {description: x}
              dry: {type: boolean, default: false}
        jobs: {j: {steps: [{run: x}]}}
        """
    )
    assert found["j"].inputs == (("tag", None), ("epochs", "5"), ("note", ""), ("dry", "false"))
    assert found["j"].triggers[0].kind == TriggerKind.DISPATCH


def test_what_stands_in_the_form_although_the_file_gives_no_default() -> None:
    found = jobs(
        """\
        on:
          workflow_dispatch:
            inputs:
              stage: {required: true, type: choice, options: [dev, prod]}
              dry: {required: true, type: boolean}
              none: {required: true, type: choice}
        jobs: {j: {steps: [{run: x}]}}
        """
    )
    assert found["j"].inputs == (("stage", "dev"), ("dry", "false"), ("none", None))


def test_reusable_workflows() -> None:
    found = jobs(
        """\
        on: push
        jobs:
          a: {uses: ./.github/workflows/train.yml}
          b: {uses: org/repo/.github/workflows/x.yml@v1, with: {n: 1}}
        """
    )
    assert found["a"].runs[0].step == ".github/workflows/train.yml"
    assert (found["b"].uses[0].name, found["b"].uses[0].inputs) == (
        "org/repo/.github/workflows/x.yml@v1",
        (("n", "1"),),
    )


def test_composite_actions() -> None:
    text = """\
        runs:
          using: composite
          steps:
            - run: python ${{ inputs.script }}
              shell: bash
        """
    (step,) = parse(text, ".github/actions/x/action.yml").steps
    assert [t.kind for t in step.triggers] == [TriggerKind.CALL]
    assert step.runs[0].script is not None
    assert parse("runs: {using: node20}", "action.yml").steps == ()


def followed(on: str, other: str = "name: Train the model") -> dict[str, tuple[str, ...]]:
    """What the jobs of a workflow come after that starts when another one is done."""
    text = f"on: {on}\njobs: {{a: {{steps: []}}, b: {{needs: a, steps: []}}}}"
    before = f"{other}\njobs: {{x: {{}}, y: {{needs: x}}}}"
    files = {".github/workflows/train-the-model.yaml": read_yaml(before)[0]}
    assert PARSER.complete is not None
    facts = PARSER.complete(parse(text), files.get)
    return {step.name: step.after for step in facts.steps}


def test_a_workflow_comes_after_the_one_that_starts_it() -> None:
    run = "{workflow_run: {workflows: [Train the model, Nothing]}, workflow_dispatch: }"
    last = ".github/workflows/train-the-model.yaml:y"
    assert followed(run) == {"a": (last,), "b": ("a",)}
    assert followed(run, "name: another")["a"] == ()
    assert followed(run.replace("workflow_dispatch", "push"))["a"] == ()


def test_broken_workflows_are_problems() -> None:
    assert parse("on: push\njobs: [a\n").problems
    assert parse("a: b\n").problems[0].reason == "a workflow without jobs"


@given(st.binary(max_size=120))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(PARSER.parse(PATH, data), Facts)


KEYS = (
    *("on", "jobs", "steps", "run", "uses", "with", "env", "if", "push", "tags", "needs"),
    *("strategy", "matrix", "include", "environment", "schedule", "cron", "container"),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["x", "${{ env.A }}", "./a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_workflow_like_data_gives_facts(value: object) -> None:
    import json

    text = json.dumps({"on": value, "env": value, "jobs": {"a": value, "b": {"steps": [value]}}})
    assert isinstance(PARSER.parse(PATH, text.encode()), Facts)


@pytest.mark.parametrize(
    ("action", "key"),
    [("azure/CLI@v2", "inlineScript"), ("nick-fields/retry@v3", "command")],
)
def test_code_that_an_action_is_handed_runs(action: str, key: str) -> None:
    text = (
        "on: push\njobs:\n  j:\n    env: {OUT: models}\n    steps:\n"
        f"      - uses: {action}\n        with:\n          {key}: |\n"
        "            python train.py ${{ env.OUT }}\n"
    )
    assert commands(jobs(text)["j"]) == ["python train.py models"]


def test_other_inputs_are_no_code() -> None:
    text = "on: push\njobs:\n  j:\n    steps:\n      - {uses: a/b@v1, with: {run: python x.py}}\n"
    assert commands(jobs(text)["j"]) == []


def test_services_run_beside_their_job() -> None:
    found = jobs(
        """\
        on: push
        jobs:
          fit:
            services:
              store: {image: "postgres:16"}
              cache: redis:latest
              nothing: {ports: [80]}
            steps: []
        """
    )
    kinds = {name: (step.kind.value, step.image) for name, step in found.items()}
    assert kinds == {
        "fit.store": ("container-service", "postgres:16"),
        "fit.cache": ("container-service", "redis:latest"),
        "fit": ("github-job", None),
    }
    assert [run.step for run in found["fit"].runs] == ["fit.store", "fit.cache"]
