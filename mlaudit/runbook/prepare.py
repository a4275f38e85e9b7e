"""Actions that prepare a machine: the environment and the data that versioning keeps."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.stores import is_unreachable
from mlaudit.model.assessment import Action
from mlaudit.model.facts import Environment
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, Tracking
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import Evidence, commands_of

CODES = ("ENV001", "ENV002", "ENV005", "ENV011", "ENV007", "ENV008", "ENV009", "ENV003", "ENV004")
_INSTALLS = {
    "requirements": "pip install -r {path}",
    "pyproject": "pip install {folder}",
    "setup": "pip install {folder}",
    "conda": "conda env create -f {path}",
    "pipfile": "pipenv install",
    "container": "docker build -f {path} .",
    "r": "Rscript {path}",
    "julia": "julia --project={folder} -e 'using Pkg; Pkg.instantiate()'",
    "nix": "nix-shell {path}",
    "guix": "guix shell -m {path}",
    "system": "xargs apt-get install < {path}",
}
_LOCKS = {
    "poetry.lock": "poetry install",
    "uv.lock": "uv sync",
    "pdm.lock": "pdm install",
    "Pipfile.lock": "pipenv sync",
    "pixi.lock": "pixi install",
    "conda-lock.yml": "conda-lock install {path}",
    "renv.lock": 'Rscript -e "renv::restore()"',
    "packrat.lock": 'Rscript -e "packrat::restore()"',
    "DESCRIPTION": 'Rscript -e "remotes::install_deps()"',
    "flake.nix": "nix develop {folder}",
    "flake.lock": "nix develop {folder}",
    "channels.scm": "guix time-machine -C {path}",
}
_SYSTEM_INSTALL = lazy_regex(
    r"(sudo\s+)?(apt|apt-get|aptitude|yum|dnf|apk|pacman|zypper|brew|choco|scoop|winget|snap|port)\s"
)
"""Installs of the operating system: tools, not the packages that the code imports."""
_CODE = (".py", ".ipynb", ".R", ".r", ".Rmd", ".rmd", ".qmd", ".jl")
_LANGUAGES = {
    "r": (".r", ".rmd", ".qmd", ".ipynb"),
    "julia": (".jl", ".qmd", ".ipynb"),
    "system": (),
}
"""Kinds of environment that hold for code with these endings alone."""


@immutable
class EnvironmentEvidence:
    """The best of what tells which packages are needed.

    Attributes:
        credit: from 0 to 1, the ladder of TAXONOMY 4.2.
        rung: the evidence in words.
        declared: the file, or None.
        place: where a person is told, or the file.
        command: what to type.
        documented: a document tells the command.
    """

    credit: float
    rung: str
    declared: Environment | None = None
    place: Place | None = None
    command: str = ""
    documented: bool = False


def needs_environment(steps: tuple[Step, ...]) -> bool:
    """Does any of the steps run code that packages must be installed for?"""
    return any(path.endswith(_CODE) for step in steps for path in (step.path, *step.runs))


def find_environment(evidence: Evidence, steps: tuple[Step, ...]) -> EnvironmentEvidence:
    """The best evidence for the environment of the steps: the highest rung counts."""
    project = evidence.workflow.project
    paths = {path for step in steps for path in (step.path, *step.runs)}
    homes = {project.subproject_of(path) for path in paths} | {"."}
    found = [
        _rate(environment)
        for environment in sorted(evidence.workflow.environments, key=lambda e: (e.path, e.kind))
        if project.subproject_of(environment.path) in homes and _suits(environment, paths)
    ]
    best = max(found, key=lambda rated: rated.credit, default=None)
    install = _find_install(evidence, best.declared.path if best and best.declared else "")
    if best is None or best.credit == 0:
        return install or EnvironmentEvidence(0.0, "nothing declares the environment")
    if install is None:
        return best
    return EnvironmentEvidence(
        best.credit, best.rung, best.declared, install.place, install.command, True
    )


def _suits(environment: Environment, paths: set[str]) -> bool:
    """Are the packages for the language of some of the code?"""
    endings = _LANGUAGES.get(environment.kind)
    return endings is None or any(path.lower().endswith(endings) for path in paths)


def _rate(environment: Environment) -> EnvironmentEvidence:
    place = Place(environment.path)
    command = _command_of(environment)
    if environment.locked:
        return EnvironmentEvidence(
            1.0, f"locked by {environment.path}", environment, place, command
        )
    wanted = environment.requirements
    if not wanted:
        return EnvironmentEvidence(0.0, f"{environment.path} asks for nothing")
    share = sum(requirement.pinned for requirement in wanted) / len(wanted)
    rung = f"declared by {environment.path}, {share:.0%} of its packages pinned"
    return EnvironmentEvidence(0.4 + 0.5 * share, rung, environment, place, command)


def _command_of(environment: Environment) -> str:
    folder, name = posixpath.split(environment.path)
    template = _LOCKS.get(name) or _INSTALLS.get(environment.kind, "install {path}")
    return template.format(path=environment.path, folder=f"./{folder}" if folder else ".")


def _find_install(evidence: Evidence, path: str) -> EnvironmentEvidence | None:
    """The documented install command: the one that names the file, else the first."""
    found = _list_installs(evidence.workflow)
    if not found:
        return None
    step = next((s for s in found if path and path in s.name), found[0])
    command = " ".join(step.name.split())
    return EnvironmentEvidence(
        0.25, "a document tells what to install", None, step.place, command, True
    )


@asked_once
def _list_installs(workflow: Workflow) -> tuple[Step, ...]:
    """The documented commands that install packages, in the order of the documents."""
    return tuple(
        step
        for step in commands_of(workflow)
        if _installs(step) and not _SYSTEM_INSTALL.match(step.name)
    )


def _installs(step: Step) -> bool:
    """Does the command itself install, and not only something that it starts?"""
    return any(e.kind == "install" and e.by in ("", step.id) for e in step.effects)


def find_preparations(closure: Closure, automated: bool) -> tuple[Action, ...]:
    """The environment, then the data that a tool fetches by its hashes.

    Args:
        closure: what is to be made.
        automated: every run of it is started by a trigger, its environment with it.
    """
    found = []
    if needs_environment(closure.steps):
        found.append(_install(closure, automated))
    kept = tuple(
        id_
        for id_ in closure.inputs
        if (artifact := closure.workflow.artifact_by_id.get(id_)) is not None
        and artifact.tracking == Tracking.DVC
    )
    known = closure.workflow.artifact_by_id
    lost = tuple(id_ for id_ in kept if is_unreachable(closure.workflow, known[id_]))
    if set(kept) - set(lost):
        found.append(_pull(closure, tuple(id_ for id_ in kept if id_ not in lost)))
    if lost:
        found.append(_ask_for(closure, lost))
    large = tuple(i for i in closure.inputs if i in known and known[i].tracking == Tracking.LFS)
    if large:
        found.append(_pull_large(large))
    return tuple(found)


def _pull_large(large: tuple[str, ...]) -> Action:
    """Without the extension a clone holds pointers in place of the files."""
    return Action(
        "prepare",
        "git lfs pull",
        Automation.SCRIPTED,
        Place(".gitattributes"),
        reason=f"fetches {', '.join(large[:3])}",
        about=large,
        manual=False,
    )


def _install(closure: Closure, automated: bool) -> Action:
    best = find_environment(closure.evidence, closure.steps)
    level = Automation.SCRIPTED if best.declared else Automation.HIDDEN
    level = Automation.DOCUMENTED if best.documented else level
    level = Automation.AUTOMATED if automated else level
    first = next(step for step in closure.steps if needs_environment((step,)))
    hidden = level == Automation.HIDDEN
    return Action(
        "prepare",
        best.command or "an environment with the packages that the code imports",
        level,
        best.place or Place(first.path),
        reason=best.rung if best.credit < 1 and not (hidden and automated) else "",
        about=tuple(step.id for step in closure.steps),
        codes=CODES,
        manual=not automated,
    )


def _ask_for(closure: Closure, lost: tuple[str, ...]) -> Action:
    """What DVC names by its hash and keeps on its author's machine only."""
    tracked = [o for o in closure.workflow.tracked if o.path in lost]
    return Action(
        "acquire",
        f"{', '.join(lost[:3])} from whoever has it: DVC tracks it without a remote that others "
        "reach",
        Automation.HIDDEN,
        tracked[0].place if tracked else Place(".dvc/config"),
        reason="`dvc pull` finds no remote",
        about=lost,
        codes=("INP011",),
    )


def _pull(closure: Closure, kept: tuple[str, ...]) -> Action:
    tracked = [o for o in closure.workflow.tracked if o.path in kept]
    return Action(
        "prepare",
        "dvc pull",
        Automation.SCRIPTED,
        tracked[0].place if tracked else Place(".dvc/config"),
        reason=f"fetches {', '.join(kept[:3])} by hash",
        about=kept,
        codes=("INP011", "INP012", "REL013"),
        manual=False,
    )
