"""Objects of stores, hubs and trackers, and the paths that downloads return."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

_IMPORTS = """
import os, shutil
import boto3, kagglehub, mlflow, spacy, wandb
import pandas as pd
from azure.storage.blob import BlobServiceClient
from google.cloud import storage
from huggingface_hub import hf_hub_download
from transformers import AutoModel
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "storage.Client().bucket('bk').blob('k/a.csv').download_to_filename('d/a.csv')",
            ["read gs://bk/k/a.csv", "write d/a.csv"],
        ),
        (
            "b = storage.Client().get_bucket('bk')\nb.blob('k/b').upload_from_filename('o/b')",
            ["read o/b", "write gs://bk/k/b"],
        ),
        (
            "s = BlobServiceClient.from_connection_string(x)\n"
            "s.get_blob_client(container='ct', blob='a.csv').download_blob()",
            ["read az://ct/a.csv"],
        ),
        (
            "boto3.resource('s3').Bucket('bk').download_file('k/f.csv', 'd/f.csv')",
            ["read s3://bk/k/f.csv", "write d/f.csv"],
        ),
        (
            "boto3.resource('s3').Object('bk', 'k/g').upload_file('o/g')",
            ["read o/g", "write s3://bk/k/g"],
        ),
    ],
)
def test_object_stores(code: str, expected: list[str]) -> None:
    found = behaviour(_IMPORTS + code)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "p = kagglehub.dataset_download('a/b')\npd.read_csv(os.path.join(p, 'x.csv'))",
            ["read kaggle://a/b", "read kaggle://a/b/x.csv"],
        ),
        (
            "shutil.copytree(kagglehub.dataset_download('a/b'), 'd/raw')",
            ["read kaggle://a/b", "write d/raw"],
        ),
        (
            "open(hf_hub_download('a/b', 'z.txt', local_dir='d/hf'))",
            ["read hf://a/b/z.txt", "write d/hf/z.txt", "read d/hf/z.txt"],
        ),
        ("open(hf_hub_download('a/b', 'z.txt'))", ["read hf://a/b/z.txt"]),
        (
            "d = wandb.use_artifact('data:v3').download()\npd.read_csv(d + '/x.csv')",
            ["read wandb://data:v3", "read wandb://data:v3/x.csv"],
        ),
        (
            "d = wandb.use_artifact('data:v3').download(root='d/w')\npd.read_csv(f'{d}/y.csv')",
            ["read wandb://data:v3", "write d/w", "read d/w/y.csv"],
        ),
        ("pd.read_csv(shutil.copy('a.csv', 'o'))", ["read a.csv", "write o/a.csv", "read o/a.csv"]),
    ],
)
def test_what_downloads_and_copies_return(code: str, expected: list[str]) -> None:
    found = behaviour(_IMPORTS + code)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("AutoModel.from_pretrained('google/bert')", "read hf://google/bert"),
        ("AutoModel.from_pretrained('models/bert')", "read models/bert"),
        ("AutoModel.from_pretrained('./bert')", "read bert"),
        ("spacy.load('en_core_web_sm')", "read spacy://en_core_web_sm"),
        ("spacy.load('mine/ner')", "read mine/ner"),
        ("mlflow.sklearn.load_model('exported/rf')", "read exported/rf"),
        ("mlflow.pyfunc.load_model('models:/churn/3')", "read mlflow://models:/churn/3"),
    ],
)
def test_references_that_name_a_folder(code: str, expected: str) -> None:
    assert touched(behaviour(_IMPORTS + code)) == [expected]


def test_archives_are_unpacked_into_their_folder() -> None:
    found = behaviour("import shutil\nshutil.unpack_archive('d/a.zip', 'd/a')\n")
    assert touched(found) == ["read d/a.zip", "write d/a"]


def test_packing_reads_the_folder() -> None:
    found = behaviour("import shutil\nopen(shutil.make_archive('o/a', 'gztar', 'd/src'), 'rb')\n")
    assert touched(found) == ["write o/a.tar.gz", "read d/src", "read o/a.tar.gz"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("'custom', path='best.pt'", ["best.pt"]),
        ("'custom', 'best.pt'", ["best.pt"]),
        ("model='custom', path_or_model='best.pt'", ["best.pt"]),
        ("'small', path='best.pt'", []),
        ("'custom'", []),
    ],
)
def test_own_weights_of_a_hub_entry(rest: str, expected: list[str]) -> None:
    found = touched(behaviour(f"import torch\ntorch.hub.load('owner/detector', {rest})\n"))
    assert [line for line in found if "github" not in line] == [f"read {p}" for p in expected]
