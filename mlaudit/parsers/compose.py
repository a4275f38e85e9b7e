"""Compose files: services as steps (https://github.com/compose-spec/compose-spec)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, Declaration, DeclaredStep, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.docker.stage import map_back
from mlaudit.parsers.docker.values import expand, split_words
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:.*[._-])?compose(?:[._-].*)?\.ya?ml", re.IGNORECASE)
_HOST_PATH = lazy_regex(r"[./~]|\$|\{|[A-Za-z]:[\\/]")
_SHORT_VOLUME = lazy_regex(
    r"((?:[A-Za-z]:(?=[\\/]))?(?:\$\{[^}]*\}|\$(?!\{[^}]*\})|[^:$])+):([^:]+)(?::[\w,]+)?"
)
UNKNOWN_DIRECTORY = "/{workdir}"
"""The working directory of an image that says nothing of it here."""


def claims(path: str) -> bool:
    """`compose.yaml`, `docker-compose.yml`, `docker-compose.prod.yml`, `app-compose.yml`."""
    return bool(_NAME.fullmatch(name_of(path)))


def parse(path: str, data: bytes) -> Facts:
    """The services of a compose file as steps."""
    root, error, line = read_yaml(data)
    problems = () if error is None else (Problem(Place(path, line), error, whole=root is None),)
    return Facts(path, "compose", steps=_services(path, root, lambda _: None), problems=problems)


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The same services with what they take over from files beside theirs."""
    services = entries_of(find(facts.data, "services"))
    if all(find(entry.value, "extends", "file") is None for entry in services):
        return facts
    others = tuple(s for s in facts.steps if s.kind != StepKind.CONTAINER_SERVICE)
    return replace(facts, steps=(*others, *_services(facts.path, facts.data, look_up)))


def _services(path: str, root: Data | None, look_up: Lookup) -> tuple[DeclaredStep, ...]:
    def others(file: str) -> Data | None:
        # Paths of a file elsewhere are relative to its own folder.
        beside = join_path(folder_of(path), file)
        return find(look_up(beside), "services") if folder_of(beside) == folder_of(path) else None

    services = find(root, "services")
    return tuple(
        _read_service(path, entry.key, _extended(services, entry.value, others, 0), entry.line)
        for entry in entries_of(services)
        if isinstance(entry.value, Table)
    )


def _extended(services: Data | None, service: Data, others: Lookup, depth: int) -> Data:
    """A service with what it takes over from another one."""
    extends = find(service, "extends")
    name = text_of(extends) or text_of(find(extends, "service"))
    file = text_of(find(extends, "file"))
    siblings = services if file is None else others(file)
    base = find(siblings, name) if name else None
    if not isinstance(base, Table) or not isinstance(service, Table) or depth > 10:
        return service
    base = _extended(siblings, base, others, depth + 1)
    return Table((*entries_of(base), *service.entries), service.line)


def _read_service(path: str, name: str, service: Data, line: int) -> DeclaredStep:
    place = Place(path, line)
    folder = folder_of(path)
    volumes = list(_volumes(service, folder))
    maps = tuple((inside, host) for inside, host in volumes if host is not None)
    image = text_of(find(service, "image"))
    profiles = texts_of(find(service, "profiles"))
    return DeclaredStep(
        StepKind.CONTAINER_SERVICE,
        name,
        place,
        f"services.{name}",
        runs=tuple(_runs(path, service, place)),
        directory=_directory(service, folder, list(maps)),
        reads=tuple(_environment_files(path, service)),
        after=_finished_before(service),
        uses=tuple(
            ActionUse("profiles", (("profile", text),), Place(path, number))
            for text, number in profiles
        ),
        environment=tuple(_environment(service)),
        container_paths=tuple(dict.fromkeys(inside for inside, _ in volumes)),
        path_maps=maps,
        image=expand(image, {}) if image else None,
        group=path,
    )


