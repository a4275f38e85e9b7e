"""Settings of TorchServe: https://docs.pytorch.org/serve/configuration.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import Declaration, DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

TORCHSERVE_MODELS = StepKind("torchserve-models", StepFamily.TARGET, "configuration of TorchServe")

MAXIMUM_SIZE = 200_000
"""Bytes from which a file is left alone."""

_ENTRY = lazy_regex(r"^[ \t]*([\w.]+)[ \t]*[=:][ \t]*((?:[^\n\\]|\\\n[ \t]*|\\.)*)$", re.MULTILINE)
_CONTINUED = lazy_regex(r"\\\n[ \t]*")


def parse(path: str, data: bytes) -> Facts:
    """What a server with these settings loads as it starts; nothing where it is told later."""
    if len(data) > MAXIMUM_SIZE or b"load_models" not in data:
        return Facts(path, PARSER.name)
    text = decode_text(data).replace("\r\n", "\n")
    found = {
        match[1]: (_CONTINUED.sub("", match[2]).strip(), text.count("\n", 0, match.start(1)) + 1)
        for match in _ENTRY.finditer(text)
    }
    store, _ = found.get("model_store", ("", 0))
    models, line = found.get("load_models", ("", 0))
    reads = tuple(
        Declaration(file, Place(path, line), "dep")
        for file in _files(folder_of(path), store, models)
    )
    if not reads:
        return Facts(path, PARSER.name)
    step = DeclaredStep(
        TORCHSERVE_MODELS,
        "load_models",
        Place(path, line),
        "load_models",
        directory=folder_of(path),
        reads=reads,
        group=path,
    )
    return Facts(path, PARSER.name, steps=(step,))


def _files(folder: str, store: str, models: str) -> Iterator[str]:
    """`all`, `a.mar, b=c.mar` or an address.

    A folder is one below where the server starts: the root, if the settings lie there; where they
    lie elsewhere, it is not told.
    """
    if folder != "." and not store.startswith(("/", "~")):
        store = ""
    for item in filter(None, (item.strip() for item in models.split(","))):
        file = item.partition("=")[2].strip() if re.match(r"[\w.-]+\s*=", item) else item
        if "://" in file:
            yield file
        elif store and file in ("all", "ALL"):
            yield join_path(folder, store)
        elif store and file.endswith((".mar", ".tar.gz")):
            yield join_path(folder, f"{store.rstrip('/')}/{file}")


PARSER = Parser(
    "torchserve",
    lambda path: name_of(path).endswith(".properties"),
    parse,
    launchers=(
        Launcher(
            TORCHSERVE_MODELS,
            ("torchserve",),
            files=("config.properties",),
            file_options=("--ts-config",),
            valued=("--log-config", "--plugins-path", "--workflow-store"),
            asking=("--stop", "--models", "--model-store", "--help", "--version"),
            at_once=True,
        ),
    ),
)
"""Reads the settings of servers of TorchServe."""
