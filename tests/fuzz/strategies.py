"""Files that are nearly right, for hypothesis: structures of each family of formats."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.fuzz.seeds import Seed

_TALE = """
train clean data/raw.csv data/{x}.csv models/*.pkl python train.py --out ${OUT} $HOME s3://a/b
http://[::1 @daily 0 * ${{ matrix.x }} {{ params.x }} ../x /abs C:\\x "" '' true null 1.5 dvc repro
make all bash -c "cp a b" | > & && *.ipynb input() %run !cp \u202e \x1b[1m caf\u00e9 \U0001f4ca
"""
_TABLE_KEYS = """
stages cmd deps outs params wdir foreach matrix do plots metrics vars jobs steps run uses on with
needs if name env schedule cron script stage image services command build volumes environment
rules include extends variables artifacts tasks pipelines workflows version dag_id kind spec
templates arguments entry_points parameters nodes inputs outputs apiVersion metadata main cells
source cell_type execution_count nbformat nbformat_minor language_info tool project dependencies
scripts path md5 hash files channels repos hooks id entry trigger pool strategy
"""
_WORDS = st.sampled_from(_TALE.split())
TEXTS = _WORDS | st.lists(_WORDS, max_size=4).map(" ".join) | st.text(max_size=12)
_KEYS = st.sampled_from(_TABLE_KEYS.split())
DATA: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS | TEXTS, inner, max_size=5),
    max_leaves=25,
)
_NAMES = st.sampled_from(("a", "b", "df", "open", "os", "self", "args", "input", "load", "save"))


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines() or ["pass"])


_VALUES = st.recursive(
    TEXTS.map(repr) | _NAMES | st.integers().map(str) | st.just("[x for x in a if b]"),
    lambda inner: st.one_of(
        st.tuples(_NAMES, st.lists(inner, max_size=3)).map(lambda p: f"{p[0]}({', '.join(p[1])})"),
        st.tuples(inner, inner).map(lambda p: f"{p[0]} / {p[1]}"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})[{p[1]}]"),
        inner.map(lambda v: f"f'x{{{v}}}y'" if "'" not in v and "\\" not in v else v),
        st.lists(inner, max_size=3).map(lambda v: "{" + ", ".join(f"{x}: 1" for x in v) + "}"),
    ),
    max_leaves=8,
)
_LINES = st.one_of(
    st.tuples(_NAMES, _VALUES).map(lambda p: f"{p[0]} = {p[1]}"),
    _VALUES,
    st.tuples(_NAMES, _NAMES).map(lambda p: f"from {p[0]} import {p[1]} as a"),
    TEXTS.map(lambda t: f"# {t}"),
    TEXTS.map(lambda t: f"# mlaudit: ignore[{t}] {t}"),
    TEXTS.map(lambda t: f"# mlaudit: manual-step id={t} what={t}"),
    TEXTS.map(lambda t: f"!{t}"),
    TEXTS.map(lambda t: f"%{t}"),
)
_BLOCKS = st.sampled_from(
    ["if a:", "for x in b:", "def f(a, *b, c=1, **d):", "class A(B):", "with open(a) as b:", "try:"]
)
PYTHON = st.recursive(
    st.lists(_LINES, max_size=5).map("\n".join),
    lambda inner: st.tuples(_BLOCKS, inner, inner).map(
        lambda p: (
            f"{p[0]}\n{_indent(p[1])}{'finally:' if p[0] == 'try:' else 'if 1:'}\n{_indent(p[2])}"
        )
    ),
    max_leaves=6,
)
_JOINTS = ("", " | ", " && ", " > ", " <<E\n", "; do ", "\n")
_SHELL = st.lists(
    st.tuples(TEXTS, st.sampled_from(_JOINTS)).map("".join),
    max_size=8,
).map("".join)
_FENCE = "`" * 3
_PROSE = st.lists(
    st.one_of(
        TEXTS.map(lambda t: f"## {t}\n"),
        TEXTS.map(lambda t: f"1. {t}\n"),
        _SHELL.map(lambda t: f"{_FENCE}bash\n{t}\n{_FENCE}\n"),
        _SHELL.map(lambda t: f".. code:: sh\n\n    {t}\n\n"),
        TEXTS.map(lambda t: f"Download `{t}` by hand, then run {t}.\n"),
        TEXTS.map(lambda t: f"<!-- mlaudit: ignore[{t}] {t} -->\n"),
    ),
    max_size=6,
).map("".join)
_CELLS: st.SearchStrategy[Any] = st.lists(
    st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["code", "markdown", "raw"]) | DATA,
            "metadata": st.just({}) | DATA,
            "source": PYTHON | st.lists(TEXTS, max_size=3) | DATA,
        },
        optional={"execution_count": DATA, "outputs": st.just([]) | DATA},
    ),
    max_size=3,
)
_BOOKS = st.builds(
    lambda cells, metadata: json.dumps(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    ),
    _CELLS | DATA,
    st.just({}) | DATA,
)
_RECIPES = st.lists(
    st.one_of(
        st.tuples(TEXTS, TEXTS, _SHELL).map(lambda p: f"{p[0]}: {p[1]}\n\t{p[2]}\n"),
        st.tuples(_NAMES, TEXTS).map(lambda p: f"{p[0]} := {p[1]}\n"),
        st.tuples(_NAMES, TEXTS).map(lambda p: f"define {p[0]}\n{p[1]}\nendef\n"),
    ),
    max_size=6,
).map("".join)
_VERBS = ("FROM", "RUN", "COPY", "CMD", "ENV", "ARG", "WORKDIR", "ENTRYPOINT")
_IMAGES = st.lists(st.tuples(st.sampled_from(_VERBS), _SHELL).map(" ".join), max_size=6).map(
    "\n".join
)
_TABLES = st.lists(
    st.tuples(_KEYS, TEXTS).map(lambda p: f"[{p[0]}]\n{p[0]} = {json.dumps(p[1])}\n"), max_size=5
).map("".join)
_YAML = DATA.map(lambda data: yaml.safe_dump(data, allow_unicode=True))

BY_ENDING = {
    ".py": PYTHON,
    ".ipynb": _BOOKS,
    ".sh": _SHELL,
    ".md": _PROSE,
    ".rst": _PROSE,
    ".txt": _PROSE,
    ".yml": _YAML,
    ".yaml": _YAML,
    ".lock": _YAML | _TABLES,
    ".dvc": _YAML,
    ".toml": _TABLES,
    ".json": DATA.map(json.dumps),
    "Makefile": _RECIPES,
    "Dockerfile": _IMAGES,
    "justfile": _RECIPES,
    "Snakefile": PYTHON | _RECIPES,
}
"""What files of that ending are made of; others get any of them."""


def make_file(path: str) -> st.SearchStrategy[Seed]:
    """A file at a path that a parser claims."""
    fitting = [made for ending, made in BY_ENDING.items() if path.endswith(ending)]
    texts = st.one_of(fitting or [PYTHON, _SHELL, _RECIPES, _TABLES, _YAML])
    return texts.map(lambda text: Seed(path, text.encode("utf-8", "surrogatepass")))
