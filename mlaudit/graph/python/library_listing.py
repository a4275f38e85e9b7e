"""Models of the listings that file systems behind libraries give: fsspec and TensorFlow."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.filesystems import SCHEMES
from mlaudit.graph.python.library_path import list_folder, list_pattern, walk_folder
from mlaudit.graph.python.text import join_paths, texts_given
from mlaudit.graph.python.values import Arguments, Known, ListValue, Value
from mlaudit.patterns import lazy_regex


def _match(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`fs.glob(pattern)`; the names come without their scheme, as the libraries give them."""
    texts = [_SCHEME.sub("", text) for text in texts_given(arguments, 0, "path")]
    return ListValue([Known(text) for text in texts], open_=True) if texts else None


def _list(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`fs.ls(folder)` and `fs.find(folder)`."""
    texts = [_SCHEME.sub("", text) for text in texts_given(arguments, 0, "path")]
    inside = ("**", "{file}") if name == "find" else ("{file}",)
    names: list[Value] = [Known(join_paths((text, *inside))) for text in texts]
    return ListValue(names, open_=True) if names else None


_SCHEME = lazy_regex(r"^\w+://")
_TYPES = ("fsspec.spec.AbstractFileSystem", *SCHEMES)
METHODS = {
    **{f"{type_}.glob": _match for type_ in _TYPES},
    **{f"{type_}.{name}": _list for type_ in _TYPES for name in ("ls", "find", "listdir")},
}
MODELS = {
    "tensorflow.io.gfile.glob": list_pattern,
    "tensorflow.io.gfile.listdir": list_folder,
    "tensorflow.io.gfile.walk": walk_folder,
}
