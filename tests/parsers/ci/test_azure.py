"""Tests of Azure Pipelines as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.ci.azure.conditions import holds
from mlaudit.parsers.ci.azure.file import PARSER
from mlaudit.parsers.ci.azure.variables import to_shell
from mlaudit.parsers.yaml_data import read_yaml
from tests.parsers.ci.reading import commands, gates, reads, starts, writes

PATH = "azure-pipelines.yml"


def parse(text: str, path: str = PATH) -> Facts:
    return PARSER.parse(path, textwrap.dedent(text).encode())


def jobs(text: str, **templates: str) -> dict[str, DeclaredStep]:
    """The jobs of a pipeline; templates stand in the folder `t`."""
    facts = parse(text)
    assert facts.problems == ()
    files: dict[str, Data | None] = {
        f"t/{name}.yml": read_yaml(textwrap.dedent(inner))[0] for name, inner in templates.items()
    }
    assert PARSER.complete is not None
    return {step.name: step for step in PARSER.complete(facts, files.get).steps}


def start(top: str, job: str = "") -> list[str]:
    (step,) = jobs(f"{top}\njobs:\n- job: a\n  {job}\n  steps: [script: x]\n").values()
    return starts(step)


@pytest.mark.parametrize(
    ("path", "claimed"),
    [
        ("azure-pipelines.yml", True),
        ("ml/azure-pipelines-train.yaml", True),
        (".azure-pipelines/train.yml", True),
        (".pipelines/ci/train.yml", True),
        ("mlops/devops-pipelines/train.yml", True),
        ("pipelines/train.yml", False),
        ("azure-pipelines/train.py", False),
    ],
)
def test_claims(path: str, claimed: bool) -> None:
    assert PARSER.claims(path) is claimed


def test_steps_and_tasks_become_commands() -> None:
    found = jobs(
        """\
        pool: {vmImage: ubuntu-latest}
        variables: {out: models, later: "$[ x ]"}
        steps:
          - script: python a.py --out $(out) --key $(SECRET) --day $(date +%F)
          - bash: |
              cat $(Pipeline.Workspace)/m/x.csv
            workingDirectory: $(Build.SourcesDirectory)/ml
            displayName: Look
            env: {A: b, K: $(key)}
          - task: Bash@3
            inputs: {targetType: inline, script: echo inline}
          - task: Bash@3
            inputs: {filePath: run.sh, arguments: -x}
          - task: AzureCLI@2
            inputs: {scriptType: bash, scriptLocation: inlineScript, inlineScript: az ml x, cwd: d}
          - task: PythonScript@0
            inputs: {scriptSource: filePath, scriptPath: b.py, arguments: --n 3}
          - task: Docker@2
            inputs: {command: buildAndPush, repository: r, dockerfile: d/Dockerfile, tags: v1}
          - pwsh: never
          - script: never
            condition: failed()
          - script: never
            enabled: false
        """
    )
    job = found["job"]
    assert commands(job) == [
        "python a.py --out models --key ? --day ?",
        "cat ../../m/x.csv",
        "echo inline",
        "bash run.sh -x",
        "az ml x",
        "python b.py --n 3",
        "docker build -f d/Dockerfile -t r:v1 d",
        "docker push r:v1",
    ]
    assert [run.directory for run in job.runs[:2]] == [".", "ml"]
    assert job.runs[1].environment == (("A", "b"), ("K", ""))
    assert job.runs[4].directory == "d"
    assert job.environment == (("OUT", "models"), ("LATER", ""))
    assert job.runs[-1].script is not None
    assert job.runs[-1].script.problem == "not a POSIX shell"


def test_scripts_on_windows_are_for_another_shell() -> None:
    code = "[script: 'py src\\a.py', bash: ls, script: 'if x y']"
    found = jobs(f"pool: {{vmImage: windows-latest}}\nsteps: {code}")
    assert commands(found["job"]) == ["py src/a.py", "ls"]
    assert found["job"].runs[2].script is not None
    assert found["job"].runs[2].script.problem == "not a POSIX shell"


def test_folders_of_the_agent_are_holes_where_the_code_changes_its_directory() -> None:
    assert to_shell("ls $(Agent.BuildDirectory)", {}, "a/b") == "ls ../../.."
    assert to_shell("cd x; ls $(Agent.BuildDirectory)", {}, ".").endswith(
        "{{ Agent.BuildDirectory }}"
    )


STAGES = """\
    trigger: [main]
    stages:
      - stage: A
        jobs:
          - job: one
            steps: [script: x]
          - job: two
            dependsOn: one
            steps: [script: x]
      - stage: B
        jobs: [{job: one, steps: [script: x]}]
      - stage: C
        dependsOn: A
        jobs: [{job: three, steps: [script: x]}]
      - stage: D
        dependsOn: []
        jobs: [{job: four, steps: [script: x]}]
    """


def test_stages_follow_each_other_unless_they_say_otherwise() -> None:
    found = jobs(STAGES)
    assert {name: step.after for name, step in found.items()} == {
        "A.one": (),
        "A.two": ("A.one",),
        "B.one": ("A.one", "A.two"),
        "C.three": ("A.one", "A.two"),
        "D.four": (),
    }


def test_a_manual_validation_is_a_gate_and_all_behind_it_wait() -> None:
    found = jobs(
        """\
        trigger: [main]
        jobs:
          - job: a
            steps: [script: x]
          - job: ask
            dependsOn: a
            pool: server
            steps: [task: ManualValidation@1]
          - deployment: b
            dependsOn: ask
            environment: {name: production.web}
            strategy:
              runOnce:
                deploy: {steps: [script: deploy]}
                on: {success: {steps: [script: tell]}, failure: {steps: [script: cry]}}
          - job: c
            dependsOn: b
            steps: [script: x]
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "a": (),
        "b": ("a",),
        "c": ("b",),
    }
    assert gates(found["b"]) == ["manual validation", "environment production"]
    assert [starts(found[name]) for name in "abc"] == [
        ["push main"],
        ["person approval"],
        ["person approval"],
    ]
    assert commands(found["b"]) == ["deploy", "tell"]


