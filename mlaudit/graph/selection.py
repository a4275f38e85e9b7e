"""Which declared steps a run of make, DVC, Snakemake, MLflow or compose starts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence

from mlaudit.graph.commands import CodeRun
from mlaudit.graph.matching import is_pattern, same_by_pattern
from mlaudit.graph.python.text import normalise
from mlaudit.graph.seeds import Seed
from mlaudit.parsers.path_text import folder_of
from mlaudit.parsers.registry import launcher_of

_COMPOSE_FILES = (
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.override.yaml",
    "compose.override.yml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
_DEFAULT_FILES = {
    "make": ("GNUmakefile", "makefile", "Makefile"),
    "dvc": ("dvc.yaml",),
    "mlproject": ("MLproject", "MLProject", "mlproject"),
    "snakemake": ("Snakefile", "snakefile", "workflow/Snakefile", "workflow/snakefile"),
    "compose": _COMPOSE_FILES,
    "compose-build": _COMPOSE_FILES,
}
_FILE_OPTIONS = frozenset({"-f", "--file", "-s", "--snakefile"})
_ALL_PIPELINES = frozenset({"-P", "--all-pipelines"})
_ALONE = frozenset({"-s", "--single-item"})
_COMPOSE = ("compose", "compose-build")


def select_steps(run: CodeRun, files: Mapping[str, list[Seed]], *, loose: bool) -> list[Seed]:
    """The steps that a run starts, those that they need first.

    Args:
        run: the command.
        files: the steps of each file that the tool reads, in file order.
        loose: documents often leave out the folder; the only file of the tree then counts.
    """
    if run.form == "dvc":
        return _select_stages(run, files, loose=loose)
    launcher = launcher_of(run.form)
    if launcher is not None and launcher.everywhere:
        return _select_anywhere(_wanted(run), files)
    paths = _choose_files(run, files, loose=loose)
    seeds = [seed for path in paths for seed in files[path]]
    if run.form == "make":
        return _select_targets(run, seeds)
    wanted = _wanted(run)
    if launcher is not None and launcher.marks:
        return _select_marked(launcher.marks, wanted, seeds)
    found = [seed for seed in seeds if seed.name in wanted]
    if launcher is not None and launcher.of_project:
        whole = [s for s in seeds if s.declared and s.declared.group.rpartition("#")[2] in wanted]
        found = found or whole if wanted else seeds
        return _with_upstream(found, found, _is_prerequisite)
    if launcher is not None:
        found.sort(key=lambda seed: wanted.index(seed.name))
        found = found if wanted else _select_default(launcher.default, seeds)
        return _with_upstream(found, seeds, _is_prerequisite)
    if run.form == "mlproject":
        return found or ([] if wanted else [seed for seed in seeds if seed.name == "main"][:1])
    if run.form == "snakemake":
        return _with_upstream(found or seeds, seeds, _feeds) if wanted else _default_rules(seeds)
    return found if wanted else [seed for seed in seeds if _takes_part(run, seed)]


def _default_rules(seeds: list[Seed]) -> list[Seed]:
    """The first rule and what it needs; every rule where it is not told what they need."""
    chosen = _with_upstream(seeds[:1], seeds, _feeds)
    first = seeds[0].declared if seeds else None
    told = first is not None and bool(first.reads)
    if told and not any(seed.declared and seed.declared.declares_more for seed in chosen):
        return chosen
    return _with_upstream(seeds, seeds, _feeds)


def _takes_part(run: CodeRun, seed: Seed) -> bool:
    """Compose leaves out services with profiles, unless one of those is asked for."""
    uses = seed.declared.uses if seed.declared is not None else ()
    named = {value for use in uses if use.name == "profiles" for _, value in use.inputs}
    words = run.arguments
    asked = {words[i + 1] for i in range(len(words) - 1) if words[i] == "--profile"}
    return not named or "*" in asked or bool(named & asked)


def _select_anywhere(wanted: list[str], files: Mapping[str, list[Seed]]) -> list[Seed]:
    """The steps of a name, or of a group of that name; the ending of a file may be left out."""
    names = {word.rpartition("/")[2] for word in wanted}
    return [
        seed
        for seeds in files.values()
        for seed in seeds
        if names & {seed.name, seed.name.rpartition(".")[0], _name_of_group(seed)}
    ]


def _name_of_group(seed: Seed) -> str:
    group = seed.declared.group if seed.declared is not None else ""
    return group.rpartition("#")[2].rpartition("/")[2] if "#" in group else ""


def _select_marked(marks: str, wanted: list[str], seeds: list[Seed]) -> list[Seed]:
    """The steps of the names without their marks; a `+` before one takes in what it needs."""
    mark = re.escape(marks)
    around = re.compile(rf"^[{mark}\d]*[{mark}]|[{mark}][{mark}\d]*$")
    names = {around.sub("", word): word for word in wanted}
    found = [seed for seed in seeds if seed.name in names] if wanted else seeds
    upward = [seed for seed in found if "+" in names.get(seed.name, "").partition(seed.name)[0]]
    taken = {seed.id for seed in found}
    needed = _with_upstream(upward, seeds, _feeds)
    return found + [seed for seed in needed if seed.id not in taken]


def _select_default(default: str, seeds: list[Seed]) -> list[Seed]:
    if default in ("first", "all"):
        return seeds[:1] if default == "first" else seeds
    return [seed for seed in seeds if seed.name == default]


def _wanted(run: CodeRun) -> list[str]:
    return [word for word in run.target.split() if not word.startswith("-")]


def _select_targets(run: CodeRun, seeds: list[Seed]) -> list[Seed]:
    wanted = _wanted(run)
    plain = [seed for seed in seeds if "{" not in seed.name]
    found = [s for s in seeds if s.name in wanted] if wanted else plain[:1]
    for name in wanted:
        if all(seed.name != name for seed in found):
            found += [seed for seed in seeds if _is_rule_for(seed.name, name)][:1]
    return _with_upstream(found, seeds, _is_prerequisite)


def _is_rule_for(rule: str, name: str) -> bool:
    """Does a pattern rule (`data/{stem}.csv`) make the file or target?"""
    pieces = re.split(r"\{[^{}]*\}", rule)
    return len(pieces) > 1 and bool(re.fullmatch(".+".join(map(re.escape, pieces)), name))


def _select_stages(run: CodeRun, files: Mapping[str, list[Seed]], *, loose: bool) -> list[Seed]:
    """`dvc repro [stage | file[:stage] | -P]`; targets may be files of other folders.

    Of a frozen stage only the outputs are looked at, and nothing is run for it.
    """
    files = {
        path: [seed for seed in seeds if not _is_frozen(seed)] for path, seeds in files.items()
    }
    everything = [seed for seeds in files.values() for seed in seeds]
    target = run.target if not run.target.startswith("-") else ""
    file, _, stage = target.partition(":")
    path = written = normalise(file, run.directory)
    path = path if path in files else posixpath.join(path, "dvc.yaml")
    if _ALL_PIPELINES & set(run.arguments):
        found = everything
    elif target and path in files:
        found = [s for s in files[path] if not stage or _is_stage(s, stage)]
    else:
        chosen = [s for p in _choose_files(run, files, loose=loose) for s in files[p]]
        found = [s for s in chosen if not target or _is_stage(s, target) or _writes(s, written)]
    return found if _ALONE & set(run.arguments) else _with_upstream(found, everything, _feeds)


def _is_frozen(seed: Seed) -> bool:
    return seed.declared is not None and seed.declared.frozen


def _is_stage(seed: Seed, name: str) -> bool:
    return name in (seed.name, seed.name.split("@")[0])


def _writes(seed: Seed, path: str) -> bool:
    return seed.declared is not None and any(w.path == path for w in seed.declared.writes)


def _choose_files(run: CodeRun, files: Mapping[str, list[Seed]], *, loose: bool) -> list[str]:
    named = _named_files(run)
    if named and run.form == "snakemake":
        # A file that only includes others declares no rule itself.
        found = _find_named(named, files, loose=loose)
        return [*found, *(path for entry in named for path in _included(entry, files))]
    if named:
        return _find_named(named, files, loose=loose)
    wanted = [normalise(name, run.directory) for name in _default_files(run.form)]
    found = [path for path in wanted if path in files]
    if not wanted:  # of a whole project
        prefix = "" if run.directory == "." else f"{run.directory}/"
        below = [path for path in files if path.startswith(prefix)]
        return below or (list(files) if loose else [])
    if run.form in _COMPOSE:
        found = found or _in_folders_above(run.directory, files)
    if not found and (loose or run.directory.startswith(("/", "{", "~"))):
        found = list(files) if len(files) == 1 else []
        found = found or _only_default(run, files)
    if run.form == "snakemake":
        return [path for entry in found[:1] for path in (entry, *_included(entry, files))]
    return found if run.form in _COMPOSE else found[:1]


def _default_files(form: str) -> tuple[str, ...]:
    launcher = launcher_of(form)
    return _DEFAULT_FILES[form] if launcher is None else launcher.files


def _named_files(run: CodeRun) -> list[str]:
    words = run.arguments
    # `-s` of DVC is a flag, and what follows `--` belongs to the program inside a container.
    end = words.index("--") if "--" in words else len(words)
    return [
        normalise(words[i + 1], run.directory)
        for i in range(end - 1)
        if words[i] in _FILE_OPTIONS and run.form != "dvc"
    ]


def _find_named(named: Sequence[str], files: Mapping[str, list[Seed]], *, loose: bool) -> list[str]:
    found = []
    for name in named:
        ending = [path for path in files if path.endswith("/" + name)]
        if name in files:
            found.append(name)
        elif below := [path for path in files if path.startswith(name + "/")]:
            # Tools that are given a folder take the files in it, and not those further down.
            found += [path for path in below if folder_of(path) == name] or below
        elif loose and len(ending) == 1:
            found += ending
    return found


def _included(entry: str, files: Mapping[str, list[Seed]]) -> list[str]:
    """Rule files below the folder of a Snakefile, which it includes."""
    folder = folder_of(entry)
    prefix = "" if folder == "." else folder + "/"
    return [
        path
        for path in files
        if path.startswith(prefix)
        and "/" in path[len(prefix) :]
        and not posixpath.basename(path).lower().startswith("snakefile")
    ]


def _in_folders_above(directory: str, files: Mapping[str, list[Seed]]) -> list[str]:
    """Compose looks for its file in the folders above, too."""
    while directory not in (".", "", "/") and not directory.startswith(("{", "~", "..")):
        directory = folder_of(directory)
        found = [normalise(name, directory) for name in _DEFAULT_FILES["compose"]]
        if any(path in files for path in found):
            return [path for path in found if path in files]
    return []


def _only_default(run: CodeRun, files: Mapping[str, list[Seed]]) -> list[str]:
    """The one file of the tree with a usual name, where there is just one."""
    names = {posixpath.basename(name) for name in _default_files(run.form)}
    found = [path for path in files if posixpath.basename(path) in names]
    at_root = [path for path in found if "/" not in path]
    if run.directory.startswith(("/", "{", "~")) and at_root:
        return at_root
    return found if len(found) == 1 else []


def _with_upstream(
    found: Sequence[Seed], pool: Sequence[Seed], comes_before: Callable[[Seed, Seed], bool]
) -> list[Seed]:
    """The steps and everything that the tool runs before them, in the order of the tool."""
    ordered: dict[str, Seed] = {}
    visited: set[str] = set()
    stack: list[tuple[Seed, bool]] = [(seed, False) for seed in reversed(found)]
    while stack:
        seed, done = stack.pop()
        if done:
            ordered[seed.id] = seed
        elif seed.id not in visited:
            visited.add(seed.id)
            stack.append((seed, True))
            before = [other for other in pool if comes_before(other, seed)]
            stack += [(other, False) for other in reversed(_as_named(before, seed))]
    return list(ordered.values())


def _as_named(before: list[Seed], seed: Seed) -> list[Seed]:
    """In the order in which the step names them; what it does not name stays behind."""
    names = seed.declared.after if seed.declared is not None else ()
    places = {name: index for index, name in enumerate(names)}
    return sorted(before, key=lambda other: places.get(other.name, len(names)))


def _is_prerequisite(other: Seed, seed: Seed) -> bool:
    declared = seed.declared
    if declared is None:
        return False
    named = other.path == seed.path and other.name in declared.after
    return named or other.id in declared.after


def _feeds(other: Seed, seed: Seed) -> bool:
    """Does a step write what another one reads, as both declare it?"""
    if other.declared is None or seed.declared is None or other.id == seed.id:
        return False
    return any(
        _overlap(written.path, read.path)
        for written in other.declared.writes
        for read in seed.declared.reads
    )


def _overlap(written: str, read: str) -> bool:
    if written == read or read.startswith(written + "/") or written.startswith(read + "/"):
        return True
    return (is_pattern(written) or is_pattern(read)) and same_by_pattern(written, read)
