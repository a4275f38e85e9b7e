"""Looks on while code is followed, and notices what may read or write unseen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from mlaudit.catalog import find_call, find_method
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

# Libraries whose functions compute, but for those that are handed a path or that the catalogue
# describes: nothing else of them reads or writes files of a project.
_COMPUTING = frozenset(
    {
        "PIL", "altair", "attr", "box", "bs4", "click", "colorama", "cv2", "dateutil",
        "dotenv", "emoji", "ensure", "fire", "geopandas", "google", "h5py", "hydra", "imblearn",
        "joblib", "keras", "lightgbm", "loguru", "lxml", "matplotlib", "mpl_toolkits", "networkx",
        "nltk", "numba", "numpy", "omegaconf", "openpyxl", "pandas", "patsy", "plotly", "polars",
        "psutil", "pyarrow", "pydantic", "pytz", "regex", "rich", "ruamel", "scipy", "seaborn",
        "shapely", "skimage", "sklearn", "statsmodels", "tabulate", "tensorflow", "tf_keras",
        "threadpoolctl", "toml", "tomli", "torch", "torchmetrics", "tqdm", "typer", "tyro",
        "unidecode", "xarray", "xgboost", "yaml",
    }
)  # fmt: skip
_RUNNING = frozenset({"exec", "eval", "__import__", "compile", "execfile"})
_MOVING = lazy_regex(
    r"(^|_)(load|read|open|save|write|dump|export|store|restore|download|upload|log|run|main|"
    r"execute|call|start|train|process|generate|build|create|make|render|to|from)(_|$)"
)
"""Words in the names of functions that may touch the files they are handed."""
_OF_VALUES = frozenset(
    name for class_ in (str, bytes, list, dict, set, int, float) for name in dir(class_)
) | {
    "agg", "any", "all", "apply", "argmax", "argmin", "argsort", "assign", "astype", "backward",
    "clip", "close", "cpu", "cuda", "cumsum", "detach", "drop", "drop_duplicates", "dropna", "dot",
    "dt", "eval", "fillna", "flatten", "groupby", "head", "iloc", "info", "isin", "isna", "isnull",
    "item", "iterrows", "map", "max", "mean", "median", "melt", "merge", "min", "mode", "notna",
    "nunique", "numel", "numpy", "permute", "pivot", "pivot_table", "predict", "predict_proba",
    "quantile", "ravel", "rename", "reset_index", "reshape", "resample", "rolling", "round",
    "sample", "select_dtypes", "set_index", "shift", "size", "sort_values", "squeeze", "std",
    "sum", "tail", "to_dict", "to_frame", "to_list", "to_numpy", "tolist", "transform",
    "step", "transpose", "unique", "unsqueeze", "value_counts", "values", "var", "view", "where",
}  # fmt: skip
"""Methods of texts, numbers, tables and arrays."""
_SETTERS = lazy_regex(r"(set|is|has|add)_\w+")
_PATH = lazy_regex(r"[/\\]|\.[A-Za-z]\w{0,9}$")
_DEPTH = 3
"""Deepest look into containers for paths that are handed over."""


class OpaqueCalls:
    """Calls whose effect nobody knows; a `Watcher`.

    Attributes:
        found: a name for each, in the order in which they happen.
    """

    def __init__(self) -> None:
        self.found: list[str] = []

    def attach(self, run: Evaluation) -> None:
        """Begin to look on."""
        self._call, self._evaluate = run.call, run.evaluate
        run.call, run.evaluate = self._see_call, self._see

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        """Options of a command line hide nothing."""

    def _see(self, run: Evaluation, expression: e.Expression, frame: Frame) -> Value:
        if isinstance(expression, e.Unknown):
            self.found.append(expression.reason)
        return self._evaluate(run, expression, frame)

    def _see_call(self, run: Evaluation, callee: Value, arguments: Arguments, site: Site) -> Value:
        for option in options_of(callee):
            name = _opaque_name(option, arguments)
            if name is not None:
                self.found.append(name)
        result = self._call(run, callee, arguments, site)
        if isinstance(result, UnknownValue) and result.reason == UnresolvedReason.BOUND:
            self.found.append(result.label)
        return result


def _opaque_name(callee: Value, arguments: Arguments) -> str | None:
    """What to call a callee that may read or write unseen, None for one that does not."""
    if isinstance(callee, UnknownValue):
        return callee.label
    if isinstance(callee, ExternalValue):
        return None if _is_plain_function(callee.name, arguments) else callee.name
    if isinstance(callee, ExternalInstance):
        name = callee.type or callee.call
        return None if _is_plain(f"{name}.__call__", arguments) else name
    if isinstance(callee, BoundMethod):
        return _opaque_method(callee.receiver, callee.name, arguments)
    return None


def _opaque_method(receiver: Value, name: str, arguments: Arguments) -> str | None:
    if isinstance(receiver, UnknownValue):
        return None if _is_of_values(name, arguments) else f"{receiver.label}.{name}"
    if isinstance(receiver, ExternalInstance):
        owner = receiver.type or receiver.call
        known = find_method(receiver.type or None, name) is not None
        plain = known or _is_plain(f"{owner}.{name}", arguments) or _is_of_values(name, arguments)
        return None if plain else f"{owner}.{name}"
    if isinstance(receiver, InstanceValue | ClassValue):
        class_ = receiver.class_ if isinstance(receiver, InstanceValue) else receiver
        bases = external_bases(class_) if class_ is not None else []
        plain = bool(bases) and all(_is_plain(f"{base}.{name}", arguments) for base in bases)
        return None if plain or _is_of_values(name, arguments) else name
    return None


def _is_of_values(name: str, arguments: Arguments) -> bool:
    """Is it a method that data has, and that is handed no path?"""
    usual = name in _OF_VALUES or _SETTERS.fullmatch(name) is not None
    return usual and not _hands_path(arguments)


def _is_plain_function(name: str, arguments: Arguments) -> bool:
    if "." not in name:
        return name not in _RUNNING
    return find_call(name) is not None or _is_plain(name, arguments)


def _is_plain(name: str, arguments: Arguments) -> bool:
    """Does the library that a name belongs to only compute, unless it is handed a path?"""
    library, _, last = name.partition(".")
    if library in sys.stdlib_module_names or not last:
        return True
    moving = _MOVING.search(name.rpartition(".")[2].lower()) is not None
    return library in _COMPUTING and not (moving and _hands_path(arguments))


def _hands_path(arguments: Arguments) -> bool:
    given = (*arguments.positional, *arguments.keywords.values())
    return any(_is_path(text) for value in given for text in _texts(value, 0))


def _is_path(text: str) -> bool:
    return bool(_PATH.search(text)) and not re.search(r"\s", text)


def _texts(value: Value, depth: int) -> Iterator[str]:
    """Every text in a value."""
    if depth > _DEPTH:
        return
    for option in options_of(value):
        if isinstance(option, PathValue):
            yield option.text or "."
        elif isinstance(option, Known) and isinstance(option.value, str):
            yield option.value
        elif isinstance(option, ListValue):
            for item in option.items:
                yield from _texts(item, depth + 1)
        elif isinstance(option, DictValue):
            for item in option.entries.values():
                yield from _texts(item, depth + 1)
