"""Libraries that validate data: what counts as a validation, and the files of their reports."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

HEAD = "import pandas as pd\ndf = pd.read_csv('a.csv')\n"
CALLS = {
    "schema": "import pandera as pa\npa.DataFrameSchema({}).validate(df)\n",
    "schema that is called": "import pandera.pandas as pa\ns = pa.DataFrameSchema({})\ns(df)\n",
    "schema of a file": "import pandera as pa\npa.io.from_yaml('s.yaml').validate(df)\n",
    "model": "import pandera.polars as pa\nclass A(pa.DataFrameModel):\n"
    "    x: int\nA.validate(df)\n",
    "tests": "from evidently.test_suite import TestSuite\nTestSuite().run(current_data=df)\n",
    "suite": "from deepchecks.tabular.suites import data_integrity\ndata_integrity().run(df)\n",
    "check": "from deepchecks.tabular.checks import FeatureDrift\nFeatureDrift().run(df, df)\n",
    "checkpoint by name": "run().run_checkpoint(checkpoint_name='daily')\n",
    "checkpoint": "import great_expectations as gx\n"
    "gx.get_context(mode='file').checkpoints.get('daily').run()\n",
    "validator": "import great_expectations as gx\n"
    "gx.get_context().get_validator(batch_request=df).validate()\n",
    "new checkpoint": "from great_expectations import Checkpoint\nCheckpoint(name='a').run()\n",
}


@pytest.mark.parametrize("code", CALLS.values(), ids=CALLS)
def test_what_validates(write_tree: WriteTree, code: str) -> None:
    root = write_tree({"check.py": HEAD + code})
    (step,) = read_workflow(root).steps
    lines = [e.place.line for e in step.effects if e.kind == "validate"]
    assert len((HEAD + code).splitlines()) in lines


def test_schemas_and_reports_are_files(write_tree: WriteTree) -> None:
    code = """import pandera as pa
from evidently.legacy.test_suite import TestSuite
from deepchecks.tabular.suites import full_suite
pa.io.from_yaml("schema.yaml")
suite = TestSuite(tests=[])
suite.run(current_data=1)
suite.save_html("stability.html")
full_suite().run(1).save_as_html("integrity.html")
"""
    (step,) = read_workflow(write_tree({"check.py": code})).steps
    assert {(a.mode, a.artifact) for a in step.accesses} == {
        ("read", "schema.yaml"),
        ("write", "stability.html"),
        ("write", "integrity.html"),
    }
