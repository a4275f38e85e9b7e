"""Stages of Jenkins that wait for a person."""

from __future__ import annotations

from tests.parsers.ci.reading import gates, starts
from tests.parsers.ci.test_jenkins import stages


def test_inputs_are_gates_and_all_behind_them_wait() -> None:
    found = stages(
        """\
        pipeline { triggers { cron('@daily') } stages {
          stage('a') { steps { sh 'x' } }
          stage('b') {
            input { message 'Sure?'; parameters { string(name: 'WHY') } }
            steps { sh 'x' }
          }
          stage('c') { steps { sh 'x' } }
        } }
        """
    )
    assert [gates(found[name]) for name in "abc"] == [[], ["input: Sure?"], []]
    assert [starts(found[name]) for name in "abc"] == [
        ["schedule @daily"],
        ["person approval"],
        ["person approval"],
    ]
    assert found["b"].inputs == (("WHY", None),)


def test_an_input_in_the_middle_holds_back_what_comes_after() -> None:
    found = stages(
        """\
        properties([pipelineTriggers([cron('@daily')])])
        node { stage('a') { sh 'x' ; input 'Go on?' } stage('b') { sh 'y' } }
        input message: 'Ship?'
        stage('c') { sh 'z' }
        """
    )
    assert [gates(found[name]) for name in "abc"] == [
        ["input: Go on?"],
        [],
        ["input: Ship?"],
    ]
    assert starts(found["a"]) == ["schedule @daily"]
    assert starts(found["b"]) == starts(found["c"]) == ["person approval"]
