"""Notes after `//` or in `/* */`: Jenkins, Nextflow, Groovy, JSON of editors, Stata and SAS."""

from __future__ import annotations

from functools import partial

from mlaudit.parsers.ci.jenkins.file import claims as is_jenkinsfile
from mlaudit.parsers.orchestrators.nextflow.file import claims as is_nextflow
from mlaudit.parsers.path_text import name_of, suffix_of
from mlaudit.parsers.suppressions.covering import find_in_file
from mlaudit.parsers.suppressions.scanner import Language
from mlaudit.parsers.suppressions.syntax import Syntax

_SUFFIXES = (".groovy", ".gradle", ".jsonc", ".js", ".ts", ".do", ".ado", ".sas")
_LONG = r'"""(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z)' + r"|'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)"
_SHORT = r'"(?:[^"\\\n]|\\.)*"?' + r"|(?<!\w)'(?:[^'\\\n]|\\.)*'"
_SLASHES = Language(r"(?<!:)//[^\n]*|/\*.*?(?:\*/|\Z)", f"{_LONG}|{_SHORT}", "([")


def _claims(path: str) -> bool:
    if suffix_of(path) in _SUFFIXES or is_jenkinsfile(path) or is_nextflow(path):
        return True
    return name_of(path).endswith("devcontainer.json") or "/.vscode/" in f"/{path}"


SYNTAX = Syntax("slashes", _claims, partial(find_in_file, language=_SLASHES))
