"""How many steps of each system there are in repositories, and how many mlaudit finds.

Usage: python tests/benchmarks/systems.py FOLDER [-v]

Each direct sub-folder is one repository. What is there is counted in a way that shares nothing with
mlaudit: YAML is loaded as it is, everything else is searched for with one expression a system. So
templates, matrices and loops count once. Prints a line for each repository and system, with -v the
names that only one side has. Files of tests, templates and vendored code count only where mlaudit
names a step in them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mlaudit.model.project import SourceFile
from mlaudit.model.vocabulary import Role
from mlaudit.scan import read_workflow

Names = set[str]


@dataclass(frozen=True, slots=True)
class System:
    """One system.

    Attributes:
        name: of the system.
        kinds: names of the kinds of step that mlaudit makes for it.
        files: matches the paths of its files.
        count: the names of the steps in the text of a file.
    """

    name: str
    kinds: tuple[str, ...]
    files: re.Pattern[str]
    count: Callable[[str], Names]


def keys_at(*path: str) -> Callable[[str], Names]:
    """The keys of a mapping inside a YAML file."""

    def count(text: str) -> Names:
        try:
            found: Any = yaml.safe_load(text)
        except yaml.YAMLError:
            return set()
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return {str(key) for key in found} if isinstance(found, dict) else set()

    return count


def matches_of(expression: str) -> Callable[[str], Names]:
    """What the first group of an expression matches, at the beginnings of lines."""
    pattern = re.compile(expression, re.MULTILINE)
    return lambda text: {match[1] for match in pattern.finditer(text)}


def read_gitlab(text: str) -> Names:
    """Jobs are the keys that are no settings of the whole pipeline."""
    settings = {"stages", "variables", "default", "include", "workflow", "image", "services"}
    settings |= {"before_script", "after_script", "cache", "spec", "pages"}
    return {key for key in keys_at()(text) - settings if not key.startswith(".")}


_YAML = r"\.ya?ml$"
SYSTEMS = (
    System("DVC", ("dvc-stage",), re.compile(r"(^|/)dvc\.yaml$"), keys_at("stages")),
    System(
        "GitHub Actions",
        ("github-job",),
        re.compile(r"^\.github/workflows/[^/]+" + _YAML),
        keys_at("jobs"),
    ),
    System("GitLab CI", ("gitlab-job",), re.compile(r"^\.gitlab-ci\.yml$"), read_gitlab),
    System("CircleCI", ("circleci-job",), re.compile(r"^\.circleci/config\.yml$"), keys_at("jobs")),
    System(
        "Jenkins",
        ("jenkins-stage",),
        re.compile(r"(^|/)Jenkinsfile$"),
        matches_of(r"^\s*stage\s*\(\s*['\"]([^'\"]+)"),
    ),
    System(
        "Make",
        ("make-target",),
        re.compile(r"(^|/)([Mm]akefile|GNUmakefile)$"),
        matches_of(r"^(?!\.[A-Z_]+\b)([A-Za-z0-9_./-]+)\s*:(?![=:])"),
    ),
    System(
        "Snakemake",
        ("snakemake-rule",),
        re.compile(r"(^|/)(Snakefile|[^/]+\.smk)$"),
        matches_of(r"^\s*(?:rule|checkpoint)\s+(\w+)\s*:"),
    ),
    System(
        "MLproject", ("mlproject-entry",), re.compile(r"(^|/)MLproject$"), keys_at("entry_points")
    ),
    System(
        "compose",
        ("container-service",),
        re.compile(r"(^|/)(docker-)?compose[^/]*" + _YAML),
        keys_at("services"),
    ),
    System(
        "Airflow",
        ("airflow-task",),
        re.compile(r"\.py$"),
        matches_of(r"^(?=.*Operator\(|.*Sensor\(|\s*task_id=).*task_id\s*=\s*[\"']([^\"']+)"),
    ),
    System(
        "Metaflow",
        ("metaflow-step",),
        re.compile(r"\.py$"),
        matches_of(r"^\s+@step\s*\n(?:\s*@.*\n)*\s+def (\w+)"),
    ),
    System(
        "Prefect",
        ("prefect-flow", "prefect-task"),
        re.compile(r"\.py$"),
        matches_of(r"^\s*@(?:prefect\.)?(?:flow|task)\b.*\n(?:\s*@.*\n)*\s*(?:async )?def (\w+)"),
    ),
    System(
        "ZenML",
        ("zenml-pipeline", "zenml-step"),
        re.compile(r"\.py$"),
        matches_of(r"^@(?:step|pipeline)\b.*\n(?:@.*\n)*def (\w+)"),
    ),
    System(
        "Dagster",
        ("dagster-asset", "dagster-op"),
        re.compile(r"\.py$"),
        matches_of(r"^@(?:asset|op)\b(?:.*\n)+?def (\w+)"),
    ),
    System(
        "Luigi",
        ("luigi-task",),
        re.compile(r"\.py$"),
        matches_of(r"^class (\w+)\((?:luigi\.)?(?:Task|WrapperTask|ExternalTask)\)"),
    ),
    System(
        "dbt", ("dbt-model",), re.compile(r"(^|/)models/.*\.sql$"), matches_of(r"\A()(?=[\s\S])")
    ),
)
_PYTHON = {"Airflow": "airflow", "Metaflow": "metaflow", "Prefect": "prefect", "ZenML": "zenml"}
_PYTHON |= {"Dagster": "dagster", "Luigi": "luigi"}


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    print(f"{'repository':52} {'system':15} {'there':>5} {'found':>5}")
    there_all = both_all = 0
    for root in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        for system, there, found in compare(root):
            print(f"{root.name[:52]:52} {system.name:15} {len(there):5} {len(there & found):5}")
            there_all += len(there)
            both_all += len(there & found)
            if options.verbose:
                print_difference(there, found)
    print(f"{'all together':52} {'':15} {there_all:5} {both_all:5}")
    return 0


def print_difference(there: Names, found: Names) -> None:
    """The names that only one side has."""
    for words, names in (("only there", there - found), ("only found", found - there)):
        if names:
            print(f"    {words}: {', '.join(sorted(names))}")


def compare(root: Path) -> Iterator[tuple[System, Names, Names]]:
    """(system, what is there, what is found) of each system that a repository uses."""
    workflow = read_workflow(root)
    texts = dict(read_texts(root, workflow.project.files, {step.path for step in workflow.steps}))
    for system in SYSTEMS:
        inside = _PYTHON.get(system.name, "")
        there = {
            identify(system, path, name)
            for path, text in texts.items()
            if system.files.search(path) and inside in text
            for name in system.count(text)
        }
        found = {
            identify(system, step.path, step.name)
            for step in workflow.steps
            if step.kind.value in system.kinds and system.files.search(step.path)
        }
        if there or found:
            yield system, there, found


def identify(system: System, path: str, name: str) -> str:
    """A name that both sides give; tasks in Python may be made in another file than they stand."""
    if system.name in _PYTHON:
        return name.rpartition(".")[2]
    return f"{path}:{name.split('@')[0] or Path(path).stem}"


def read_texts(
    root: Path, files: tuple[SourceFile, ...], named: set[str]
) -> Iterator[tuple[str, str]]:
    """(path, text) of the small files that take part."""
    for file in files:
        counts = file.role is Role.PIPELINE or file.path in named
        if counts and not file.link and file.size < 1_000_000:
            yield file.path, (root / file.path).read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
