"""The runbook of a deliverable: everything that must happen from a clean clone, in order."""

from mlaudit.runbook.build import build_runbook
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import Evidence
from mlaudit.runbook.registered import REGISTERED, register
from mlaudit.runbook.stated import add_stated

__all__ = ["REGISTERED", "Closure", "Evidence", "add_stated", "build_runbook", "register"]
