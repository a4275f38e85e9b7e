"""What file names tell of their content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.model.vocabulary import KINDS


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data/raw/customers.csv", "dataset"),
        ("data/features", "dataset"),
        ("data/{city}.parquet", "dataset"),
        ("models/churn.pkl", "model"),
        ("scaler.pkl", "model"),
        ("data/train.pkl", "dataset"),
        ("checkpoints/epoch=3.ckpt", "checkpoint"),
        ("metrics.json", "metrics"),
        ("results/eval.csv", "metrics"),
        ("params.yaml", "config"),
        ("requirements/dev.txt", "config"),
        (".env", "secret"),
        (".envrc", "secret"),
        (".mastodon_keys.yaml", "secret"),
        ("config/client_secret.txt", "secret"),
        ("data/monkeys.csv", "dataset"),
        (".env.example", "config"),
        ("labels.csv", "labels"),
        ("https://zenodo.org/d.zip?download=1", "archive"),
        ("image:me/trainer:1", "image"),
        ("nohup.out", "log"),
        ("src/train.py", "code"),
        ("notebooks/01_eda.ipynb", "notebook"),
        ("dist/pkg.whl", "package"),
        ("faiss_index/index.faiss", "index"),
        ("{x}", "other"),
    ],
)
def test_kind_of_a_name(path: str, kind: str) -> None:
    assert kind_of_path(path, writing=True) == kind


def test_a_written_picture_is_a_figure_and_a_read_one_is_data() -> None:
    assert kind_of_path("out/roc.png", writing=True) == "figure"
    assert kind_of_path("cats/1.png", writing=False) == "dataset"


@given(st.text(), st.booleans())
def test_every_name_has_a_kind_of_the_vocabulary(path: str, writing: bool) -> None:
    assert kind_of_path(path, writing) in KINDS
