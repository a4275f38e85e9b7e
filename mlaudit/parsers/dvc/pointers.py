"""`.dvc` files: data kept by DVC, and the stages of DVC before 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.facts import Facts, Problem, TrackedOutput
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.dvc.expansion import StageDefinition
from mlaudit.parsers.dvc.stages import build_stage
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.yaml_data import decode_text, read_yaml
from mlaudit.patterns import lazy_regex

LONG = 20_000
"""Characters from which a pointer is known to list the files of a folder."""

_LISTING = lazy_regex(r"^( *)files:\n(?:\1(?:- |  ).*(?:\n|\Z)| *\n)+", re.MULTILINE)
_HASHES = ("md5", "etag", "checksum", "hash_value", "sha256")


def parse_pointer(path: str, data: bytes) -> Facts:
    """What a `.dvc` file keeps, and the command that made it where it holds one."""
    value, message, line = read_yaml(_leave_out_files(decode_text(data)))
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    if not isinstance(value, Table):
        return Facts(path, PARSER.name)
    name = path.rpartition("/")[2]
    made = value.get("cmd") is not None
    directory = join_path(folder_of(path), text_of(value.get("wdir")) or ".")
    tracked = tracked_outputs(value, directory, path, name if made else None)
    if not made:
        return Facts(path, PARSER.name, tracked=tuple(tracked), content=value)
    place = Place(path, value.line_of("cmd"))
    stage = build_stage(_old_stage(name, value), place, {}, lambda _: None)
    return Facts(path, PARSER.name, steps=(stage,), tracked=tuple(tracked), content=value)


def _leave_out_files(text: str) -> str:
    """A pointer without the list of every file that it keeps, lines kept in place.

    With remotes that keep versions, DVC lists each file of a folder with its hash and version:
    https://dvc.org/doc/user-guide/project-structure/dvc-files#output-entries. That may be
    megabytes of YAML, and only the folder is known by name elsewhere.
    """
    if len(text) < LONG:
        return text
    return _LISTING.sub(lambda match: f"{match[1]}files: []" + "\n" * match[0].count("\n"), text)


def tracked_outputs(
    definition: Table, directory: str, path: str, stage: str | None
) -> Iterator[TrackedOutput]:
    """The outputs of a pointer or of a locked stage, relative to `directory`."""
    source = _source(definition.get("deps")) if stage is None else None
    for output in _tables(definition.get("outs")):
        name = text_of(output.get("path"))
        if name:
            place = Place(path, output.line_of("path"))
            target = join_path(directory, name)
            yield TrackedOutput(target, "dvc", _is_pinned(output), place, source, stage)


def text_of(data: Data | None) -> str:
    """The text of a scalar, "" for everything else."""
    return data.value if isinstance(data, Scalar) and isinstance(data.value, str) else ""


def _tables(data: Data | None) -> Iterator[Table]:
    if isinstance(data, Sequence):
        yield from (item for item in data.items if isinstance(item, Table))


def _is_pinned(output: Table) -> bool:
    if any(_has_value(output.get(key)) for key in _HASHES):
        return True
    # Version-aware remotes name every file or the version in the cloud.
    return isinstance(output.get("files"), Sequence) or isinstance(output.get("cloud"), Table)


def _has_value(data: Data | None) -> bool:
    return isinstance(data, Scalar) and data.value is not None


def _source(dependencies: Data | None) -> str | None:
    """Where `dvc import` or `dvc import-url` took the data from."""
    for dependency in _tables(dependencies):
        repository = dependency.get("repo")
        if isinstance(repository, Table) and text_of(repository.get("url")):
            return text_of(repository.get("url"))
        return text_of(dependency.get("path")) or None
    return None


def _old_stage(name: str, value: Table) -> StageDefinition:
    """A stage of DVC before 1.0 in the words of dvc.yaml."""
    kept = (entry for entry in value.entries if entry.key in ("wdir", "cmd", "frozen"))
    outputs = tuple(_tables(value.get("outs")))
    metrics = tuple(output for output in outputs if _is_metric(output))
    others = tuple(output for output in outputs if not _is_metric(output))
    lists = (("deps", tuple(_tables(value.get("deps")))), ("outs", others), ("metrics", metrics))
    sections = (Entry(key, Table(tuple(map(_name_by_path, tables)))) for key, tables in lists)
    return StageDefinition(name, Table((*kept, *sections), value.line), {})


def _is_metric(output: Table) -> bool:
    metric = output.get("metric")
    return isinstance(metric, Table) or (isinstance(metric, Scalar) and metric.value is True)


def _name_by_path(table: Table) -> Entry:
    return Entry(text_of(table.get("path")), table, table.line_of("path"))


def _claims(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name == "Dvcfile" or (name.endswith(".dvc") and name != ".dvc")


PARSER = Parser("dvc-pointer", _claims, parse_pointer)
