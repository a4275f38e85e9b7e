"""Notebooks that are kept as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import Facts
from mlaudit.parsers.notebook.text_document import FORMAT, PARSER, parse_text_notebook
from mlaudit.parsers.registry import parse_file

HEADER = "---\njupytext:\n  formats: md:myst\nkernelspec:\n  name: python3\n---\n"
QUARTO = """---
title: Rain
---

Prose with `code`.

```{python}
#| tags: [parameters]
#| echo: false
city = "ulm"
```

```{r}
x <- 1
```

```python
never = 1
```

````{python}
#| eval: false
skipped = 1
````

```{python, echo=FALSE}
table = open(city)
chart = 1
```
"""


def lines(facts: Facts) -> list[int]:
    assert facts.module is not None
    found = [getattr(statement, "line", 0) for statement in facts.module.body]
    return [line for line in found if line]  # the others make the names of a language known


@pytest.mark.parametrize("path", ["report.qmd", "report.Rmd"])
def test_cells_of_quarto_stand_on_the_lines_of_the_file(path: str) -> None:
    facts = parse_text_notebook(path, QUARTO.encode())
    assert facts.format == FORMAT
    assert lines(facts) == [10, 14, 27, 28]
    assert facts.module is not None
    first, end = facts.module.parameters
    assert (facts.module.runnable, end - first) == (True, 0)
    assert getattr(facts.module.body[first - 1], "line", 0) == 10
    assert facts.module.cells == ()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("```{code-cell} ipython3\n:tags: [a]\n\nx = 1\n```\n", [10]),
        ("```{code-cell}\n---\ntags: [a]\n---\nx = 1\n```\n", [11]),
        ("```python tags=['a']\nx = 1\n```\n", [8]),
        ("~~~python\nx = '''\n```\n'''\n~~~\ny = 2\n", [8]),
        ("```python active='md'\nx = 1\n```\n", []),
        ("```bash\nls\n```\n", []),
        ("```{code-cell}\n:tags: [skip-execution]\nx = 1\n```\n", []),
    ],
)
def test_cells_of_jupytext(block: str, expected: list[int]) -> None:
    facts = parse_text_notebook("a.md", (HEADER + block).encode())
    assert (lines(facts) if facts.module else []) == expected


def test_markdown_of_jupytext_is_no_step_of_its_own() -> None:
    facts = parse_file("a.md", (HEADER + "```python\nopen('a.csv')\n```\n").encode())
    assert facts is not None
    assert facts.module is not None
    assert not facts.module.runnable


@pytest.mark.parametrize(
    "text",
    ["# Rain\n\n```python\nx = 1\n```\n", "---\ntitle: jupytext\n---\n```python\nx = 1\n```\n"],
)
def test_other_documents_have_no_code(text: str) -> None:
    facts = parse_file("README.md", text.encode())
    assert facts is not None
    assert (facts.module, facts.format) == (None, "markdown")


def test_a_broken_cell_costs_only_itself() -> None:
    facts = parse_text_notebook("a.qmd", b"```{python}\nx = (\n```\n\n```{python}\ny = 1\n```\n")
    assert lines(facts) == [6]
    assert [problem.whole for problem in facts.problems] == [False]


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: ("---\njupytext:\n---\n```python\n" + t).encode())
)
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse_text_notebook("a.md", data).path == "a.md"
    assert parse_text_notebook("a.qmd", data).path == "a.qmd"


def test_claims() -> None:
    assert PARSER.claims("docs/a.QMD")
    assert not PARSER.claims("a.ipynb")
