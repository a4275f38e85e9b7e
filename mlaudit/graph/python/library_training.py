"""Models of trainers: which files they name after what they were made with.

Trainer: https://huggingface.co/docs/transformers/main_classes/trainer
YOLO: https://docs.ultralytics.com/datasets/detect/
"""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.configuration_values import value_of_data
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import combine, join_paths, normalise, texts_given, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalInstance,
    Known,
    ListValue,
    Value,
)

_SPLITS = ("train", "val", "test")


def _save_metrics(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`trainer.save_metrics(split, metrics)` writes `<split>_results.json` and a summary."""
    folders = _output_folders(receiver)
    for folder in folders:
        for split in texts_given(arguments, 0, "split"):
            for part in (split, "all"):
                path = Known(join_paths((folder, f"{part}_results.json")))
                record_path(run, path, "write", f"transformers.Trainer.{name}", site, "metrics")
    return None


def _output_folders(trainer: Value) -> list[str]:
    """The `output_dir` of the arguments that a trainer was made with."""
    made = trainer.arguments if isinstance(trainer, ExternalInstance) else None
    settings = made.get(1, "args") if made is not None else None
    if not isinstance(settings, ExternalInstance) or settings.arguments is None:
        return []
    return texts_given(settings.arguments, 0, "output_dir")


def _read_splits(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`model.train(data="coco.yaml")` reads the folders or lists that the file names.

    They lie below `path`, which counts from the working directory, or beside the file. What lies
    outside the tree counts from a folder of the user's settings instead, which nobody knows.
    """
    for text in texts_given(arguments, None, "data"):
        data = run.world.configuration(normalise(text, run.directory))
        table = value_of_data(data) if data is not None else None
        if isinstance(table, DictValue):
            for path in _split_paths(table, posixpath.dirname(text)):
                record_path(run, Known(path), "read", f"ultralytics.YOLO.{name}", site, "dataset")
    return None


def _split_paths(table: DictValue, folder: str) -> list[str]:
    base = table.entries.get("path", Known(folder))
    if any(text.startswith("..") for text in texts_of(base)):
        return []
    found = []
    for split in _SPLITS:
        value = table.entries.get(split)
        parts = value.items if isinstance(value, ListValue) else [value] if value else []
        found += [
            join_paths(texts) for part in parts if texts_of(part) for texts in combine([base, part])
        ]
    return [path for path in found if "{none}" not in path]


METHODS = {
    "*.save_metrics": _save_metrics,
    "ultralytics.YOLO.train": _read_splits,
    "ultralytics.YOLO.val": _read_splits,
}
