"""The facts of a script file of Windows."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.yaml_data import decode_text


def read_script_file(
    path: str, data: bytes, shell: str, read: Callable[[str], Script], sign: str
) -> Facts:
    """The script of a file, and what its comments tell; `sign` begins them, a pattern."""
    code = decode_text(data)
    try:
        script = read(code)
    except RecursionError:
        return Facts(path, shell, problems=(Problem(Place(path), "nested too deeply"),))
    told = told_in_comments(path, code, sign)
    return Facts(path, shell, script=script, instructions=told)
