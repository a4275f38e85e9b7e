"""Finds what a command line starts: files of the tree and declared steps."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from mlaudit.graph.commands import CodeRun
from mlaudit.graph.containers.paths import map_path
from mlaudit.graph.python.text import normalise
from mlaudit.graph.seeds import Seed
from mlaudit.graph.selection import select_steps
from mlaudit.graph.world import TreeWorld
from mlaudit.model.data import Data
from mlaudit.model.facts import EntryPoint, Facts
from mlaudit.model.immutable import immutable
from mlaudit.model.rule_object import RuleObject
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.languages import SUFFIXES
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.registry import launcher_of

_DECLARED_FORMS = {
    "make": StepKind.MAKE_TARGET,
    "dvc": StepKind.DVC_STAGE,
    "mlproject": StepKind.MLPROJECT_ENTRY,
    "snakemake": StepKind.SNAKEMAKE_RULE,
    "compose": StepKind.CONTAINER_SERVICE,
    "compose-build": StepKind.CONTAINER_SERVICE,
    "container-build": StepKind.CONTAINER_BUILD,
}

FILE_FORMS = frozenset({"python-file", "streamlit-app", "notebook", "shell-script"})
"""Runs that name the file which they start."""


@immutable
class CodeTarget:
    """A file of the tree that is started.

    Attributes:
        path: of the file.
        function: what a console script or a task calls, or None for the file as a whole.
        directory: the folder that the command must run in, where that is known better.
        handed: (parameter, text) that the function is called with, "" for positional ones.
        given: (parameter, values of a configuration file) that it is called with beside that.
        rule: the object of the rule that runs it, or None.
    """

    path: str
    function: str | None = None
    directory: str | None = None
    handed: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, Data], ...] = ()
    rule: RuleObject | None = None


class Targets:
    """An index of everything that a command line of the tree can name."""

    def __init__(
        self, world: TreeWorld, facts: Mapping[str, Facts], seeds: Mapping[str, Seed]
    ) -> None:
        self._world = world
        self._facts = facts
        self._declared: dict[tuple[StepKind, str], list[Seed]] = {}
        for seed in seeds.values():
            if seed.declared is not None:
                self._declared.setdefault((seed.kind, seed.path), []).append(seed)
        self._entry_points: dict[str, EntryPoint] = {
            entry.name: entry for path in sorted(facts) for entry in facts[path].entry_points
        }
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(facts):
            if facts[path].module is not None or facts[path].script is not None:
                self._by_name.setdefault(posixpath.basename(path), []).append(path)
        self._code_folders = {
            posixpath.dirname(path) for paths in self._by_name.values() for path in paths
        } - {""}

    def find_code(self, run: CodeRun, folder: str, *, loose: bool) -> CodeTarget | None:
        """The file that a run starts, or None.

        Args:
            run: the command.
            folder: of the file that holds the command.
            loose: documents often leave out the folder of a script; a unique name then counts, as
                it does where the folder is an unknown variable.
        """
        if run.form == "python-module":
            return self._find_module(run)
        if run.form == "program":
            found = self._find_program(run)
            if found is not None or suffix_of(run.target) not in SUFFIXES:
                return found
        elif run.form not in FILE_FORMS:
            return None
        target = run.target
        for candidate in (target, normalise(posixpath.basename(target), folder)):
            path = self._find_file(candidate, run.form)
            if path is not None:
                return CodeTarget(path)
            if not loose:
                break
        if target.startswith("{") and "}/" in target:
            known = target.rpartition("}/")[2]
            return CodeTarget(found.path) if (found := self._find_unique(known)) else None
        loose = loose or target.endswith(".m")  # which MATLAB looks for on a path of its own
        return self._find_unique(target, folder) if loose else None

    def find_pages(self, run: CodeRun, target: CodeTarget) -> list[CodeTarget]:
        """The files that Streamlit shows as further pages of an app: those of `pages` beside it.

        https://docs.streamlit.io/develop/concepts/multipage-apps/pages-directory
        """
        if run.form != "streamlit-app":
            return []
        folder = normalise("pages", posixpath.dirname(target.path) or ".")
        return [
            CodeTarget(path)
            for path in sorted(self._facts)
            if posixpath.dirname(path) == folder and path.endswith(".py") and self._is_code(path)
        ]

    def _find_file(self, path: str, form: str) -> str | None:
        """The code at a path; Python runs the `__main__.py` of a folder that it is given."""
        if self._is_code(path):
            return path
        main = normalise("__main__.py", path)
        return main if form == "python-file" and self._is_code(main) else None

    def _is_code(self, path: str) -> bool:
        facts = self._facts.get(path)
        return facts is not None and (facts.module is not None or facts.script is not None)

    def _find_unique(self, target: str, folder: str = ".") -> CodeTarget | None:
        """The only file of that name; a document among code speaks of the code beside it."""
        found = self._by_name.get(posixpath.basename(target), [])
        if folder in self._code_folders:
            found = [path for path in found if path.startswith(folder + "/")]
        matching = [path for path in found if path == target or path.endswith("/" + target)]
        if len(matching) != 1:
            return None
        path = matching[0]
        directory = path[: -len(target) - 1] if path.endswith("/" + target) else None
        return CodeTarget(path, directory=directory)

    def _find_module(self, run: CodeRun) -> CodeTarget | None:
        dotted = run.target.partition(":")[0]
        bases = (run.directory, posixpath.normpath(run.directory + "/src"))
        package = self._world.find_module(f"{dotted}.__main__", bases)
        path = package or self._world.find_module(dotted, bases) or self._find_copied(run, dotted)
        if path is None or not self._is_code(path):
            return None
        return CodeTarget(path)

    def _find_copied(self, run: CodeRun, dotted: str) -> str | None:
        """The file that was copied by itself to where a container looks for the module."""
        inside = normalise(dotted.replace(".", "/") + ".py", run.directory)
        path = map_path(inside, run.path_maps, self._world)
        return path if path != inside else None

    def _find_program(self, run: CodeRun) -> CodeTarget | None:
        if self._is_code(run.target):
            return CodeTarget(run.target)
        entry = self._entry_points.get(posixpath.basename(run.target))
        if entry is None:
            return None
        path = self._world.find_module(entry.module, (".", "src"))
        return CodeTarget(path, entry.function) if path and self._is_code(path) else None

    def find_builds(self, dockerfile: str) -> list[Seed]:
        """The builds that a Dockerfile declares."""
        return self._declared.get((StepKind.CONTAINER_BUILD, dockerfile), [])

    def find_services(self, path: str) -> list[Seed]:
        """The containers that a file declares."""
        return self._declared.get((StepKind.CONTAINER_SERVICE, path), [])

    def find_declared(self, run: CodeRun, *, loose: bool = False) -> list[Seed]:
        """The declared steps that a run of make, dvc, docker compose … starts, in its order.

        Args:
            run: the command.
            loose: it stands in a document, which may leave out the folder.
        """
        launcher = launcher_of(run.form)
        kind = _DECLARED_FORMS.get(run.form)
        kinds = launcher.kinds if launcher is not None else (kind,) if kind is not None else ()
        if not kinds:
            return []
        if run.form == "container-build":
            return self.find_builds(run.target)
        by_group = launcher is not None and launcher.by_group
        files = self._files_of(kinds, by_group=by_group)
        if kind == StepKind.CONTAINER_SERVICE:
            # Dockerfiles declare containers, too, but no command of compose reads them.
            files = {path: seeds for path, seeds in files.items() if not self.find_builds(path)}
        found = select_steps(run, files, loose=loose)
        return self._images_of(found) if run.form == "compose-build" else found

    def _files_of(self, kinds: tuple[StepKind, ...], *, by_group: bool) -> dict[str, list[Seed]]:
        """The steps of the kinds by the file, or the group, that they belong to."""
        found: dict[str, list[Seed]] = {}
        for (kind, path), seeds in self._declared.items():
            for seed in seeds if kind in kinds else ():
                group = seed.declared.group if seed.declared and by_group else path
                found.setdefault(group, []).append(seed)
        return found

    def _images_of(self, services: list[Seed]) -> list[Seed]:
        """The builds of the images that services of a compose file run."""
        dockerfiles = [
            started.step
            for seed in services
            for started in (seed.declared.runs if seed.declared else ())
            if started.step is not None
        ]
        return [build for path in dict.fromkeys(dockerfiles) for build in self.find_builds(path)]
