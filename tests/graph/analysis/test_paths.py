from __future__ import annotations

import pytest

from mlaudit.graph.analysis.paths import (
    covers,
    is_inside,
    is_known_inside,
    is_machine_local,
    is_opaque,
    is_placeholder,
    is_plumbing,
    is_share,
)
from mlaudit.graph.analysis.remotes import is_version_in_name
from mlaudit.graph.analysis.versions import is_by_hand, version_of


@pytest.mark.parametrize(
    "path",
    ["/home/ada/x.csv", "~/Downloads/x.csv", "C:/data/x.csv", "/Volumes/usb/x", "//server/share/x"],
)
def test_paths_of_one_machine(path: str) -> None:
    assert is_machine_local(path)
    assert not is_inside(path)


@pytest.mark.parametrize(
    "path",
    [
        *("data/x.csv", "/tmp/x.csv", "/dev/null", "/etc/hosts", "/opt/ml/model", "s3://b/k"),
        *("db:t", "/content/x.csv"),
    ],
)
def test_paths_that_others_have_too(path: str) -> None:
    assert not is_machine_local(path)


@pytest.mark.parametrize(
    "path",
    ["/mnt/team/x.csv", "/nfs3/x", "/gpfs01/p/x", "/dbfs/mnt/x", "dbfs:/mnt/x", "sftp://host/x"],
)
def test_shares(path: str) -> None:
    assert is_share(path)


@pytest.mark.parametrize(
    "path",
    ["/mnt/c/Users/x.csv", "/mnt/azureml/x", "/mntx/y", "data/mnt/x", "s3://mnt/x", "/home/net/x"],
)
def test_what_is_no_share(path: str) -> None:
    assert not is_share(path)


@pytest.mark.parametrize(
    ("name", "fixed"),
    [
        ("sklearn://adult@2", True),
        ("tensorflow-datasets://mnist:3.0.1", True),
        ("hf://owner/name@v1.2", True),
        ("sklearn://adult@active", False),
        ("hf://owner/name@main", False),
        ("tensorflow-datasets://mnist", False),
    ],
)
def test_versions_in_names_of_data_sets(name: str, fixed: bool) -> None:
    assert is_version_in_name(name) == fixed


def test_a_folder_of_the_image_is_no_machine() -> None:
    assert is_machine_local("/pipeline/data/x.csv")
    assert not is_machine_local("/pipeline/data/x.csv", ["/pipeline"])
    assert is_machine_local("/pipeline2/x.csv", ["/pipeline"])
    assert is_machine_local("/pipeline/x.csv", ["/"])


@pytest.mark.parametrize(
    "path", ["/path/to/data.csv", "data/your_file.csv", "<bucket>/x", "out/None.csv"]
)
def test_placeholders(path: str) -> None:
    assert is_placeholder(path)


@pytest.mark.parametrize("path", ["data/pathology/x.csv", "data/yourk.csv", "nonerror.csv"])
def test_names_that_only_look_like_placeholders(path: str) -> None:
    assert not is_placeholder(path)


def test_plumbing() -> None:
    assert is_plumbing("svc/venv")
    assert is_plumbing("requirements/dev.txt")
    assert is_plumbing("../en_core_web_sm")
    assert not is_plumbing("data/build_cost.csv")
    assert not is_plumbing("data/targets.csv")


def test_opaque_and_covering() -> None:
    assert is_opaque("{folder}/x.csv")
    assert not is_opaque("data/{name}.csv")
    assert covers("data", "data/x.csv")
    assert covers("data/x.csv", "data")
    assert not covers("data", "database.csv")


@pytest.mark.parametrize(
    ("path", "stem", "marks"),
    [
        ("m/model_best_final_v2.pkl", "m/model.pkl", ("_best", "_final", "_v2")),
        ("train_new.csv", "train.csv", ("_new",)),
        ("report (1).csv", "report.csv", (" (1)",)),
        ("data-2024-05-01.csv", "data.csv", ("-2024-05-01",)),
    ],
)
def test_versions_in_names(path: str, stem: str, marks: tuple[str, ...]) -> None:
    assert version_of(path) == (stem, marks)


@pytest.mark.parametrize(
    "path",
    ["resnet50_v2.pt", "squad_v2.json", "model.pkl", "v2.csv", "x_{n}_v2.csv", "14.final.txt"],
)
def test_names_without_versions(path: str) -> None:
    assert version_of(path) is None


def test_marks_that_a_person_writes() -> None:
    assert is_by_hand(("_v2",))
    assert is_by_hand(("_best", "_latest"))
    assert not is_by_hand(("_best",))
    assert not is_by_hand(("_2024-05-01", "_2024-06-01"))


@pytest.mark.parametrize(
    ("path", "known"),
    [("data/x.csv", True), ("data/{x}.csv", True), ("{x}/x.csv", False), ("/data/x.csv", False)],
)
def test_known_inside(path: str, known: bool) -> None:
    assert is_known_inside(path) is known
