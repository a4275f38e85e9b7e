"""The configuration of a project: which file it is, what it may say, and what it says.

The keys are declared once, in `keys.py`: reading, the JSON Schema and the reference in
docs/configuration.md follow from there. Nothing that a configuration says loads code, for it may
come with the repository that is scanned.
"""

from mlaudit.configuration.loading import load
from mlaudit.configuration.problems import ConfigurationError, Problem
from mlaudit.configuration.source import VARIABLE

__all__ = ["VARIABLE", "ConfigurationError", "Problem", "load"]
