"""The command that a file gives for itself in its docstring."""

from __future__ import annotations

import pytest

from mlaudit.parsers.python import parse_python


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["Fit a model.", "", "Usage: python train.py --rate 0.1"], 3),
        (["Fit a model.", "    python -m churn.train [--rate 0.1]"], 2),
        (["Usage:", "    python src/churn/train.py \\\\", "        --rate 1"], 2),
        (["$ CUDA_VISIBLE_DEVICES=0 torchrun train.py"], 1),
        (["train.py --rate 0.1"], 1),
        (["    uv run python train.py"], 1),
        (["Fit a model with python train.py or by hand."], 0),
        (["Usage: python other.py"], 0),
        (["python -m churn.other"], 0),
        (["train.py fits a model."], 0),
        (["Fit a model."], 0),
    ],
)
def test_a_line_of_the_docstring_is_the_command(lines: list[str], line: int) -> None:
    text = '"""' + "\n".join(lines) + '\n"""\n\nprint("python train.py")\n'
    found = parse_python("src/churn/train.py", text.encode()).code_mentions
    assert [(m.name, m.place.line) for m in found] == (
        [("src/churn/train.py", line)] if line else []
    )


def test_code_without_docstring_gives_no_usage() -> None:
    assert not parse_python("train.py", b"# python train.py\nx = 1\n").code_mentions
