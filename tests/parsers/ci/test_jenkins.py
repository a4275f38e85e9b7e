"""Tests of Jenkinsfiles as declared steps."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command
from mlaudit.parsers.ci.jenkins.file import PARSER
from mlaudit.parsers.ci.jenkins.reading import read_groovy
from mlaudit.parsers.ci.jenkins.tokens import Reference, read_tokens
from mlaudit.parsers.ci.jenkins.tree import Assignment, Call, Function, Text
from tests.parsers.ci.reading import commands, reads, starts, writes

PATH = "Jenkinsfile"


def parse(text: str) -> Facts:
    return PARSER.parse(PATH, textwrap.dedent(text).encode())


def stages(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def pipeline(top: str, stage: str = "") -> DeclaredStep:
    """The one stage of a declarative pipeline."""
    text = f"pipeline {{\nagent any\n{top}\nstages {{\nstage('a') {{\n{stage}\n"
    return stages(text + "steps { sh 'x' }\n}\n}\n}\n")["a"]


@pytest.mark.parametrize(
    ("path", "claimed"),
    [
        ("Jenkinsfile", True),
        ("ci/Jenkinsfile.train", True),
        ("ci/Jenkinsfile-nightly", True),
        ("train.jenkinsfile", True),
        ("Jenkinsfile.md", False),
        ("jenkins.yaml", False),
    ],
)
def test_claims(path: str, claimed: bool) -> None:
    assert PARSER.claims(path) is claimed


def test_texts_keep_what_groovy_fills_in_and_their_lines() -> None:
    tokens = read_tokens(
        "a 'x\\'$y' // 'no'\n/* \" */ \"b ${c.d} $e.f \\$g\"\n'''one\\\n two''' = /re'x/ $/s'x/$ x"
    )
    texts = [(token.parts, token.line) for token in tokens if token.kind == "text"]
    assert texts == [
        (("x'$y",), 1),
        (("b ", Reference("c.d"), " ", Reference("e.f"), " $g"), 2),
        (("one\\\n two",), 3),
        (("re'x",), 4),
        (("s'x",), 4),
    ]
    assert tokens[-1].line == 4


def test_calls_have_arguments_and_blocks() -> None:
    block = read_groovy(
        """\
def n = 'v'
env.X = "y"
def go(a, b) { sh 'in' }
sh(script: 'x',
   returnStdout: true)
build job: 'other', parameters: [string(name: 'A', value: 'b')]
docker.image('i').inside('-v')
{ c ->
  sh 'inside'
}
echo 'a' + n +
  'b'
