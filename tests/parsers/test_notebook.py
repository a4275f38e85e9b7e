"""Notebook files: cells, state, versions, and what is broken in them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.facts import Facts
from mlaudit.model.notebook import NotebookState
from mlaudit.model.place import Place
from mlaudit.model.summary import Evaluate
from mlaudit.parsers.notebook import PARSER, parse_notebook


def code(source: str | list[str], count: int | None = None, *, outputs: bool = False) -> Any:
    return {
        "cell_type": "code",
        "source": source,
        "execution_count": count,
        "metadata": {},
        "outputs": [{"output_type": "stream", "text": "x"}] if outputs else [],
    }


def text(source: str) -> Any:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def notebook(*cells: Any, metadata: Any = None) -> bytes:
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}, "cells": cells}
    return json.dumps(content).encode()


def read(*cells: Any, metadata: Any = None) -> Facts:
    return parse_notebook("nb/a.ipynb", notebook(*cells, metadata=metadata))


def test_cells_become_one_module() -> None:
    facts = read(
        text("# Title"),
        code(["import a\n", "b()"], 3, outputs=True),
        code("", None),
        code("c()\r\n\r\nd()", 7),
    )
    assert facts.module is not None
    assert facts.module.cells == ((1, 1), (3, 2), (4, 3))
    assert facts.module.runnable
    lines = [item.line for item in facts.module.body if isinstance(item, Evaluate)]
    assert [facts.module.place(line) for line in lines] == [
        Place("nb/a.ipynb", 2, 1),
        Place("nb/a.ipynb", 1, 3),
        Place("nb/a.ipynb", 3, 3),
    ]
    assert facts.notebook is not None
    assert replace(facts.notebook, loose=()) == NotebookState((3, 7), 1, "python", (4, 5), (1, 3))


def test_a_broken_cell_does_not_lose_the_others() -> None:
    facts = read(code("a()"), text("x"), code("b()\nfor in x:\n  pass"), code("c()"))
    assert facts.module is not None
    assert [item.line for item in facts.module.body if isinstance(item, Evaluate)] == [1, 5]
    (problem,) = facts.problems
    assert (problem.place, problem.whole) == (Place("nb/a.ipynb", 2, 2), False)


def test_instructions_of_text_and_code() -> None:
    facts = read(
        text("# Data\n\nIntroduction.\n\n## Raw files\nPlease download `raw.csv` by hand."),
        text("You also need to copy `labels.csv` manually into `data/`."),
        code("raise OSError('Please run 01_clean.ipynb first')"),
    )
    found = [(item.source, item.heading, item.place) for item in facts.instructions]
    assert found == [
        ("notebook", "Raw files", Place("nb/a.ipynb", 6, 0)),
        ("notebook", "Raw files", Place("nb/a.ipynb", 1, 1)),
        ("message", "", Place("nb/a.ipynb", 1, 2)),
    ]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({"kernelspec": {"language": "R", "name": "ir"}}, "r"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"name": "julia-1.9"}}, "julia"),
        ({"kernelspec": {"name": "ir"}}, "r"),
        ({"kernelspec": {"language": "scala", "name": "spark"}}, "scala"),
    ],
)
def test_other_languages_keep_their_state(metadata: Any, language: str) -> None:
    facts = read(code("x <- read.csv('a.csv')", 1), metadata=metadata)
    known = language != "scala"
    assert (facts.module is not None) is known
    assert facts.module is None or facts.module.body[-1].line == 1
    assert facts.notebook is not None
    assert facts.notebook.language == language
    assert facts.problems == ()


@pytest.mark.parametrize("name", ["python3", "my-env", "pysparkkernel", "conda-root-py"])
def test_python_kernels_under_any_name(name: str) -> None:
    assert read(code("a()"), metadata={"kernelspec": {"name": name}}).module is not None


def test_version_3_is_upgraded() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Data", "metadata": {}},
        {"cell_type": "code", "input": ["a()\n", "b()"], "prompt_number": 2, "language": "python"}
        | {"outputs": [], "metadata": {}},
    ]
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}}
    data = json.dumps({**content, "worksheets": [{"cells": cells, "metadata": {}}]})
    facts = parse_notebook("a.ipynb", data.encode())
    assert facts.module is not None
    assert facts.module.cells == ((1, 1),)
    assert len(facts.module.body) == 2
    assert facts.notebook is not None
    assert replace(facts.notebook, loose=()) == NotebookState((2,), 0, "python", (3, 0), (1,))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file, not a notebook"),
        (b" \n", "an empty file, not a notebook"),
        (notebook(code("a()"))[:-20], "broken JSON at line 1"),
        (b'{\n<<<<<<< HEAD\n"cells": []\n', "merge conflict left in the file"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a pointer to Git LFS"),
        (b"[1, 2]", "JSON, but not a notebook"),
        (b'{"a": 1}', "JSON without cells, not a notebook"),
        (b'{"nbformat": 3, "worksheets": 5}', "a notebook of version 3 that nbformat cannot"),
        (b"[" * 100_000, "nested too deeply to be read"),
        (b"\xff\xfe\x00", "broken JSON"),
    ],
)
def test_unreadable_files(data: bytes, reason: str) -> None:
    facts = parse_notebook("a.ipynb", data)
    assert facts.module is None
    (problem,) = facts.problems
    assert problem.whole
    assert problem.reason.startswith(reason)


def test_slightly_broken_notebooks_are_read() -> None:
    cells = [{"cell_type": "code"}, {"source": 5}, 7, None, {"cell_type": "code", "source": "a()"}]
    facts = parse_notebook("a.ipynb", json.dumps({"cells": cells}).encode())
    assert facts.module is not None
    assert facts.module.cells == ((1, 0), (2, 4))
    assert len(facts.module.body) == 1


def test_byte_order_mark_bad_bytes_and_surrogates() -> None:
    data = notebook(code("a('x')"), code("b('LONE')"))
    data = data.replace(b"LONE", b"\\ud800").replace(b"'x'", b"'\xff'")
    facts = parse_notebook("a.ipynb", b"\xef\xbb\xbf" + data)
    assert facts.module is not None
    assert len(facts.module.body) == 2


def test_claims() -> None:
    assert PARSER.claims("a/b.ipynb")
    assert not PARSER.claims("a/b.py")


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "source", "cell_type", "metadata", "nbformat", "worksheets"]),
            inner | st.just("code"),
            max_size=4,
        )
    ),
    max_leaves=12,
)
cell_texts = st.lists(
    st.sampled_from(
        [
            *("!ls {a}", "%%bash", "%%time", "x = !ls", "\n", "%run a.py", "x = '''", "f(", ")"),
            *(
                "%cd ..",
                "if a:\n",
                "?x",
                "x??",
                "{",
                "}",
                "%%",
                "%",
                "\\",
                "cd ..",
                "# %%sh\n",
                "'",
            ),
        ]
    )
    | st.text(max_size=5)
).map("".join)


@given(st.binary())
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    facts = parse_notebook("a.ipynb", data)
    assert facts.module is not None or facts.problems


@given(json_values)
@settings(max_examples=100, deadline=None)
def test_any_json_is_read(value: Any) -> None:
    facts = parse_notebook("a.ipynb", json.dumps(value).encode())
    assert facts.notebook is not None or facts.problems


@given(st.lists(cell_texts, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_cell_is_read_the_same_each_time(texts: list[str]) -> None:
    data = notebook(*map(code, texts))
    facts = parse_notebook("a.ipynb", data)
    assert facts.module is not None
    assert len(facts.module.cells) == len(texts)
    assert parse_notebook("a.ipynb", data) == facts
