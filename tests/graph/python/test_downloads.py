"""Where downloads by libraries end up, and that what they leave is read."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

_IMPORTS = """
import opendatasets
import torchvision
from remotezip import RemoteZip
from torchvision.datasets.utils import download_url
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "opendatasets.download('https://www.kaggle.com/datasets/some/rain-data', 'raw/')",
            ["raw/rain-data"],
        ),
        ("opendatasets.download('some/rain-data', data_dir='raw')", ["raw/rain-data"]),
        ("opendatasets.download('https://e.org/d/rain.csv?raw=true')", ["rain.csv"]),
        (
            "opendatasets.download('https://drive.google.com/file/d/1xY/view?usp=sharing', 'raw')",
            ["raw/{file}"],
        ),
        ("download_url('https://e.org/rain.zip', 'raw')", ["raw/rain.zip"]),
        ("download_url('https://e.org/rain.zip', 'raw', 'r.zip')", ["raw/r.zip"]),
        (
            "with RemoteZip('https://e.org/rain.zip') as archive:\n"
            "    for name in archive.namelist():\n"
            "        archive.extract(name, 'raw')",
            ["raw/{name}"],
        ),
    ],
)
def test_place_of_a_download(code: str, expected: list[str]) -> None:
    found = touched(behaviour(_IMPORTS + code))
    assert [line.removeprefix("write ") for line in found if line.startswith("write ")] == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("'raw', download=True", ["write raw", "read raw"]),
        ("'raw'", ["read raw"]),
    ],
)
@pytest.mark.parametrize("name", ["MNIST", "CIFAR100", "SVHN"])
def test_data_sets_that_are_fetched_where_they_lack_are_read(
    name: str, arguments: str, expected: list[str]
) -> None:
    code = f"{_IMPORTS}torchvision.datasets.{name}({arguments})"
    assert touched(behaviour(code)) == expected
