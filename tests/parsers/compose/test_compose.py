"""Tests of compose files as declared steps."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command, Script
from mlaudit.parsers.compose import PARSER, UNKNOWN_DIRECTORY
from mlaudit.parsers.registry import parse_file


def services(text: str, path: str = "docker-compose.yml") -> dict[str, DeclaredStep]:
    facts = PARSER.parse(path, textwrap.dedent(text).encode())
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def first_words(script: Script | None) -> list[str | None]:
    assert script is not None
    node = script.nodes[0]
    assert isinstance(node, Command)
    return [word.literal for word in node.words]


TEXT = """\
    services:
      train:
        build: {context: ../ml, dockerfile: Dockerfile.train}
        image: reg/train:${TAG:-latest}
        working_dir: /work/src
        command: ["python", "train.py", "--out", "/models/m.pkl"]
        environment:
          SEED: 7
          KEY: ${KEY}
          FLAG: true
        env_file: [.env, {path: opt.env, required: false}]
        volumes:
          - ..:/work
          - ${OUT:-./out}:/models:rw
          - cache:/cache
          - {type: bind, source: ./conf, target: /conf}
        depends_on:
          prepare: {condition: service_completed_successfully}
          db: {condition: service_healthy}
        profiles: [setup]
      prepare:
        image: python:3.11
        entrypoint: python
        command: prep.py --in $$DATA
        depends_on: [db]
      db:
        image: postgres
    """


def test_a_service_is_a_step() -> None:
    train = services(TEXT, "deploy/compose.yaml")["train"]
    build, run = train.runs
    assert (build.step, build.directory) == ("ml/Dockerfile.train", "ml")
    assert first_words(run.script) == ["python", "train.py", "--out", "/models/m.pkl"]
    assert train.image == "reg/train:latest"
    assert train.environment == (("SEED", "7"), ("KEY", ""), ("FLAG", "true"))
    assert [d.path for d in train.reads] == ["deploy/.env"]
    assert train.uses[0].inputs == (("profile", "setup"),)
    assert (train.scope, train.place.line) == ("services.train", 2)


def test_volumes_map_the_container_to_the_tree() -> None:
    train = services(TEXT, "deploy/compose.yaml")["train"]
    assert train.path_maps == (("/work", "."), ("/models", "deploy/out"), ("/conf", "deploy/conf"))
    assert train.container_paths == ("/work", "/models", "/cache", "/conf")
    assert train.directory == "src"


def test_only_finished_services_come_before() -> None:
    found = services(TEXT)
    assert found["train"].after == ("prepare",)
    assert found["prepare"].after == ()


def test_entry_point_and_command_are_joined() -> None:
    prepare = services(TEXT)["prepare"]
    assert first_words(prepare.runs[0].script)[:3] == ["python", "prep.py", "--in"]
    assert prepare.directory == UNKNOWN_DIRECTORY


def test_anchors_and_extension() -> None:
    found = services(
        """\
        x-common: &c
          image: a
          volumes: [./d:/d]
        services:
          base: {<<: *c, command: x}
          more: {extends: {service: base}, command: y}
        """
    )
    assert found["more"].path_maps == (("/d", "d"),)
    assert first_words(found["more"].runs[0].script) == ["y"]


def test_services_of_a_file_beside_are_extended() -> None:
    files = {
        "ml/compose.yml": "services: {fit: {extends: {file: base.yml, service: b}, command: x}}",
        "ml/base.yml": "services: {b: {image: i, working_dir: /w}}",
    }
    facts = {}
    for path, text in files.items():
        found = parse_file(path, text.encode())
        assert found is not None
        facts[path] = found
    (step,) = complete_facts(facts)["ml/compose.yml"].steps
    assert (step.image, step.directory) == ("i", "/w")


def test_other_files_and_broken_ones() -> None:
    assert PARSER.parse("compose.yml", b"a: 1\n").steps == ()
    assert PARSER.parse("compose.yml", b"services: [\n").problems
    assert PARSER.claims("infra/docker-compose.mlflow.yml")
    assert PARSER.claims("app-compose.yaml")
    assert not PARSER.claims("decompose.yml")


@given(st.binary(max_size=120))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(PARSER.parse("compose.yml", data), Facts)


@given(
    st.dictionaries(
        st.sampled_from(["build", "command", "entrypoint", "volumes", "env_file", "depends_on"]),
        st.recursive(
            st.none() | st.integers(0, 3) | st.text(alphabet="a:./$\\{}'\"- ", max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["context", "source", "target", "path"]), inner)
            ),
            max_leaves=5,
        ),
    )
)
def test_any_service_gives_facts(service: dict[str, object]) -> None:
    import json

    text = json.dumps({"services": {"a": service, "b": {"extends": "a"}}})
    assert isinstance(PARSER.parse("compose.yml", text.encode()), Facts)