"""
    )
    named, variable, function, sh, build, inside, echo = block.nodes
    assert isinstance(named, Assignment)
    assert (named.name, named.value) == ("n", Text(("v",), 1))
    assert isinstance(variable, Assignment)
    assert variable.name == "env.X"
    assert isinstance(function, Function)
    assert function.name == "go"
    assert isinstance(sh, Call)
    assert sh.first("script") == Text(("x",), 4)
    assert isinstance(build, Call)
    assert [a.name for a in build.arguments] == ["job", "parameters"]
    assert isinstance(inside, Call)
    assert isinstance(inside.target, Call)
    assert (inside.name, inside.target.name, inside.block is not None) == (
        "inside",
        "docker.image",
        True,
    )
    assert isinstance(echo, Call)
    assert echo.first() == Text(("a", Reference("n"), "b"), 11)


DECLARATIVE = """\
    @Library('shared') _
    pipeline {
      agent { docker { image 'python:3.12' } }
      environment {
        OUT = 'models'
        FILE = "${OUT}/m.pkl"
        KEY = credentials('k')
      }
      parameters { string(name: 'N', defaultValue: '3') }
      stages {
        stage('get') {
          agent { docker 'r:4' }
          environment { DAY = 'today' }
          steps {
            sh '''
              python get.py --day $DAY \\
                --key $KEY
            '''
            dir('ml') {
              dir('deep') { sh label: 'L', script: "python x.py --n ${params.N} --b ${BUILD}" }
            }
            withEnv(['A=b', "C=${unknown}"]) { sh 'y' }
            powershell 'never'
            sh '''#!/usr/bin/env python
            print(1)'''
            script {
              def v = sh(script: "cat ${FILE}", returnStdout: true).trim()
              if (v == '1') { sh 'one' } else { sh 'two' }
              for (name in ['a', 'b']) { sh "each ${name}" }
            }
          }
        }
      }
    }
    """


def test_steps_of_a_declarative_pipeline() -> None:
    get = stages(DECLARATIVE)["get"]
    assert commands(get) == [
        "python get.py --day ? --key ?",
        "python x.py --n 3 --b ?",
        "y",
        "cat models/m.pkl",
        "one",
        "two",
        "each ?",
    ]
    assert (get.image, get.group, get.place.line) == ("r:4", PATH, 11)
    assert get.environment[:2] == (("N", "3"), ("WORKSPACE", "."))
    assert get.environment[2:] == (
        ("OUT", "models"),
        ("FILE", "models/m.pkl"),
        ("KEY", ""),
        ("DAY", "today"),
    )
    assert (get.runs[1].directory, get.runs[1].name) == ("ml/deep", "L")
    assert get.runs[2].environment[-2:] == (("A", "b"), ("C", ""))
    problems = [run.script.problem for run in get.runs if run.script and run.script.problem]
    assert problems == ["not a POSIX shell", "not a POSIX shell"]
    first = get.runs[0].script
    assert first is not None
    assert isinstance(first.nodes[0], Command)
    assert first.nodes[0].line == 16


def test_commands_of_windows_are_read_where_they_are_plain() -> None:
    text = "node { bat '''@echo off\ncall venv\\\\Scripts\\\\activate\npy src\\\\a.py %N%''' \n"
    found = stages(text + "bat 'if exist x del x'\n}")["node"]
    assert commands(found) == ["echo off", "venv/Scripts/activate", "py src/a.py ?"]
    assert found.runs[1].script is not None
    assert found.runs[1].script.problem == "not a POSIX shell"


def test_stages_follow_each_other_and_branches_stand_side_by_side() -> None:
    found = stages(
        """\
        pipeline { stages {
          stage('a') { steps { sh 'x' } }
          stage('both') {
            parallel {
              stage('b') { steps { sh 'x' } }
              stage('c') { stages {
                stage('c1') { steps { sh 'x' } }
                stage('c2') { steps { sh 'x' } }
              } }
            }
          }
          stage('a') { steps { parallel(one: { sh 'y' }, two: { sh 'z' }) } }
        }
        post { always { sh 'end' } failure { sh 'never' } } }
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "a": (),
        "b": ("a",),
        "c1": ("a",),
        "c2": ("c1",),
        "a (2)": ("b", "c2"),
        "post": ("a (2)",),
    }
    assert commands(found["a (2)"]) == ["y", "z"]
    assert commands(found["post"]) == ["end"]


def test_a_scripted_pipeline() -> None:
    found = stages(
        """\
        def fetch(what) { sh 'get' ; fetch(what) }
        node('big') {
          checkout scm
          sh 'setup'
          try {
            stage('one') { fetch('x') }
            docker.image('i:1').inside { stage('two') { sh 'y' } }
          } catch (e) { sh 'never' } finally { sh 'last' }
          def app = docker.build('me/app:1', '-f D .')
          app.push('latest')
        }
        parallel one: { node { sh 'p' } }, two: { stage('q') { sh 'q' } }
        """
    )
    assert {name: commands(step) for name, step in found.items()} == {
        "node": ["setup"],
        "one": ["get"],
        "two": ["y"],
        "node (2)": ["last", "docker build -t me/app:1 -f D .", "docker push me/app:latest"],
        "one (2)": ["p"],
        "q": ["q"],
    }
    assert found["two"].image == "i:1"
    assert found["node (2)"].after == ("two",)
    assert found["q"].after == found["one (2)"].after == ("node (2)",)


def test_a_matrix_makes_its_stages_for_each_combination() -> None:
    found = stages(
        """\
        pipeline { stages { stage('m') { matrix {
          axes { axis { name 'K'; values 'a', 'b' } }
          stages { stage('fit') { steps { sh "fit ${K}" } } }
        } } stage('end') { steps { sh 'x' } } } }
        """
    )
    assert [commands(found[name]) for name in ("fit", "fit (2)")] == [["fit a"], ["fit b"]]
    assert found["end"].after == ("fit", "fit (2)")


