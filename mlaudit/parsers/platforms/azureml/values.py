"""What the inputs and outputs of jobs stand for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import field

from mlaudit.model.data import Data, Scalar
from mlaudit.model.immutable import immutable
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"\$\{\{\s*([\w.-]+)\s*\}\}")
_OPTIONAL = lazy_regex(r"\$\[\[([^\[\]]*+)\]\]")
_JOB = lazy_regex(r"(?:parent\.)?jobs\.([\w-]+)\.outputs\.([\w-]+)")
_ASSET = lazy_regex(r"azureml:(?!//)(.+)")
_REMOTE = lazy_regex(r"azureml:|[a-z]+://|/")


HERE = "./"
"""How a path of the tree starts, as seen from its root."""


@immutable
class Values:
    """The values of one file.

    Attributes:
        path: of the file.
        name: of the pipeline.
        inputs, outputs: those of the pipeline.
        jobs: the jobs of the pipeline.
    """

    path: str
    name: str
    inputs: Data | None = None
    outputs: Data | None = None
    jobs: Mapping[str, Data] = field(default_factory=dict)

    def value(self, data: Data | None, depth: int = 0) -> str | None:
        """The text that a value stands for; paths of the tree start with `HERE`."""
        written = text_of(find(data, "path")) if isinstance(find(data, "path"), Scalar) else None
        if written is not None:
            return self._located(written)
        text = _plain(data) or _plain(find(data, "default"))
        found = _REFERENCE.fullmatch(text or "")
        if found is None or depth > 4:
            return text
        return self._referred(found[1], depth)

    def _located(self, path: str) -> str:
        asset = _ASSET.fullmatch(path)
        if asset is not None:
            return f"azureml://data/{asset[1]}"
        return path if _REMOTE.match(path) else HERE + join_path(folder_of(self.path), path)

    def _referred(self, name: str, depth: int) -> str | None:
        job = _JOB.fullmatch(name)
        if job is not None:
            return self.output(job[1], job[2])
        key = name.rpartition(".")[2]
        if name.startswith(("parent.inputs.", "inputs.")):
            return self.value(find(self.inputs, key), depth + 1)
        return None

    def output(self, job: str, port: str) -> str:
        """Where an output lies: as the file says, else in a folder of the run."""
        declared = find(self.jobs.get(job), "outputs", port)
        found = _REFERENCE.fullmatch(text_of(declared) or "")
        if found is not None and found[1].startswith("parent.outputs."):
            declared = find(self.outputs, found[1].rpartition(".")[2])
        path = text_of(find(declared, "path"))
        return f"azureml://jobs/{self.name}/{job}/{port}" if path is None else self._located(path)


def _plain(data: Data | None) -> str | None:
    if isinstance(data, Scalar) and isinstance(data.value, bool):
        return str(data.value).lower()
    return text_of(data)


def needed_jobs(inputs: Data | None) -> tuple[str, ...]:
    """The jobs whose outputs go in."""
    texts = (
        text_of(entry.value) or text_of(find(entry.value, "path")) for entry in entries_of(inputs)
    )
    found = (_JOB.search(text) for text in texts if text)
    return tuple(dict.fromkeys(match[1] for match in found if match))


def fill_command(command: str, ports: Mapping[str, str | None]) -> str:
    """A command with the values of its inputs and outputs; a hole for what is not known."""

    def value(match: re.Match[str]) -> str:
        name = match[1].removeprefix("inputs.").removeprefix("outputs.")
        text = ports.get(name)
        if text is None:
            return "{{" + name + "}}"
        return _quoted(text)

    def optional(match: re.Match[str]) -> str:
        names = [name.rpartition(".")[2] for name in _REFERENCE.findall(match[1])]
        return match[1] if all(ports.get(name) is not None for name in names) else ""

    return _REFERENCE.sub(value, _OPTIONAL.sub(optional, command))


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w@%+=:,./-]+", text) else "'" + text.replace("'", "") + "'"


def seen_from(directory: str, value: str) -> str:
    """A value as a program in a folder of the tree names it."""
    if not value.startswith(HERE) or directory.startswith("/"):
        return value.removeprefix(HERE)
    return posixpath.relpath(f"/root/{value[2:]}", f"/root/{directory}")
