from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.orchestrators.dbt.calls import read_calls
from mlaudit.parsers.orchestrators.dbt.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script


def read(path: str, text: str, **files: str) -> tuple[DeclaredStep, ...]:
    """The steps of one file among others; `__` stands for a slash and `_yml` for an ending."""
    facts: dict[str, Facts] = {}
    named = {name.replace("__", "/").replace("_yml", ".yml"): v for name, v in files.items()}
    for name, value in {"w/dbt_project.yml": "name: w\n", **named, path: text}.items():
        found = parse_file(name, value.encode())
        assert found is not None
        facts[name] = found
    return complete_facts(facts)[path].steps


def test_a_model() -> None:
    (step,) = read(
        "w/models/a/fit.sql", "select *\nfrom {{ ref('x') }}\njoin {{ ref(\"p\", 'y') }}"
    )
    assert (step.kind.value, step.kind.family) == ("dbt-model", StepFamily.STAGE)
    assert (step.name, step.directory, step.group) == ("fit", "w", "w/dbt_project.yml")
    assert [(r.path, r.place.line) for r in step.reads] == [("db:x", 2), ("db:y", 3)]
    assert [w.path for w in step.writes] == ["db:fit"]
    assert not step.frozen


def test_what_a_model_says_of_itself() -> None:
    (step,) = read(
        "w/models/fit.sql",
        "{{ config(alias='f', schema=\"ml\", enabled=False, pre_hook=run('x')) }} "
        "{{ ref(name) }} {# ref('old') #}",
    )
    assert [w.path for w in step.writes] == ["db:fit", "db:ml.f"]
    assert (step.frozen, step.declares_more, step.reads) == (True, True, ())


def test_names_of_sources() -> None:
    sql = "{{ source('s', 't') }}"
    profiles = "w: {target: a, outputs: {a: {schema: dw}, b: {schema: x}}}\n"
    sources = "sources: [{name: s, schema: raw, tables: [{name: t, identifier: u}]}]\n"
    (step,) = read("w/models/a.sql", sql, w__models__sources_yml=sources, w__profiles_yml=profiles)
    assert [r.path for r in step.reads] == ["db:raw.u"]
    assert [w.path for w in step.writes] == ["db:dw.a"]
    (step,) = read("w/models/a.sql", sql)
    assert [r.path for r in step.reads] == ["db:{s}.t"]


def test_seeds_and_snapshots() -> None:
    (seed,) = read("w/seeds/c.csv", "a,b\n")
    assert (seed.kind.value, [r.path for r in seed.reads]) == ("dbt-seed", ["w/seeds/c.csv"])
    text = "{% snapshot h %}{{ config(target_schema='s') }}select 1 from {{ ref('a') }}"
    (snapshot,) = read("w/snapshots/x.sql", text)
    assert (snapshot.kind.value, snapshot.name) == ("dbt-snapshot", "h")
    assert [w.path for w in snapshot.writes] == ["db:h", "db:s.h"]


def test_other_sql() -> None:
    assert read("w/tests/a.sql", "{{ ref('x') }}") == ()
    assert read("models/a.sql", "{{ ref('x') }}") == ()
    assert not PARSER.claims("w/data/c.csv")


def test_commands_that_start_models() -> None:
    script = parse_script(
        "dbt run -s a+ b --project-dir w; dbt build; dbt test; dbt run --selector nightly"
    )
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    runs = [(run.form, run.target, run.directory) for run in outcome.runs]
    assert runs == [("dbt-model", "a+ b", "w"), ("dbt-build", "", ".")]


@given(st.text(alphabet="{}()'\",=%# refsourcnig\n", max_size=80))
def test_any_text_gives_calls(text: str) -> None:
    assert read_calls("{{ config(" + text).relations is not None


@given(st.binary(max_size=100))
def test_any_bytes_give_facts(data: bytes) -> None:
    facts = parse_file("models/a.sql", data)
    assert facts is not None
    assert PARSER.complete is not None
    assert PARSER.complete(facts, lambda path: facts.data).path == "models/a.sql"