@pytest.mark.parametrize(
    ("top", "stage", "expected"),
    [
        ("", "", []),
        ("triggers { cron('H 2 * * *') }", "", ["schedule H 2 * * *"]),
        (
            "triggers { cron '''TZ=X\n1 1 * * *\n# no\n2 2 * * *''' }",
            "",
            ["schedule 1 1 * * *", "schedule 2 2 * * *"],
        ),
        ("triggers { pollSCM('* * * * *'); githubPush() }", "", ["push", "push"]),
        ("triggers { upstream(upstreamProjects: 'p') }", "", ["event upstream: p"]),
        ("", "when { branch 'main' }", ["push main"]),
        ("", "when { buildingTag() }", ["tag"]),
        ("", "when { anyOf { branch 'main'; changeRequest() } }", ["push", "pull-request"]),
        ("triggers { cron('@daily') }", "when { triggeredBy 'TimerTrigger' }", ["schedule @daily"]),
        ("triggers { cron('@daily') }", "when { not { triggeredBy 'TimerTrigger' } }", []),
        ("triggers { githubPush() }", "when { expression { false } }", ["dispatch off"]),
        ("triggers { githubPush() }", "when { expression { readFile('x') } }", ["push"]),
    ],
)
def test_what_starts_a_stage(top: str, stage: str, expected: list[str]) -> None:
    assert starts(pipeline(top, stage)) == expected


@pytest.mark.parametrize(
    ("condition", "by_itself"),
    [
        ("params.GO", False),
        ("return !params.GO", True),
        ("params.GO == true", False),
        ("params.ENV == 'test'", True),
        ("params.ENV != 'test' || params.GO", False),
        ("params.ENV == 'test' && env.X == '1'", True),
    ],
)
def test_parameters_have_their_defaults_unless_a_person_starts_it(
    condition: str, by_itself: bool
) -> None:
    top = """triggers { cron('@daily') }
        parameters { booleanParam(name: 'GO', defaultValue: false)
                     choice(name: 'ENV', choices: ['test', 'production'])
                     string(name: 'WHY') }"""
    step = pipeline(top, f"when {{ expression {{ {condition} }} }}")
    assert starts(step) == (["schedule @daily"] if by_itself else ["dispatch"])
    asked = (("GO", "false"), ("ENV", "test"), ("WHY", None))
    assert step.inputs == (() if by_itself else asked)


def test_properties_of_a_scripted_pipeline() -> None:
    found = stages(
        """\
        properties([
          parameters([string(name: 'A', defaultValue: '1')]),
          pipelineTriggers([cron('@weekly')])
        ])
        node { stage('a') { sh "x ${params.A}" } }
        """
    )
    assert (starts(found["a"]), commands(found["a"])) == (["schedule @weekly"], ["x 1"])


def test_files_are_kept_and_handed_over() -> None:
    found = stages(
        """\
        node {
          stage('a') {
            sh 'x'
            archiveArtifacts artifacts: 'out/*.pkl, **/*.log', fingerprint: true
            dir('ml') { stash includes: 'data/**', name: 'd' }
          }
          stage('b') { unstash 'd' }
        }
        """
    )
    assert (reads(found["a"]), writes(found["a"])) == (
        ["out/*.pkl", "ml/data"],
        ["workspace:Jenkinsfile/d"],
    )
    assert (reads(found["b"]), writes(found["b"])) == (["workspace:Jenkinsfile/d"], ["ml/data"])


def test_other_projects_are_named() -> None:
    found = stages("node { build job: 'deploy', wait: false }")
    assert [use.name for use in found["node"].uses] == ["build deploy"]


@pytest.mark.parametrize("text", ["", "}", "pipeline {", "stage(", "'", '"${', "[[[{{{(((", "/*"])
def test_broken_files_have_no_stages(text: str) -> None:
    assert parse(text).steps == ()


def test_what_is_nested_too_deeply_is_passed_over() -> None:
    assert parse("a {" * 5_000).steps == ()
    assert parse("(" * 5_000 + "[" * 5_000).steps == ()


PIECES = (
    *("pipeline ", "node ", "stage('a') ", "steps ", "parallel ", "sh 'x'", "when ", "input "),
    *("{", "}", "(", ")", "[", "]", ",", ":", "\n", "'", '"""', "${", "$", "\\", "def f", " = "),
    *("matrix ", "axes ", "axis ", "environment ", "triggers ", "->", ".", "+", "post ", "//", "/"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_pieces_give_facts(pieces: list[str]) -> None:
    assert PARSER.parse(PATH, "".join(pieces).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
