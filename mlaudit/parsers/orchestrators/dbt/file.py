"""Models, seeds and snapshots as steps; only with its project is a file known to be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Scalar
from mlaudit.model.facts import Declaration, DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.orchestrators.dbt.calls import Calls, read_calls
from mlaudit.parsers.orchestrators.dbt.project import (
    Project,
    find_project,
    source_table,
    stem,
    table,
)
from mlaudit.parsers.path_text import suffix_of

DBT_MODEL = StepKind("dbt-model", StepFamily.STAGE, "dbt project", follows_data=True)
DBT_SEED = StepKind("dbt-seed", StepFamily.STAGE, "dbt project", follows_data=True)
DBT_SNAPSHOT = StepKind("dbt-snapshot", StepFamily.STAGE, "dbt project", follows_data=True)


def claims(path: str) -> bool:
    """Files of SQL, and tables in the usual folder of seeds; data elsewhere is not opened."""
    suffix = suffix_of(path)
    return suffix == ".sql" or (suffix == ".csv" and "/seeds/" in f"/{path}")


def parse(path: str, data: bytes) -> Facts:
    """Nothing yet: the text of SQL is kept where it is read as SQL."""
    return Facts(path, PARSER.name)


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The facts with the step that the file is in its project."""
    project = find_project(facts.path, look_up)
    if project is None:
        return facts
    content = facts.data
    if suffix_of(facts.path) == ".csv":
        steps = tuple(_seeds(facts.path, project))
    elif isinstance(content, Scalar) and isinstance(content.value, str):
        steps = tuple(_steps(facts.path, content.value, project, look_up))
    else:
        steps = ()
    return replace(facts, steps=facts.steps + steps)


def _seeds(path: str, project: Project) -> Iterator[DeclaredStep]:
    if not project.holds(path, "seed-paths", "seeds"):
        return
    place = Place(path, 1)
    yield DeclaredStep(
        DBT_SEED,
        stem(path),
        place,
        f"seeds.{stem(path)}",
        directory=project.folder,
        reads=(Declaration(path, place, "dep"),),
        writes=(Declaration(project.relation(stem(path)), place, "out"),),
        group=project.path,
    )


def _steps(path: str, text: str, project: Project, look_up: Lookup) -> Iterator[DeclaredStep]:
    if project.holds(path, "model-paths", "models"):
        yield _step(DBT_MODEL, path, stem(path), read_calls(text), project, look_up)
    elif project.holds(path, "snapshot-paths", "snapshots"):
        calls = read_calls(text)
        if calls.snapshot is not None:
            yield _step(DBT_SNAPSHOT, path, calls.snapshot, calls, project, look_up)


def _step(
    kind: StepKind, path: str, name: str, calls: Calls, project: Project, look_up: Lookup
) -> DeclaredStep:
    place = Place(path, 1)
    schema = calls.settings.get("schema")
    names = dict.fromkeys((name, calls.settings.get("alias", name)))
    # Others ask for a model by its name, and for its table by its alias.
    tables = [project.relation(each, None if each == name else schema) for each in names]
    target = calls.settings.get("target_schema")
    if target:
        tables.append(table(name, target))
    elif schema and len(names) == 1:
        tables.append(project.relation(name, schema))
    return DeclaredStep(
        kind,
        name,
        place,
        f"{'models' if kind == DBT_MODEL else 'snapshots'}.{name}",
        directory=project.folder,
        reads=tuple(_reads(path, calls, project, look_up)),
        writes=tuple(Declaration(each, place, "out") for each in dict.fromkeys(tables)),
        frozen=calls.settings.get("enabled", "").lower() == "false",
        declares_more=calls.more,
        group=project.path,
    )


def _reads(path: str, calls: Calls, project: Project, look_up: Lookup) -> Iterator[Declaration]:
    for asked in calls.relations:
        if asked.source is None:
            name = project.relation(asked.name)
        else:
            name = source_table(path, asked.source, asked.name, project, look_up)
        yield Declaration(name, Place(path, asked.line), "dep")


def _launcher(kind: StepKind, command: str, *others: StepKind) -> Launcher:
    return Launcher(
        kind,
        form=f"dbt-{command}" if others else "",
        programs=("dbt", "dbtf"),
        before=((command,),),
        others=others,
        files=("dbt_project.yml", "dbt_project.yaml"),
        valued=("--target", "-t", "--profiles-dir", "--vars", "--threads", "--profile", "--state"),
        folder_options=("--project-dir",),
        name_options=("--select", "-s", "--models", "-m", "--model"),
        asking=("--exclude", "--selector", "--empty"),
        marks="+@",
        several=True,
        at_once=True,
        by_group=True,
    )


PARSER = Parser(
    "dbt",
    claims,
    parse,
    complete,
    launchers=(
        _launcher(DBT_MODEL, "run"),
        _launcher(DBT_SEED, "seed"),
        _launcher(DBT_SNAPSHOT, "snapshot"),
        _launcher(DBT_MODEL, "build", DBT_SEED, DBT_SNAPSHOT),
    ),
)
"""Reads projects of dbt."""
