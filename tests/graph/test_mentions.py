"""Sentences that tell a person to run several files in their order."""

from __future__ import annotations

import json

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


def notebook(*lines: str) -> str:
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "source": line,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for line in lines
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def read(write_tree: WriteTree, sentence: str) -> Workflow:
    head = "import pandas as pd"
    return read_workflow(
        write_tree(
            {
                "README.md": f"# Usage\n\n{sentence}\n",
                "2_clean.ipynb": notebook(head, "pd.read_csv('a.csv').to_csv('b.csv')"),
                "10_fit.ipynb": notebook(head, "pd.read_csv('b.csv').to_csv('c.csv')"),
                "look.ipynb": notebook(head, "pd.read_csv('b.csv').to_csv('d.csv')"),
            }
        )
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Run the notebooks in order.",
        "1. **IMPORTANT:** Run the notebooks in order",
        "Execute all notebooks in numerical order.",
        "Run all `.ipynb` files one by one.",
    ],
)
def test_numbered_notebooks_are_told_in_their_order(write_tree: WriteTree, sentence: str) -> None:
    workflow = read(write_tree, sentence)
    levels = {step.id: step.automation for step in workflow.steps}
    assert levels["2_clean.ipynb"] == levels["10_fit.ipynb"] == Automation.DOCUMENTED
    assert levels["look.ipynb"] == Automation.HIDDEN
    evidence = {(order.before, order.after): order.evidence for order in workflow.orders}
    assert evidence["2_clean.ipynb", "10_fit.ipynb"] == ("documented", "data-flow")
    assert evidence["2_clean.ipynb", "look.ipynb"] == ("data-flow",)


@pytest.mark.parametrize("sentence", ["Run the notebooks.", "Run the scripts in order."])
def test_other_sentences_tell_no_order(write_tree: WriteTree, sentence: str) -> None:
    workflow = read(write_tree, sentence)
    assert all("documented" not in order.evidence for order in workflow.orders)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("First run `2_clean.ipynb`, then `10_fit.ipynb`.", True),
        ("Run `2_clean.ipynb` and `10_fit.ipynb`.", False),
        ("1. `2_clean.ipynb` drops rows\n2. `10_fit.ipynb` fits\n", True),
        ("- `2_clean.ipynb` drops rows\n- `10_fit.ipynb` fits\n", False),
        ("1. `10_fit.ipynb` fits\n2. `2_clean.ipynb` drops rows\n", False),
    ],
)
def test_an_order_in_words_and_in_numbered_lists(
    write_tree: WriteTree, sentence: str, told: bool
) -> None:
    orders = read(write_tree, sentence).orders
    (order,) = (o for o in orders if (o.before, o.after) == ("2_clean.ipynb", "10_fit.ipynb"))
    assert ("documented" in order.evidence) is told
