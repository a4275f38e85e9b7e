"""Scripts in cells: the percent format, and the source format of Databricks."""

from __future__ import annotations

from mlaudit.model.summary import Shell
from mlaudit.model.summary import Statement as Statement
from tests.parsers.python.reading import read, walk


def shells(source: str) -> list[tuple[int, str, bool, bool]]:
    module = read(source).module
    assert module is not None
    return [
        (item.line, item.script.text, item.persistent, item.same_process)
        for item in walk(module.body)
        if isinstance(item, Shell)
    ]


PERCENT = """\
# %% [markdown]
# # Preparation
# You need to download the ratings manually and put them in `data/ratings.csv`.

# %%
# !pip install pandas
# %cd ..
import pandas as pd
# %matplotlib inline
text = '''
# !not a command
'''

# %% language="bash"
# unzip data.zip
# ls
"""


def test_percent_format() -> None:
    facts = read(PERCENT)
    assert facts.format == "jupytext"
    assert shells(PERCENT) == [
        (6, "pip install pandas", False, False),
        (7, "cd ..", True, False),
        (15, "unzip data.zip\nls", False, False),
    ]
    assert [(item.source, item.place.line) for item in facts.instructions] == [("notebook", 3)]


DATABRICKS = """\
# Databricks notebook source
# MAGIC %md
# MAGIC Please upload the file by hand to `dbfs:/raw/x.csv`.

# COMMAND ----------

# MAGIC %run ./setup $env="dev"

# COMMAND ----------

# MAGIC %sh
# MAGIC wget https://example.org/x.csv
# MAGIC ls

# COMMAND ----------

# MAGIC %fs cp dbfs:/raw dbfs:/clean
# COMMAND ----------
# MAGIC %sql
# MAGIC select * from t
# COMMAND ----------
dbutils.notebook.run("train", 60)
"""


def test_databricks_source() -> None:
    facts = read(DATABRICKS)
    assert facts.format == "databricks-notebook"
    assert facts.problems == ()
    found = shells(DATABRICKS)
    assert [(line, same) for line, _, _, same in found] == [(7, True), (11, False), (17, False)]
    assert found[0][1].startswith("python './setup.py'")
    assert "wget https://example.org/x.csv" in found[1][1]
    assert found[2][1] == "databricks fs cp dbfs:/raw dbfs:/clean"
    assert facts.module is not None
    lines = {item.line for item in facts.module.body if hasattr(item, "line")}
    assert {19, 22} <= lines
    assert [item.place.line for item in facts.instructions] == [3]


def test_exported_notebooks_call_the_shell_through_ipython() -> None:
    source = (
        "get_ipython().system('wget -O a.csv https://example.org/a.csv')\n"
        "get_ipython().run_line_magic('cd', '../data')\n"
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "files = get_ipython().getoutput('ls')\n"
        "get_ipython().run_cell_magic('bash', '', 'cp a b\\n')\n"
    )
    assert shells(source) == [
        (1, "wget -O a.csv https://example.org/a.csv", False, False),
        (2, "cd ../data", True, False),
        (4, "ls", False, False),
        (5, "cp a b\n", False, False),
    ]


def test_a_plain_script_is_no_notebook() -> None:
    facts = read("# 100 %% sure\n# ! important\nx = 1\n")
    assert facts.format == "python"
    assert shells("# !ls\nx = 1\n") == []
