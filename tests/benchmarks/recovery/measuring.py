"""The whole way for the repositories below a folder."""

from __future__ import annotations

from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.recovery.comparing import Comparison, compare, keep_few_variants
from tests.benchmarks.recovery.inference import InferenceError, infer_steps
from tests.benchmarks.recovery.systems import System


def measure(
    folder: Path, system: System, names: Container[str] | None = None, workers: int = 2
) -> list[Comparison]:
    """Compare truth and inference for each direct sub-folder that declares something.

    Args:
        folder: holds the repositories.
        system: the kind of pipeline file.
        names: the sub-folders to measure, None for all.
        workers: how many repositories are measured at a time.
    """
    found = sorted(path for path in folder.iterdir() if path.is_dir())
    roots = [path for path in found if names is None or path.name in names]
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda root: measure_repository(root, system), roots)
    return [result for result in results if result.steps or result.left_out]


def measure_repository(root: Path, system: System) -> Comparison:
    """Compare truth and inference for one repository; without a graph nothing is recovered."""
    declared = list(keep_few_variants(system.read_truth(root)))
    inferred, problem = {}, ""
    try:
        inferred = infer_steps(root, system) if declared else {}
    except InferenceError as error:
        problem = str(error)
    result = compare(root.name, declared, inferred)
    result.left_out.update(system.list_left_out(root))
    result.error = problem
    return result
