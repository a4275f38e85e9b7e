"""What a task of a job runs."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator

from mlaudit.model.data import Data
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_RESOURCE = lazy_regex(r"\$\{resources\.(?:jobs|pipelines)\.([\w-]+)\.id\}")
_REPOSITORY = lazy_regex(r"/?(?:Workspace/)?Repos/[^/]+/[^/]+/(.+)")
_ENDINGS = ("", ".py", ".ipynb", ".sql")


class Tasks:
    """Makes runs of the tasks of one job.

    Args:
        path: of the file.
        root: the folder of the bundle, or of the file.
        git: paths are those of the repository, as the job takes its code from git.
        fill: puts known values into a text.
    """

    def __init__(self, path: str, root: str, git: bool, fill: Callable[[str], str]) -> None:
        self._path = path
        self._root = root
        self._git = git
        self._fill = fill

    def runs(self, task: Data) -> Iterator[Run]:
        """The runs of one task; of a loop those of the task inside."""
        inner = find(task, "for_each_task", "task")
        if inner is not None:
            yield from self.runs(inner)
        yield from self._notebook(task)
        yield from self._python(task)
        yield from self._others(task)
        yield from self._commands(task)

    def _notebook(self, task: Data) -> Iterator[Run]:
        declared = find(task, "notebook_task")
        path = find(declared, "notebook_path")
        text = text_of(path)
        if path is None or not text:
            return
        given = tuple(
            f"{entry.key}={self._fill(text_of(entry.value) or '')}"
            for entry in entries_of(find(declared, "base_parameters"))
        )
        yield from self._code(text, given, path.line)

    def _python(self, task: Data) -> Iterator[Run]:
        declared = find(task, "spark_python_task")
        path = find(declared, "python_file")
        text = text_of(path)
        if path is not None and text:
            yield from self._code(text, self._words(find(declared, "parameters")), path.line)

    def _code(self, written: str, arguments: tuple[str, ...], line: int) -> Iterator[Run]:
        """The file in question; notebooks of a workspace have no ending."""
        target = self._own_path(written)
        if target is None:
            return
        for ending in _ENDINGS[:-1]:
            code = target + ending
            place = Place(self._path, line)
            yield Run(place, code=code, arguments=arguments, directory=folder_of(code))

    def _own_path(self, written: str) -> str | None:
        """The path as seen from the root of the tree, None where it leads elsewhere."""
        text = self._fill(written).removeprefix("file:").replace("dbfs:", "")
        if text.startswith("{root}/"):
            return join_path(self._root, text[7:].removeprefix("files/"))
        found = _REPOSITORY.fullmatch(text)
        if found is not None:
            return found[1]
        if text.startswith(("/", "{")) or "://" in text:
            return None
        return join_path("." if self._git else folder_of(self._path), text)

    def _others(self, task: Data) -> Iterator[Run]:
        """Other jobs and pipelines."""
        for keys in (("run_job_task", "job_id"), ("pipeline_task", "pipeline_id")):
            named = find(task, *keys)
            found = _RESOURCE.fullmatch(text_of(named) or "")
            if named is not None and found is not None:
                yield Run(Place(self._path, named.line), step=f"#{found[1]}")

    def _commands(self, task: Data) -> Iterator[Run]:
        wheel = find(task, "python_wheel_task")
        entry = find(wheel, "entry_point")
        if entry is not None and text_of(entry):
            words = [text_of(entry) or "", *self._words(find(wheel, "parameters"))]
            for pair in entries_of(find(wheel, "named_parameters")):
                words.append(f"--{pair.key}={self._fill(text_of(pair.value) or '')}")
            yield self._shell(shlex.join(words), entry.line)
        submit = find(task, "spark_submit_task", "parameters")
        if submit is not None and items_of(submit):
            yield self._shell(shlex.join(["spark-submit", *self._words(submit)]), submit.line)
        project = text_of(find(task, "dbt_task", "project_directory")) or ""
        folder = self._own_path(project) if project else self._root
        for command, line in texts_of(find(task, "dbt_task", "commands")):
            yield self._shell(self._fill(command), line, folder)

    def _words(self, data: Data | None) -> tuple[str, ...]:
        return tuple(self._fill(text_of(item) or "") for item in items_of(data))

    def _shell(self, text: str, line: int, directory: str | None = None) -> Run:
        script = parse_script(text, line)
        return Run(Place(self._path, line), script=script, directory=directory)
