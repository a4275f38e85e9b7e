"""Programs of Hydra: the configuration that `@hydra.main` and `hydra.compose` hand over."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.configuration_values import find_value, put_value
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.hydra_composition import Composition
from mlaudit.graph.python.hydra_job import JOB, Job, changes_directory, make_settings
from mlaudit.graph.python.hydra_line import HydraLine, apply_override, choices_of, read_line
from mlaudit.graph.python.hydra_sweep import record_results
from mlaudit.graph.python.interpolation import Interpolation
from mlaudit.graph.python.paths import make_absolute
from mlaudit.graph.python.text import normalise, texts_given, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    Decoration,
    DictValue,
    FunctionValue,
    Known,
    PathValue,
    Value,
)

_DECORATORS = (
    "hydra.main",
    "nemo.core.config.hydra_runner",
    "nemo.core.config.hydra_runner.hydra_runner",
)


def call_with_configuration(run: Evaluation, function: FunctionValue, site: Site) -> Value | None:
    """Call a function of `@hydra.main` with its configuration; None without that decorator."""
    decoration = next((d for d in function.decorators if d.name in _DECORATORS), None)
    if decoration is None:
        return None
    line = read_line(run.arguments or ())
    folders = _folders_of(run, function, decoration, line)
    given = decoration.arguments or Arguments()
    names = texts_given(given, 1, "config_name")
    name = line.name or (names[0] if names and given.get(1, "config_name") != NONE else "")
    value, settings = compose(run, folders, name, line, site)
    if line.shows:
        return NONE
    outer, job = run.directory, Job(run.directory, settings)
    run.kept[JOB] = job
    if decoration.name == "hydra.main" and changes_directory(settings, given):
        target = texts_of(find_value(settings, "runtime.output_dir") or NONE)
        run.directory = normalise(target[0] if target else "outputs", outer)
    try:
        return run.call(run, function, Arguments([value]), site)
    finally:
        run.directory = outer
        record_results(run, settings, site)


def _folders_of(
    run: Evaluation, function: FunctionValue, decoration: Decoration, line: HydraLine
) -> tuple[str, ...]:
    """The folders of configurations; `config_path` is relative to the file of the function."""
    given = decoration.arguments or Arguments()
    path = given.get(0, "config_path")
    texts = [line.path] if line.path is not None else texts_of(path or Known("."))
    beside = posixpath.dirname(function.module.module.path) or "."
    found: list[str] = []
    for text in texts if path != NONE or line.path is not None else []:
        package = text.removeprefix("pkg://").replace(".", "/")
        if text.startswith("pkg://"):
            found += [package, f"src/{package}"]
        else:
            found.append(normalise(text, beside))
    if line.folder is not None:
        found.append(normalise(line.folder, run.directory))
    return tuple(found)


def compose(
    run: Evaluation, folders: tuple[str, ...], name: str, line: HydraLine, site: Site
) -> tuple[Value, DictValue]:
    """A configuration, and Hydra's own settings; open where its file is not there."""
    composition = Composition(run, folders, choices_of(line))
    composed = composition.compose(name) if name else DictValue({})
    for file in composition.files:
        record_path(run, PathValue(f"{ROOT}/{file}"), "read", "hydra", site, "config")
    missing = composed is None
    composed = composed or DictValue({}, missing)
    for word in line.overrides:
        if not composition.is_group(word.lstrip("+~").partition("=")[0]):
            apply_override(composed, word, line.multirun)
    own = composed.entries.pop("hydra", None)
    settings = make_settings(run, own, name, multirun=line.multirun)
    put_value(settings, ["runtime", "choices"], composition.choices)
    root = DictValue({**composed.entries, "hydra": settings}, composed.open_)
    filled = Interpolation(root, run.environment).fill(settings, ("hydra",))
    settings = filled if isinstance(filled, DictValue) else settings
    _anchor(settings, run.directory)
    root.entries["hydra"] = settings
    value = Interpolation(root, run.environment).fill(composed)
    return value, settings


def _anchor(settings: DictValue, directory: str) -> None:
    """Make the output folder absolute, as Hydra does."""
    runtime = settings.entries.get("runtime")
    if isinstance(runtime, DictValue):
        texts = texts_of(runtime.entries.get("output_dir") or NONE)
        if texts:
            runtime.entries["output_dir"] = Known(make_absolute(texts[0], directory))