@pytest.mark.parametrize(
    ("top", "job", "expected"),
    [
        ("pool: x", "", ["push"]),
        ("trigger: none", "", ["dispatch"]),
        ("trigger: [none]\npr: [main]", "", ["pull-request main"]),
        ("trigger: {tags: {include: [v*]}}", "", ["tag v*"]),
        ("trigger: none\nschedules: [{cron: 1 1 * * *}]", "", ["schedule 1 1 * * *"]),
        (
            "trigger: none\nresources: {pipelines: [{pipeline: p, source: s, trigger: true}]}",
            "",
            ["event pipeline: s"],
        ),
        (
            "trigger: [main]\nschedules: [{cron: 1}]",
            "condition: eq(variables['Build.Reason'], 'Schedule')",
            ["schedule 1"],
        ),
        (
            "trigger: [main]\npr: [main]",
            "condition: and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))",
            ["push main"],
        ),
        (
            "trigger: {branches: {include: [main]}, tags: {include: [v1]}}",
            "condition: startsWith(variables['Build.SourceBranch'], 'refs/tags/')",
            ["tag v1"],
        ),
        ("pr: none", "condition: eq(variables['Build.Reason'], 'Manual')", ["dispatch"]),
        ("trigger: [main]", "condition: failed()", ["push main"]),
        ("trigger: [main]", "condition: false", ["push main off"]),
    ],
)
def test_what_starts_a_job(top: str, job: str, expected: list[str]) -> None:
    assert start(top, job) == expected


def test_parameters_are_asked_for_where_only_a_person_starts_it() -> None:
    top = "trigger: none\nparameters: [{name: n}, {name: m, default: 3}, {name: f, default: false}]"
    (step,) = jobs(f"{top}\nsteps: [script: x]").values()
    assert step.inputs == (("n", None), ("m", "3"), ("f", "false"))


def test_templates_are_taken_in_with_their_parameters() -> None:
    found = jobs(
        """\
        trigger: [main]
        variables: [{template: t/names.yml}, {name: own, value: o}]
        jobs:
          - template: t/job.yml
            parameters: {names: [a, b], deep: true}
          - template: elsewhere.yml@other
        """,
        names="variables: {shared: s}",
        job="""\
            parameters: [{name: names, type: object}, {name: deep, default: false}]
            jobs:
              - ${{ each name in parameters.names }}:
                  - job: fit_${{ name }}
                    steps:
                      - template: step.yml
                        parameters: {what: "${{ name }}"}
                      - ${{ if eq(parameters.deep, true) }}:
                          - script: deep
                      - ${{ else }}:
                          - script: flat
            """,
        step="""\
            parameters: {what: none}
            steps:
              - script: fit ${{ parameters.what }} $(shared) ${{ variables.own }}
            """,
    )
    assert list(found) == ["fit_a", "fit_b"]
    assert commands(found["fit_b"]) == ["fit b s o", "deep"]
    assert (found["fit_b"].place.path, found["fit_b"].place.line) == (PATH, 4)
    assert [run.place.path for run in found["fit_b"].runs] == ["t/step.yml", "t/job.yml"]


