"""Names that tell of people: drives, exports of labelling tools, samples that wait for labels."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.drives import drive_of
from mlaudit.graph.analysis.labels import asked_for, given_back, label_export
from mlaudit.graph.analysis.people import labels_made, waits
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/content/drive/MyDrive/x.csv", "/content/drive"),
        ("/content/gdrive/My Drive/x.csv", "/content/gdrive"),
        ("C:/Users/ada/OneDrive - Example GmbH/a/x.csv", "C:/Users/ada/OneDrive - Example GmbH"),
        ("C:/Users/ada/OneDrive/x.csv", "C:/Users/ada/OneDrive"),
        ("~/Dropbox/x.csv", "~/Dropbox"),
        ("/Users/ada/Dropbox (Lab)/x.csv", "/Users/ada/Dropbox (Lab)"),
        ("G:/My Drive/x.csv", "G:/My Drive"),
    ],
)
def test_drives_are_told_by_their_folder(path: str, root: str) -> None:
    found = drive_of(path)
    assert found is not None
    assert found[1] == root


@pytest.mark.parametrize(
    "path",
    ["drive/x.csv", "Dropbox/x.csv", "s3://a/Dropbox/x.csv", "/content/drives.csv", "/data/x"],
)
def test_other_paths_lie_on_no_drive(path: str) -> None:
    assert drive_of(path) is None


@pytest.mark.parametrize(
    ("path", "tool", "exact"),
    [
        ("d/project-12-at-2024-05-01-10-22-0a1b2c3d.json", "Label Studio", True),
        ("d/train/_annotations.coco.json", "Roboflow", True),
        ("via_region_data.json", "the VGG Image Annotator", True),
        ("d/label-studio/dump.json", "Label Studio", False),
        ("d/doccano_export.jsonl", "doccano", False),
    ],
)
def test_exports_are_told_by_their_name(path: str, tool: str, exact: bool) -> None:
    found = label_export(path)
    assert found is not None
    assert (found.tool, found.exact) == (tool, exact)


@pytest.mark.parametrize(
    "path",
    [
        "coco/instances_train2017.json", "data/labels.csv", "cvat/train.py", "annotations.json",
        "features/inception_v3.csv",
    ],
)  # fmt: skip
def test_other_names_tell_of_no_export(path: str) -> None:
    assert label_export(path) is None


def test_what_waits_and_what_comes_back_share_a_name() -> None:
    assert asked_for("a/pool_to_label.csv") == given_back("b/pool_labeled.csv") == "pool"
    assert asked_for("a/to_be_labelled.csv") == ""
    assert asked_for("data/total.csv") is None
    assert given_back("data/unlabeled.csv") is None
    assert asked_for("candidates.csv") is None
    assert asked_for("candidates.csv", chosen=True) == ""


@pytest.mark.parametrize(
    ("question", "output", "labels"),
    [
        ("Label, 0 or 1: ", "labelled.csv", "labelled.csv"),
        ("Sentiment of the text? ", "labelled.csv", "labelled.csv"),
        ("Country: ", "labelled.csv", ""),
        ("Label, 0 or 1: ", "", ""),
    ],
)
def test_labels_are_what_a_function_asks_for_and_writes(
    write_tree: WriteTree, question: str, output: str, labels: str
) -> None:
    write = f"    table.to_csv({output!r})\n" if output else ""
    code = (
        "import pandas as pd\n\n\ndef label():\n    table = pd.read_csv('texts.csv')\n"
        f"    table['x'] = [input({question!r}) for _ in table.text]\n{write}\n\nlabel()\n"
    )
    workflow = read_workflow(write_tree({"label.py": code}))
    (wait,) = waits(workflow, "prompt-user")
    assert labels_made(workflow, wait) == labels
