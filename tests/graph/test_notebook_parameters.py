"""Parameters that a command line or a call gives to a notebook."""

from __future__ import annotations

import json

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses


def notebook(*cells: str | tuple[str, str]) -> str:
    """A notebook of code cells, each a text or (tag, text)."""
    made: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "source": cell if isinstance(cell, str) else cell[1],
            "metadata": {} if isinstance(cell, str) else {"tags": [cell[0]]},
            "outputs": [],
            "execution_count": None,
        }
        for cell in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


REPORT = notebook(
    "folder = 'out'",
    ("parameters", "city = 'bonn'\nyear = 2020\nplaces = ['a']\nkeep = False"),
    "name = f'{folder}/{city}_{year}.csv'",
    "open(name, 'w')\nfor place in places:\n    open(f'{place}.txt', 'w')\n"
    "if keep:\n    open('kept.txt', 'w')",
)


def written(found: set[str]) -> set[str]:
    """The paths of the writes that were inferred."""
    return {
        line.split()[1]
        for line in found
        if line.startswith("write ") and not line.split()[1].endswith(".ipynb")
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {"out/bonn_2020.csv", "a.txt"}),
        ("-p city ulm -p year 2021", {"out/ulm_2021.csv", "a.txt"}),
        ("-p folder deep", {"deep/bonn_2020.csv", "a.txt"}),
        ("-r city 07 -p keep True", {"out/07_2020.csv", "a.txt", "kept.txt"}),
        ("-y '{city: ulm, places: [b, c]}'", {"out/ulm_2020.csv", "b.txt", "c.txt"}),
        ("-f values.yaml", {"out/koeln_2020.csv", "k.txt"}),
        ("-p city ulm -f values.yaml", {"out/ulm_2020.csv", "k.txt"}),
        ("-b e2NpdHk6IHVsbX0=", {"out/ulm_2020.csv", "a.txt"}),
    ],
)
def test_papermill_sets_parameters(
    write_repository: WriteTree, words: str, expected: set[str]
) -> None:
    files = {
        "nb/report.ipynb": REPORT,
        "values.yaml": "city: koeln\nplaces: [k]\n",
        "run.sh": f"papermill nb/report.ipynb done.ipynb {words}\n",
    }
    found = read_workflow(write_repository(files))
    assert written(accesses(found, "nb/report.ipynb")) == expected


def test_notebook_without_a_cell_for_parameters_has_them_first(
    write_repository: WriteTree,
) -> None:
    files = {
        "a.ipynb": notebook("open(f'{city}.csv', 'w')", "city = 'bonn'\nopen(city, 'w')"),
        "run.sh": "papermill a.ipynb b.ipynb -p city ulm\n",
    }
    found = read_workflow(write_repository(files))
    assert written(accesses(found, "a.ipynb")) == {"ulm.csv", "bonn"}


def test_parameters_of_an_earlier_run_are_replaced(write_repository: WriteTree) -> None:
    done = notebook(
        ("parameters", "city = 'bonn'"),
        ("injected-parameters", "city = 'koeln'\nopen('injected.txt', 'w')"),
        "open(f'{city}.csv', 'w')",
    )
    again = {"done.ipynb": done, "run.sh": "papermill done.ipynb d.ipynb -p city ulm\n"}
    found = read_workflow(write_repository(again))
    assert written(accesses(found, "done.ipynb")) == {"ulm.csv"}


def test_every_start_has_its_own_parameters(write_repository: WriteTree) -> None:
    files = {
        "a.ipynb": notebook(("parameters", "city = 'bonn'"), "open(f'{city}.csv', 'w')"),
        "run.sh": "for c in ulm koeln; do papermill a.ipynb $c.ipynb -p city $c; done\n",
    }
    found = read_workflow(write_repository(files))
    assert written(accesses(found, "a.ipynb")) == {"ulm.csv", "koeln.csv"}
    assert {"write ulm.ipynb inferred", "write koeln.ipynb inferred"} <= accesses(found, "run.sh")


CALL = """\
import papermill as pm

for city in ["ulm", "koeln"]:
    pm.execute_notebook(
        "report.ipynb",
        f"out/{city}.ipynb",
        parameters={"city": city, "places": [city, "x"], "keep": True, "year": YEAR},
        cwd="work",
    )
"""


def test_call_of_papermill(write_repository: WriteTree) -> None:
    files = {"report.ipynb": REPORT, "main.py": CALL.replace("YEAR", "1999")}
    found = read_workflow(write_repository(files))
    assert written(accesses(found, "report.ipynb")) == {
        *("work/out/ulm_1999.csv", "work/out/koeln_1999.csv"),
        *("work/ulm.txt", "work/koeln.txt", "work/x.txt", "work/kept.txt"),
    }
    assert {"write out/ulm.ipynb inferred", "write out/koeln.ipynb inferred"} <= accesses(
        found, "main.py"
    )


def test_parameter_that_nobody_knows_leaves_a_hole(write_repository: WriteTree) -> None:
    files = {"report.ipynb": REPORT, "main.py": CALL.replace("YEAR", "compute()")}
    found = read_workflow(write_repository(files))
    assert "work/out/ulm_{compute}.csv" in written(accesses(found, "report.ipynb"))


def test_quarto_sets_parameters(write_repository: WriteTree) -> None:
    files = {"report.ipynb": REPORT, "run.sh": "quarto render report.ipynb -P city:ulm\n"}
    found = read_workflow(write_repository(files))
    assert "out/ulm_2020.csv" in written(accesses(found, "report.ipynb"))


QUARTO = """\
---
title: Rain
---

```{python}
#| tags: [parameters]
city = "bonn"
```

```{python}
open(f"{city}.csv", "w")
```
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("quarto render work/report.qmd -P city:ulm", "work/ulm.csv"),
        ("quarto render work/report.qmd", "work/bonn.csv"),
        ("quarto render work/report.qmd --execute-dir .", "bonn.csv"),
    ],
)
def test_documents_of_quarto_run_in_their_folder(
    write_repository: WriteTree, command: str, expected: str
) -> None:
    files = {"work/report.qmd": QUARTO, "run.sh": f"{command}\n"}
    found = read_workflow(write_repository(files))
    run = accesses(found, "run.sh") | accesses(found, "work/report.qmd")
    assert expected in written(run)
    assert "write work/report.html inferred" in run


def test_jupytext_runs_the_markdown_of_a_notebook(write_repository: WriteTree) -> None:
    text = "---\njupytext:\n  formats: md\n---\n\n```python\nopen('ulm.csv', 'w')\n```\n"
    command = "cd work && jupytext --to notebook --execute report.md\n"
    found = read_workflow(write_repository({"work/report.md": text, "run.sh": command}))
    assert "work/ulm.csv" in written(accesses(found, "work/report.md"))
    assert "write work/report.ipynb inferred" in accesses(found, "run.sh")
