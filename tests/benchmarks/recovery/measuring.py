"""The whole way for the repositories below a folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.recovery.comparing import Comparison, compare, keep_few_variants
from tests.benchmarks.recovery.inference import InferenceError, infer_steps
from tests.benchmarks.recovery.systems import System


def measure(folder: Path, system: System, workers: int = 2) -> list[Comparison]:
    """Compare truth and inference for each direct sub-folder that declares something."""
    roots = sorted(path for path in folder.iterdir() if path.is_dir())
    with ThreadPoolExecutor(workers) as pool:
        results = pool.map(lambda root: measure_repository(root, system), roots)
    return [result for result in results if result.steps]


def measure_repository(root: Path, system: System) -> Comparison:
    """Compare truth and inference for one repository; without a graph nothing is recovered."""
    declared = list(keep_few_variants(system.read_truth(root)))
    if not declared:
        return Comparison(root.name)
    try:
        return compare(root.name, declared, infer_steps(root, system))
    except InferenceError as error:
        result = compare(root.name, declared, {})
        result.error = str(error)
        return result
