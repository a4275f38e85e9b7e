"""Sentences that tell a person to do something, and sentences that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.parsers.prose import find_instructions

TOLD = [
    ("Download the data from [Kaggle](https://kaggle.com/c/x) into `data/raw`.", "download"),
    ("Please run prepare.py first.", "run"),
    ("You need to edit `config.yaml` before running.", "edit"),
    ("Before training, change `DATA_PATH` in `config.py`.", "change"),
    ("Don't forget to copy the weights to models/.", "copy"),
    ("Make sure the file data/labels.csv exists.", "check"),
    ("The dataset can be downloaded [here](https://example.org/d.zip).", "download"),
    ("The images must be placed in data/images.", "place"),
    ("Fill in your key in `.env`.", "fill"),
    ("To get access to the data, contact the data team.", "contact"),
    ("Go to the portal and download the export as `export.csv`.", "download"),
    ("The segments live in a sheet (ask Marta for access).", "ask"),
    ("Choose the threshold together with somebody from retention:", "choose"),
    ("Compare the AUC in `reports/metrics.json` with the last one.", "compare"),
    ("The image has to be built on the machine that has the model.", "build"),
    ("**Note:** rename the file to `model.pkl`.", "rename"),
]
BY_HAND = [
    ("The labels were corrected by hand in Excel.", "correct"),
    ("Turing 3-class lightweight model needs downloaded manually.", "download"),
    ("Once created, the csv will have to be manually labelled.", "label"),
    ("The release requires manual approval of the model.", "approve"),
]
NOT_TOLD = [
    "There is no need to download the data.",
    "The weights will be downloaded automatically.",
    "This script downloads the data to data/raw.",
    "torch.manual_seed(42)",
    "See the user manual for details.",
    "A manual implementation of attention.",
    "As a data engineer I want to save models to `models/`.",
    "Did you run prepare.py?",
    "Fork the repository and create a pull request.",
    "To get a local copy up and running follow these steps.",
    "A manually annotated corpus of tweets.",
    "The DAG can be triggered automatically or manually.",
    "[Create environment](#create-environment)",
    "![Upload batch data](assets/upload.png)",
    "If you have questions, please contact me@example.org.",
    "Results were updated in version 2 of `metrics.json`.",
    "Request logging defaults to `off`.",
    "Permission is hereby granted to copy the `software`.",
    "Trains the model without manual labelling of `data/x.csv`.",
]
DESCRIBES_CODE = [
    "Save the model",
    "Download the file from url to data/raw/x.csv",
    "Copy data/a.csv to data/b.csv",
    "manually set T",
    "Ensure y_true is a numpy array",
    "first run the forward pass",
]


@pytest.mark.parametrize(("text", "verb"), TOLD)
def test_document_tells(text: str, verb: str) -> None:
    found = find_instructions(text, "document")
    assert [instruction.verb for instruction in found] == [verb]
    assert not found[0].manual


@pytest.mark.parametrize(("text", "verb"), BY_HAND)
@pytest.mark.parametrize("source", ["document", "comment", "notebook", "message"])
def test_by_hand(text: str, verb: str, source: str) -> None:
    (found,) = find_instructions(text, source)
    assert (found.verb, found.manual) == (verb, True)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_document_does_not_tell(text: str) -> None:
    assert find_instructions(text, "document") == ()


@pytest.mark.parametrize("text", DESCRIBES_CODE)
def test_comment_describes_code(text: str) -> None:
    assert find_instructions(text) == ()


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("run src/prepare.py first", "run"),
        ("update this every month", "update"),
        ("change this to your own bucket", "change"),
        ("TODO: replace with your API key", "replace"),
        ("you must restart the server afterwards", "restart"),
    ],
)
def test_comment_tells(text: str, verb: str) -> None:
    assert [found.verb for found in find_instructions(text)] == [verb]


def test_message_tells() -> None:
    (found,) = find_instructions("x.csv not found. Run prepare.py to create it.", "message")
    assert (found.verb, found.mentions) == ("run", ("prepare.py",))


def test_mentions_in_order() -> None:
    text = "Copy `a b`, data/raw/x.csv and MY_KEY from https://example.org/a to ./out, e.g. a/b."
    (found,) = find_instructions(text, "document")
    assert found.mentions == ("a b", "data/raw/x.csv", "MY_KEY", "https://example.org/a", "./out")


def test_restructured_link_is_its_address() -> None:
    (found,) = find_instructions("Download `the data <https://example.org/d>`_.", "document")
    assert found.mentions == ("https://example.org/d",)


def test_sentence_on_one_line_with_offset() -> None:
    text = (
        "Intro, e.g. this.\n\n- First item.\n- Download the\n  data from `s3://b/k`. Then rest.\n"
    )
    (found,) = find_instructions(text, "document")
    assert found.text == "Download the data from `s3://b/k`."
    assert text[found.offset :].startswith("Download the\n")


def test_headings_and_fences_are_no_sentences() -> None:
    text = "# Download the data from `x.csv`\n\n```\nDownload the data from `x.csv`.\n```\n"
    assert find_instructions(text, "document") == ()


_VERBS = ["Download", "run", "copy", "make sure", "manually", "by", "hand", "please", "you", "must"]
_MARKS = ["`data/x.csv`", ".", "\n", "\n- ", ",", "|", "(", "[a](b)", "\u2019", "`", "#", "?"]
WORDS = st.sampled_from([*_VERBS, *_MARKS, "the", "in"])


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
def test_offset_points_to_the_sentence(text: str) -> None:
    for source in ("document", "comment", "notebook", "message"):
        for found in find_instructions(text, source):
            words = " ".join(text[found.offset :].split())
            assert words.startswith(found.text)
            assert "\n" not in found.text


def test_comments_of_html_tell_a_reader_nothing() -> None:
    note = "<!-- you must copy `b.csv`\nby hand -->"
    assert find_instructions(f"Here it is. {note}\n\n{note}\n", "document") == ()
    plain, noted = "Download `a.csv` by hand.", f"Download {note}`a.csv` by hand. <!-- known -->"
    (expected,), (found,) = (find_instructions(text, "document") for text in (plain, noted))
    assert (found.text, found.mentions) == (expected.text, ("a.csv",))
    assert find_instructions("Copy `b.csv` by hand <!-- you know", "document") != ()
