"""Notes in the manifests of Guix, which are Scheme: `;; mlaudit: ignore[rule] reason`."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.scanner import Language

SYNTAX = syntax_of_code("semicolons", Language(r";[^\n]*", r'"(?:[^"\\]|\\.)*"'), ".scm")
"""A line is a statement: a manifest is one expression, and so would be covered as a whole."""
