"""Methods that are called through their class."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour as run
from tests.graph.python.running import touched, written


@pytest.mark.parametrize(
    "call",
    [
        "pd.DataFrame.to_csv(table, 'out.csv', index=False)",
        "pd.DataFrame.to_csv(table, path_or_buf='out.csv')",
        "pd.DataFrame.to_csv(make_table(), 'out.csv')",
        "Path.write_text(Path('out.csv'), 'a,b')",
    ],
)
def test_the_first_argument_is_the_object(call: str) -> None:
    source = f"from pathlib import Path\nimport pandas as pd\ntable = pd.DataFrame()\n{call}\n"
    assert written(source) == ["out.csv"]


def test_class_methods_keep_their_first_argument() -> None:
    source = """
        import os
        from transformers import BertModel
        from keras.models import Sequential
        BertModel.from_pretrained("models/bert")
    """
    assert touched(run(source)) == ["read models/bert"]
