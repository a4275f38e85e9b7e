"""Hydra's own settings of a run, and the folder that it runs in."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.configuration_values import (
    find_value,
    merge_tables,
    put_value,
    table_of_words,
)
from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalValue,
    Known,
    Value,
)
from mlaudit.model.immutable import immutable

SEVERAL = "hydra.types.RunMode.MULTIRUN"
"""The mode of a program that runs several times."""

JOB = "hydra job"
"""Where an evaluation keeps the job that runs."""


@immutable
class Job:
    """One run of a program of Hydra: the folder it was started in, and Hydra's own settings."""

    started_in: str
    settings: DictValue


def make_settings(run: Evaluation, given: Value | None, name: str, *, multirun: bool) -> DictValue:
    """Hydra's own settings: its defaults, and what the configuration and the words say."""
    from mlaudit.graph.python.paths import make_absolute

    moment = "${now:%Y-%m-%d}/${now:%H-%M-%S}"
    stem = posixpath.splitext(posixpath.basename(run.entry))[0]
    usual = table_of_words(
        [
            f"run.dir=outputs/{moment}",
            f"sweep.dir=multirun/{moment}",
            "sweep.subdir={num}",
            f"job.name={stem}",
            f"job.config_name={name}",
        ]
    )
    put_value(usual, ["runtime", "cwd"], Known(make_absolute(".", run.directory)))
    settings = merge_tables(usual, given) if isinstance(given, DictValue) else usual
    multirun = multirun or find_value(settings, "mode") == Known("MULTIRUN")
    mode = SEVERAL if multirun else "hydra.types.RunMode.RUN"
    put_value(settings, ["mode"], ExternalValue(mode))
    folder = "${hydra:sweep.dir}/${hydra:sweep.subdir}" if multirun else "${hydra:run.dir}"
    put_value(settings, ["runtime", "output_dir"], Known(folder))
    return settings


def changes_directory(settings: DictValue, decoration: Arguments) -> bool:
    """Does the program run inside its output folder?

    `hydra.job.chdir` says so; without it the compatibility that `version_base` asks for: up to 1.1
    the folder changes (https://hydra.cc/docs/upgrades/1.1_to_1.2/changes_to_job_working_dir/).
    """
    said = find_value(settings, "job.chdir")
    if isinstance(said, Known) and isinstance(said.value, bool):
        return said.value
    version = decoration.get(None, "version_base")
    return version is None or version in (Known("1.1"), Known("1.0"))
