"""Programs that components of Kubeflow carry with them in the words of their command."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from mlaudit.model.shell import Script
from mlaudit.parsers.shell import parse_script

_END = "END_OF_SOURCE"


def find_embedded(words: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The code of Python that a shell writes to a file and starts, and its arguments."""
    for index, word in enumerate(words[:-1]):
        if "program_path=$(mktemp" in word and '"$0"' in word and "python" in word:
            return words[index + 1], tuple(words[index + 2 :])
    return None


def program(code: str, arguments: Sequence[str], line: int) -> Script:
    """Code that Python is handed, with its arguments."""
    words = " ".join(word if "{" in word else shlex.quote(word) for word in arguments)
    text = f"python - {words} <<'{_END}'\n{code}\n{_END}\n"
    return parse_script(text, max(line - 1, 1))
