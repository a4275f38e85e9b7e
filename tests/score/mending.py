"""Random workflows before and after something was mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from mlaudit.model.vocabulary import Tracking
from tests.score.workflows import Plan, plans


def mend(draw: st.DrawFn, plan: Plan) -> Plan:
    """A plan with one or more gaps closed, and nothing more demanded."""
    for _ in range(draw(st.integers(1, 3))):
        plan = draw(st.sampled_from(MENDERS))(draw, plan)
    return plan


def _mend_root(draw: st.DrawFn, plan: Plan) -> Plan:
    index = draw(st.integers(0, len(plan.roots) - 1))
    root = plan.roots[index]
    choices = [
        replace(root, told=True),
        replace(root, registered=True),
        replace(root, tracking=Tracking.GIT),
    ]
    better = draw(st.sampled_from(choices))
    return replace(plan, roots=(*plan.roots[:index], better, *plan.roots[index + 1 :]))


def _mend_work(draw: st.DrawFn, plan: Plan) -> Plan:
    index = draw(st.integers(0, len(plan.works) - 1))
    work = plan.works[index]
    better = draw(
        st.sampled_from(
            [
                replace(work, level=min(3, work.level + 1)),
                replace(work, stored=True),
                replace(work, prompt=2 if work.prompt else 0),
                replace(work, missing=False),
                replace(work, opaque=""),
                replace(work, variable=2 if work.variable else 0),
                replace(work, edit=False),
            ]
        )
    )
    return replace(plan, works=(*plan.works[:index], better, *plan.works[index + 1 :]))


def _mend_order(draw: st.DrawFn, plan: Plan) -> Plan:
    if not plan.orders:
        return plan
    index = draw(st.integers(0, len(plan.orders) - 1))
    pair, rank = plan.orders[index]
    better = (pair, draw(st.integers(rank, 5)))
    return replace(plan, orders=(*plan.orders[:index], better, *plan.orders[index + 1 :]))


def _mend_environment(draw: st.DrawFn, plan: Plan) -> Plan:
    if plan.pins is None:
        return replace(plan, pins=(False, draw(st.booleans())), locked=False)
    choice = draw(st.integers(0, 1))
    return replace(plan, locked=True) if choice else replace(plan, pins=(True, True))


def _mend_remote(draw: st.DrawFn, plan: Plan) -> Plan:
    return replace(plan, remote=True)


MENDERS: tuple[Callable[[st.DrawFn, Plan], Plan], ...] = (
    _mend_root,
    _mend_work,
    _mend_order,
    _mend_environment,
    _mend_remote,
)


@st.composite
def mended(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A plan, and the same with gaps closed."""
    plan = draw(plans())
    return plan, mend(draw, plan)
