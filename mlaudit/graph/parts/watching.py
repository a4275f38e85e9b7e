"""Looks on while code runs that starts parts, and tells which of them does what."""

from __future__ import annotations

from typing import Any

from mlaudit.graph.explanation.tables import Noticed, NoticedListings
from mlaudit.graph.parts.index import PartIndex
from mlaudit.graph.parts.shares import TABLES, PartStart, Share
from mlaudit.graph.parts.submitting import Submissions
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import NONE, Arguments, ClassValue, FunctionValue, Value
from mlaudit.model.workflow import Access


class PartWatcher:
    """Shares what code does among the parts that it starts; a `Watcher`.

    Attributes:
        shares: what each part does; "" for the code around them.
        starts: what started each part, in order.
    """

    def __init__(self, index: PartIndex) -> None:
        self.shares: dict[str, Share] = {"": Share()}
        self.starts: dict[PartStart, None] = {}
        self._index = index
        self._submissions = Submissions(index)
        self._active: list[str] = []
        self._results: dict[str, dict[object, Value]] = {}
        self._listed: dict[Access, str] = {}

    def attach(self, run: Evaluation) -> None:
        """Begin to look on; the tasks of a flow that is started by name are entered, too."""
        run.only = None
        self._call = run.call
        run.call = self._see
        for name in TABLES:
            table = Noticed(lambda key, name=name: self._notice(name, key))  # type: ignore[misc]
            setattr(run.record, name, table)
        run.record.listings = NoticedListings(self._note_listing)

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        """Options are of no interest here."""

    def share(self, whole: Share) -> dict[str, Share]:
        """What each part does of the whole, without what the evaluation forgot again."""
        return {part: share.within(whole) for part, share in self.shares.items()}

    def _see(self, run: Evaluation, callee: Value, arguments: Arguments, site: Site) -> Value:
        if not isinstance(callee, (FunctionValue, ClassValue)):
            result = self._call(run, callee, arguments, site)
            for flow, handed in self._submissions.started_by(callee, arguments):
                self._see(run, flow, handed, site)
            return result
        key = (callee.module.module.path, callee.qualified)
        if run.unbound and run.depth == 0 and self._index.holds(key):
            return NONE  # a framework may call it back, but nothing here starts it
        parts = self._parts_of(key)
        if not parts:
            return self._call(run, callee, arguments, site)
        before = run.results
        for part in parts:
            by = self._active[-1] if self._active else ""
            self.starts[PartStart(by, part, site.place)] = None
            self.shares.setdefault(part, Share())
            self._active.append(part)
        run.results = self._results.setdefault(parts[-1], {})
        try:
            return self._call(run, callee, arguments, site)
        finally:
            del self._active[-len(parts) :]
            run.results = before

    def _parts_of(self, key: tuple[str, str]) -> list[str]:
        """The task of the innermost flow that has one, then the flow of that function.

        A flow that is a block of a module is not entered: whatever starts its tasks there is it.
        """
        if self._active and self._active[-1] == self._index.flows.get(key):
            return []  # the decorated function inside of what its decorator made of it
        of_flows = self._index.tasks.get(key, {})
        task = next((of_flows[id_] for id_ in reversed(self._active) if id_ in of_flows), None)
        if task is not None and task in self._active:
            return []
        flow = self._index.flows.get(key)
        block = next((id_ for id_ in of_flows if id_ in self._index.blocks), None)
        if task is None and block is not None:
            return [block, of_flows[block]]
        return [part for part in (task, flow) if part is not None]

    def _notice(self, table: str, key: Any) -> None:
        part = self._active[-1] if self._active else ""
        if table == "accesses" and not part:
            part = self._listed.get(key, "")
        getattr(self.shares[part], table)[key] = None

    def _note_listing(self, access: Access) -> None:
        self._listed.setdefault(access, self._active[-1] if self._active else "")
