from __future__ import annotations

from dataclasses import replace

from mlaudit.model.assessment import Obligation
from mlaudit.score.assess import rate_optimistically
from tests.report.examples import make_deliverable


def make_obligation(dimension: str, proven: float, optimistic: float) -> Obligation:
    return Obligation(dimension, "input", "x", 1.0, proven, optimistic, (), "")


def test_dimensions_are_rated_as_if_every_unresolved_access_were_fine() -> None:
    inputs = (make_obligation("inputs", 0.0, 1.0), make_obligation("inputs", 0.5, 0.5))
    one = replace(make_deliverable(), obligations=inputs)
    order = (make_obligation("order", 0.2, 0.4), make_obligation("inputs", 0.0, 0.0))
    other = replace(make_deliverable("figure.png", weight=0.5), obligations=order)
    assert rate_optimistically([one]) == (("inputs", 75.0),)
    assert rate_optimistically([one, other]) == (("inputs", 50.0), ("order", 40.0))
    assert rate_optimistically([]) == ()