def test_what_extends_a_template_has_its_jobs() -> None:
    found = jobs("trigger: [main]\nextends: {template: t/base.yml}", base="steps: [script: x]")
    assert commands(found["job"]) == ["x"]


def test_templates_that_take_in_each_other_end() -> None:
    found = jobs(
        "steps: [template: t/a.yml]", a="steps: [template: b.yml]", b="steps: [template: a.yml]"
    )
    assert commands(found["job"]) == []


def test_templates_themselves_are_no_pipelines() -> None:
    assert parse("steps: [script: x]", ".pipelines/lint.yml").steps == ()
    assert parse("parameters: {a: b}\njobs: [{job: a}]", ".pipelines/lint.yml").steps == ()


ARTIFACTS = """\
    trigger: [main]
    jobs:
      - job: a
        steps:
          - task: CopyFiles@2
            inputs:
              SourceFolder: out
              Contents: |
                *.bin
                !x
              TargetFolder: $(Build.ArtifactStagingDirectory)
          - publish: out
            artifact: folder
          - task: PublishBuildArtifacts@1
            inputs: {PathtoPublish: m.bin, ArtifactName: one}
          - publish: $(Build.SourcesDirectory)
      - job: b
        dependsOn: a
        steps:
          - download: current
            artifact: one
          - task: DownloadPipelineArtifact@2
            inputs: {artifact: folder, path: $(Build.SourcesDirectory)/in}
      - job: c
        steps: [download: current]
    """


def test_artifacts_are_exchanged() -> None:
    found = jobs(ARTIFACTS)
    name = "workspace:azure-pipelines"
    assert reads(found["a"]) == ["out/*.bin", "out", "m.bin"]
    assert writes(found["a"]) == ["../a/*.bin", f"{name}/folder", f"{name}/one/m.bin"]
    assert reads(found["b"]) == [f"{name}/one/m.bin", f"{name}/folder"]
    assert writes(found["b"]) == ["../one/m.bin", "in"]
    assert (reads(found["c"]), writes(found["c"])) == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and(succeeded(), eq(variables['A.b'], 'X'))", True),
        ("or(ne(variables.a.b, 'x'), eq(parameters.n, 1))", None),
        ("not(in(variables['a.b'], 'y', 'x'))", False),
        ("contains(variables['a.b'], 'x')", True),
        ("and(false, unknown())", False),
        ("startsWith(variables['branch'], 'refs/')", True),
        ("eq(variables['branch'], 'refs/tags/v1')", False),
        ("ne(variables['branch'], 'refs/heads/main')", None),
        ("''", False),
        ("((", None),
        ("", None),
    ],
)
def test_conditions(text: str, expected: bool | None) -> None:
    assert holds(text, {"a.b": "x", "branch": "refs/heads/*"}) is expected


@pytest.mark.parametrize("text", ["", "[]", "trigger: main", "stages: 3", "jobs: [x]"])
def test_files_without_jobs(text: str) -> None:
    assert jobs(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("jobs:\n  a: [\n").problems
    assert (problem.place.path, problem.whole, problem.place.line > 0) == (PATH, True, True)


KEYS = (
    *("stages", "stage", "jobs", "job", "deployment", "steps", "script", "task", "inputs"),
    *("dependsOn", "condition", "template", "parameters", "variables", "name", "value", "trigger"),
    *("publish", "download", "artifact", "strategy", "environment", "extends", "pool"),
    *("${{ if eq(parameters.a, 'b') }}", "${{ each x in parameters.a }}", "${{ else }}"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "t/a.yml", "$(a)", "${{ parameters.a }}", "Bash@3")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES, VALUES)
def test_any_data_gives_facts(value: object, other: object) -> None:
    whole = {"trigger": other, "stages": [value], "jobs": [other], "steps": [value, other]}
    facts = PARSER.parse(PATH, json.dumps(whole).encode())
    template = read_yaml(json.dumps({"parameters": other, "steps": [value]}))[0]
    assert PARSER.complete is not None
    assert PARSER.complete(facts, lambda _: template).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
