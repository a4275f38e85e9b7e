from __future__ import annotations

import pytest

from mlaudit.parsers.prose import find_instructions


@pytest.mark.parametrize(
    "sentence",
    [
        "Inspect and use the `.ipynb` files in numerical order.",
        "Go through the notebooks in the given order.",
        "Work through the scripts one after the other, in alphabetical order.",
    ],
)
def test_taking_files_in_their_order_means_running_them(sentence: str) -> None:
    (found,) = find_instructions(sentence, source="document")
    assert found.verb == "run"


@pytest.mark.parametrize(
    "sentence",
    [
        "Use the notebooks as a starting point.",
        "The notebooks use the data in chronological order.",
        "Follow the style guide in order to contribute.",
        "Use in-order traversal.",
    ],
)
def test_other_sentences_do_not(sentence: str) -> None:
    assert find_instructions(sentence, source="document") == ()


def test_a_comment_describes_the_code_beside_it() -> None:
    assert find_instructions("use the .py files in order", source="comment") == ()
