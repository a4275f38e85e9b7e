"""DVC stages as declared steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.dvc.context import DEFAULT_PARAMETERS, global_context, stage_context
from mlaudit.parsers.dvc.expansion import StageDefinition, entries_of, expand_stages
from mlaudit.parsers.dvc.interpolation import Context, interpolate, to_text
from mlaudit.parsers.path_text import folder_of, is_unknown, join_path
from mlaudit.parsers.shell import parse_script

_OUTPUTS = (("outs", "out"), ("metrics", "metric"), ("plots", "plot"))


def read_stages(
    path: str, data: Data | None, lookup: Lookup
) -> tuple[tuple[DeclaredStep, ...], tuple[Problem, ...]]:
    """The stages of a dvc.yaml, and what could not be read of them."""
    if not isinstance(data, Table):
        return (), ()
    stages = data.get("stages")
    if stages is not None and not isinstance(stages, (Table, Scalar)):
        return (), (Problem(Place(path, stages.line), "stages is no mapping", False),)
    context = global_context(folder_of(path), data.get("vars"), lookup)
    steps: list[DeclaredStep] = []
    problems: list[Problem] = []
    for entry in stages.entries if isinstance(stages, Table) else ():
        if not isinstance(entry.value, Table):
            place = Place(path, entry.line)
            problems.append(Problem(place, f"stage {entry.key} is no mapping", False))
            continue
        for definition in expand_stages(entry.key, entry.value, context):
            place = Place(path, entry.line)
            if definition.problem:
                problems.append(Problem(place, definition.problem, False))
            steps.append(build_stage(definition, place, context, lookup))
    problems += [problem for step in steps for problem in _report_unknown(step)]
    return tuple(_drop_unknown(step) for step in steps), tuple(problems)


def _report_unknown(step: DeclaredStep) -> Iterator[Problem]:
    for declared in (*step.reads, *step.writes):
        if is_unknown(declared.path, step.directory):
            reason = f"stage {step.name}: no value for {declared.path}"
            yield Problem(declared.place, reason, whole=False)


def _drop_unknown(step: DeclaredStep) -> DeclaredStep:
    where = step.directory
    reads = tuple(read for read in step.reads if not is_unknown(read.path, where))
    writes = tuple(write for write in step.writes if not is_unknown(write.path, where))
    dropped = len(reads) + len(writes) < len(step.reads) + len(step.writes)
    return replace(step, reads=reads, writes=writes, declares_more=dropped)


def build_stage(
    definition: StageDefinition, place: Place, context: Context, lookup: Lookup
) -> DeclaredStep:
    """One stage as a declared step."""
    folder = folder_of(place.path)
    body, context = definition.body, {**context, **definition.loop}
    wdir = _working_directory(body.get("wdir"), folder, context)
    context = stage_context(context, folder, wdir, body.get("vars"), lookup)

    def section(key: str) -> tuple[Entry, ...]:
        value = body.get(key)
        return entries_of(interpolate(value, context)) if value is not None else ()

    reads = [
        Declaration(join_path(wdir, entry.key), Place(place.path, entry.line), "dep")
        for entry in section("deps")
    ]
    reads += _parameter_files(section("params"), wdir, place.path)
    frozen = body.get("frozen")
    return DeclaredStep(
        StepKind.DVC_STAGE,
        definition.name,
        place,
        f"stages.{definition.name}",
        runs=tuple(_commands(body.get("cmd"), place, context)),
        directory=wdir,
        reads=tuple(reads),
        writes=_outputs({key: section(key) for key, _ in _OUTPUTS}, wdir, place.path),
        frozen=isinstance(frozen, Scalar) and frozen.value is True,
        group=place.path,
    )


def _working_directory(wdir: Data | None, folder: str, context: Context) -> str:
    value = interpolate(wdir, context) if wdir is not None else None
    if isinstance(value, Scalar) and value.value is not None:
        return join_path(folder, to_text(value.value))
    return folder


def _commands(data: Data | None, place: Place, context: Context) -> Iterator[Run]:
    for text, line in command_texts(data, context):
        yield Run(Place(place.path, line), script=parse_script(text, line))


def command_texts(data: Data | None, context: Context) -> Iterator[tuple[str, int]]:
    """The commands of a stage with the values of its parameters, and their lines."""
    for item in data.items if isinstance(data, Sequence) else (data,):
        if isinstance(item, Scalar) and item.value is not None:
            filled = interpolate(item, context, command=True)
            yield to_text(filled.value) if isinstance(filled, Scalar) else "", item.line


def _parameter_files(entries: tuple[Entry, ...], wdir: str, path: str) -> list[Declaration]:
    """`lr` is a key of the default file, `config.json: [lr]` and `config.json:` name a file."""
    files: dict[str, Declaration] = {}
    for entry in entries:
        is_key = isinstance(entry.value, Scalar) and not _names_file(entry)
        name = join_path(wdir, DEFAULT_PARAMETERS if is_key else entry.key)
        files.setdefault(name, Declaration(name, Place(path, entry.line), "param"))
    return list(files.values())


def _names_file(entry: Entry) -> bool:
    """An entry without keys: a file with all its parameters, told by its ending."""
    return entry.key.endswith((".yaml", ".yml", ".json", ".toml", ".py"))


def _outputs(
    sections: dict[str, tuple[Entry, ...]], wdir: str, path: str
) -> tuple[Declaration, ...]:
    found: dict[str, Declaration] = {}
    for key, role in _OUTPUTS:
        for entry in sections[key]:
            name = join_path(wdir, entry.key)
            place = Place(path, entry.line)
            new = Declaration(name, place, role, stored=_is_cached(entry.value))
            old = found.get(name)
            # The same path under outs and plots is one output that is plotted.
            found[name] = replace(old, role=role) if old else new
    return tuple(found.values())


def _is_cached(options: Data) -> bool:
    cache = options.get("cache") if isinstance(options, Table) else None
    return not (isinstance(cache, Scalar) and cache.value is False)


def read_commands(path: str, data: Data | None, lookup: Lookup) -> dict[str, tuple[str, ...]]:
    """The commands of each stage that DVC runs again only where something has changed."""
    stages = data.get("stages") if isinstance(data, Table) else None
    if not isinstance(data, Table) or not isinstance(stages, Table):
        return {}
    folder = folder_of(path)
    context = global_context(folder, data.get("vars"), lookup)
    found: dict[str, tuple[str, ...]] = {}
    for entry in stages.entries:
        if not isinstance(entry.value, Table):
            continue
        for definition in expand_stages(entry.key, entry.value, context):
            body = definition.body
            own: Context = {**context, **definition.loop}
            always = body.get("always_changed")
            if isinstance(always, Scalar) and always.value is True:
                continue
            wdir = _working_directory(body.get("wdir"), folder, own)
            own = stage_context(own, folder, wdir, body.get("vars"), lookup)
            found[definition.name] = tuple(t for t, _ in command_texts(body.get("cmd"), own))
    return found
