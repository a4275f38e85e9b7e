"""What Hydra's sweepers leave behind after several runs."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.configuration_values import find_value
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.hydra_job import SEVERAL
from mlaudit.graph.python.text import join_paths, texts_of
from mlaudit.graph.python.values import NONE, DictValue, ExternalValue, Known, PathValue


def record_results(run: Evaluation, settings: DictValue, site: Site) -> None:
    """What the sweepers that search for the best parameters leave in the folder of their runs.

    The file is documented with each plug-in: https://hydra.cc/docs/plugins/optuna_sweeper/.
    """
    choice = find_value(settings, "runtime.choices.hydra/sweeper")
    searches = isinstance(choice, Known) and choice.value in ("optuna", "ax", "nevergrad")
    if not searches or find_value(settings, "mode") != ExternalValue(SEVERAL):
        return
    for folder in texts_of(find_value(settings, "sweep.dir") or NONE):
        path = PathValue(join_paths((folder, "optimization_results.yaml")))
        record_path(run, path, "write", "hydra", site, "metrics")