def _runs(path: str, service: Data, place: Place) -> Iterator[Run]:
    build = _build(service, folder_of(path))
    if build is not None:
        yield Run(place, step=join_path(build[0], build[1]), directory=build[0])
    parts = [find(service, key) for key in ("entrypoint", "command")]
    words = [word for part in parts for word in _words(part)]
    text = next((p for p in reversed(parts) if isinstance(p, Scalar)), None)
    first = next((part for part in parts if part is not None), None)
    if not words or first is None:
        return
    line = first.line if not items_of(first) else items_of(first)[0].line
    # A command that is one text keeps its lines; otherwise the words are put together again.
    one = text is not None and sum(part is not None for part in parts) == 1
    code = str(text.value) if one and text is not None else shlex.join(words)
    yield Run(Place(path, line), script=parse_script(code.replace("$$", "$"), line))


def _words(data: Data | None) -> list[str]:
    if isinstance(data, Scalar):
        return split_words(text_of(data) or "")
    return [text_of(item) or "" for item in items_of(data)]


def _build(service: Data, folder: str) -> tuple[str, str] | None:
    build = find(service, "build")
    context = text_of(build) or text_of(find(build, "context"))
    if build is None or (context is None and not isinstance(build, Table)):
        return None
    file = text_of(find(build, "dockerfile")) or "Dockerfile"
    return join_path(folder, expand(context or ".", {})), expand(file, {})


def _directory(service: Data, folder: str, maps: list[tuple[str, str]]) -> str:
    directory = text_of(find(service, "working_dir"))
    if directory is not None:
        directory = expand(directory, {})
        return map_back(directory, maps) or directory
    build = _build(service, folder)
    return build[0] if build is not None else UNKNOWN_DIRECTORY


def _volumes(service: Data, folder: str) -> Iterator[tuple[str, str | None]]:
    """(path in the container, path relative to the root or None for what is not in the tree)."""
    for item in items_of(find(service, "volumes")):
        source, target = text_of(find(item, "source")), text_of(find(item, "target"))
        if isinstance(item, Scalar):
            match = _SHORT_VOLUME.fullmatch(text_of(item) or "")
            source, target = (match[1], match[2]) if match else (None, text_of(item))
        if not target:
            continue
        inside = expand(target, {})
        if source is None or not _HOST_PATH.match(source):
            yield inside, None
            continue
        host = join_path(folder, expand(source, {"PWD": ".", "HOME": "~"}))
        yield inside, None if host.startswith(("/", "~", "{")) or ":" in host else host


def _environment_files(path: str, service: Data) -> Iterator[Declaration]:
    files = find(service, "env_file")
    for item in (files,) if isinstance(files, Scalar) else items_of(files):
        file = text_of(item) or text_of(find(item, "path"))
        required = find(item, "required")
        if file and not (isinstance(required, Scalar) and required.value is False):
            name = join_path(folder_of(path), expand(file, {}))
            yield Declaration(name, Place(path, item.line), "dep")


def _finished_before(service: Data) -> tuple[str, ...]:
    return tuple(
        entry.key
        for entry in entries_of(find(service, "depends_on"))
        if text_of(find(entry.value, "condition")) == "service_completed_successfully"
    )


def _environment(service: Data) -> Iterator[tuple[str, str]]:
    environment = find(service, "environment")
    for entry in entries_of(environment):
        yield entry.key, _known(_plain(entry.value))
    for text, _ in texts_of(environment):
        name, _, value = text.partition("=")
        yield name, _known(value)


def _plain(data: Data) -> str:
    if isinstance(data, Scalar) and isinstance(data.value, bool):
        return str(data.value).lower()
    return text_of(data) or ""


def _known(value: str) -> str:
    expanded = expand(value.replace("$$", "\\$"), {})
    return "" if "{" in expanded and "$" in value else expanded


PARSER = Parser("compose", claims, parse, complete)
"""Reads compose files."""
