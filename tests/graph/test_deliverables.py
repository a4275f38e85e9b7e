"""What a repository exists to make."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree


def deliverables(write_tree: WriteTree, tree: Tree) -> list[str]:
    return [item.artifact for item in read_workflow(write_tree(tree)).deliverables]


def test_what_a_step_reads_again_is_a_stage_of_its_work(write_tree: WriteTree) -> None:
    source = """
import pandas as pd
frame = pd.read_csv("raw.csv")
frame.to_csv("filtered.csv")
pd.read_csv("filtered.csv").to_csv("sample.csv")
"""
    assert deliverables(write_tree, {"prepare.py": source}) == ["sample.csv"]


def test_what_is_only_looked_at_again_is_made_for_others(write_tree: WriteTree) -> None:
    source = """
import pandas as pd
pd.read_csv("raw.csv").to_csv("clean.csv")
pd.read_csv("clean.csv").head()
"""
    assert deliverables(write_tree, {"prepare.py": source}) == ["clean.csv"]


def test_an_archive_that_is_unpacked_and_read_is_a_stage(write_tree: WriteTree) -> None:
    source = """
import zipfile
import pandas as pd
with zipfile.ZipFile("raw.zip") as archive:
    archive.extractall("raw")
pd.read_csv("raw/drivers.csv").to_csv("clean.csv")
"""
    assert deliverables(write_tree, {"prepare.py": source}) == ["clean.csv"]


def test_a_model_that_is_loaded_again_is_a_deliverable(write_tree: WriteTree) -> None:
    source = """
import joblib
import pandas as pd
joblib.dump(1, "model.pkl")
joblib.load("model.pkl")
pd.DataFrame().to_csv("scores.csv")
"""
    assert deliverables(write_tree, {"train.py": source}) == ["model.pkl", "scores.csv"]


def test_what_a_service_writes_is_the_trace_of_its_use(write_tree: WriteTree) -> None:
    source = """
import joblib
import pandas as pd
from flask import Flask
app = Flask(__name__)
model = joblib.load("model.pkl")

@app.route("/flag")
def flag():
    pd.DataFrame().to_excel("flagged.xlsx")

if __name__ == "__main__":
    flag()
    app.run()
"""
    assert deliverables(write_tree, {"app.py": source, "model.pkl": "x"}) == ["service:app.py"]


def test_credentials_are_no_deliverables(write_tree: WriteTree) -> None:
    source = "#!/bin/sh\necho $KEY > gdrive-auth.json\npython train.py\n"
    train = "import joblib\njoblib.dump(1, 'model.pkl')\n"
    assert deliverables(write_tree, {"run.sh": source, "train.py": train}) == ["model.pkl"]


def test_names_that_differ_in_what_varies_are_one(write_tree: WriteTree) -> None:
    first = "import joblib\nfor k in keys():\n    joblib.dump(1, f'models/{k}.pkl')\n"
    second = "import joblib\nfor name in names():\n    joblib.dump(1, f'models/{name}.pkl')\n"
    found = deliverables(write_tree, {"first.py": first, "second.py": second})
    assert len(found) == 1
