"""Markdown, reStructuredText and plain text: parts, instructions, broken bytes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.parsers.base import Parser
from mlaudit.parsers.documents import markdown, plain, restructured

PARSERS = [markdown.PARSER, restructured.PARSER, plain.PARSER]

MARKDOWN = """---
title: Model
---
# Churn model

## Data

Download the data from <https://example.org/d.zip>
and place it in `data/raw`. It is large.

| step | how |
|------|-----|
| labels | Rename the file to `labels.csv` |

```bash
# you have to edit `config.yaml` first
python train.py
```

## License

Copy the file `LICENSE` to your project.
"""

RESTRUCTURED = """
Churn
=====

Training
--------

Place the file in ``data/raw``. Then train::

    python train.py

.. code-block:: bash
   :linenos:
   :caption: Evaluation

   make evaluate

.. tabs::

   .. tab:: pip

      .. code-block:: console

         $ pip install .

.. include:: /etc/passwd

.. toctree::

   other

1. Run ``make report``.
"""

PLAIN = """CHURN MODEL
===========

Copy the export to data/raw/customers.csv before training.

    python train.py
    python evaluate.py

$ make report
"""


def test_claims() -> None:
    assert markdown.PARSER.claims("docs/a.MD")
    assert restructured.PARSER.claims("docs/a.rst")
    assert plain.PARSER.claims("sub/README")
    assert plain.PARSER.claims("README.txt")
    assert not plain.PARSER.claims("requirements.txt")
    assert not plain.PARSER.claims("readme.py")


def test_markdown_instructions() -> None:
    facts = markdown.parse("README.md", MARKDOWN.encode())
    assert [(found.verb, found.place.line, found.heading) for found in facts.instructions] == [
        ("download", 8, "Data"),
        ("rename", 13, "Data"),
        ("edit", 16, "Data"),
    ]
    assert {found.source for found in facts.instructions} == {"document"}
    assert facts.instructions[0].mentions == ("https://example.org/d.zip", "data/raw")


def test_restructured() -> None:
    facts = restructured.parse("docs/a.rst", RESTRUCTURED.encode())
    assert [(step.name, step.place.line) for step in facts.steps] == [
        ("python train.py", 10),
        ("make evaluate", 16),
        ("pip install .", 24),
        ("make report", 32),
    ]
    assert [found.verb for found in facts.instructions] == ["place", "run"]
    assert facts.steps[1].after == ("python train.py",)
    assert facts.steps[2].after == ()
    assert facts.problems == ()


def test_plain_text() -> None:
    facts = plain.parse("README", PLAIN.encode())
    assert [(step.name, step.place.line) for step in facts.steps] == [
        ("python train.py", 6),
        ("python evaluate.py", 7),
        ("make report", 9),
    ]
    assert [found.verb for found in facts.instructions] == ["copy"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    data = "Größe\n\n`make train`\n".encode(encoding)
    assert [step.name for step in markdown.parse("README.md", data).steps] == ["make train"]


def test_carriage_returns_keep_lines() -> None:
    (step,) = markdown.parse("a.md", b"a\r\n\r\n```bash\r\nmake x\r\n```\r\n").steps
    assert step.place.line == 4


@pytest.mark.parametrize("parser", PARSERS)
def test_empty_and_binary(parser: Parser) -> None:
    assert parser.parse("README", b"").problems == ()
    (problem,) = parser.parse("README", b"\x89PNG\x00\x00\x01" * 50).problems
    assert problem.whole


def test_huge_documents_are_read_in_part() -> None:
    data = b"`make train`\n\n" + b"word " * 300_000
    facts = markdown.parse("README.md", data)
    assert [step.name for step in facts.steps] == ["make train"]
    assert [problem.whole for problem in facts.problems] == [False]


def test_broken_restructured_text_is_still_read() -> None:
    text = "Title\n==\n\n``broken `x_ |y| :nope:`z`\n\n"
    text += ".. code-block::\n\n   make x\n\n.. |a| replace::\n"
    facts = restructured.parse("a.rst", text.encode())
    assert [step.name for step in facts.steps] == ["make x"]


_BLOCKS = ["# A\n", "```bash\n", "```\n", "    ", "::\n\n", ".. tab:: x\n", "==\n", "---\n", "- "]
_LINES = [
    "$ make x\n",
    "cd a\n",
    "<<EOF\n",
    "\\\n",
    "for x in y; do\n",
    "python a.py",
    "or\n",
    "1. ",
]
_TEXTS = ["`", "\n", "| a | b |\n|---|---|\n", '=== "a"\n', "'", '"', "> ", "\t", "\u00e9"]
PIECES = st.sampled_from([*_BLOCKS, *_LINES, *_TEXTS, "Download the `x.csv` by hand.\n"])


@pytest.mark.parametrize("parser", PARSERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | st.lists(PIECES, max_size=40).map(lambda x: "".join(x).encode()))
def test_any_bytes_are_read(parser: Parser, data: bytes) -> None:
    facts = parser.parse("README", data)
    assert facts == parser.parse("README", data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= step.place.line <= lines for step in facts.steps)
    assert all(1 <= found.place.line <= lines for found in facts.instructions)
    assert all(set(step.after) <= {other.name for other in facts.steps} for step in facts.steps)
