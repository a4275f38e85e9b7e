"""Inputs that a declared step is handed by whoever starts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mlaudit.graph.commands import CodeRun
from mlaudit.graph.performance import Performance
from mlaudit.graph.seeds import Seed
from mlaudit.graph.settling import Handed, Settling
from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.vocabulary import StepFamily, TriggerKind
from mlaudit.patterns import lazy_regex

MAX_CALLS = 50
"""Calls of one declared step with different inputs that are told apart."""

_OPEN = lazy_regex(r"\{([\w-]+\.[\w.-]+)\}")


class Calls:
    """What declared steps do, for each set of inputs that they are called with."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Handed, Performance]] = defaultdict(dict)
        self._plain: set[str] = set()

    def bound(self, id_: str, handed: Handed) -> Handed:
        """The inputs, or none where a step is called with too many different ones."""
        known = self._known[id_]
        return handed if handed in known or len(known) < MAX_CALLS else ()

    def find(self, id_: str, handed: Handed) -> Performance | None:
        """What the step does with these inputs, if that is known."""
        return self._known[id_].get(handed)

    def keep(self, id_: str, handed: Handed, performance: Performance) -> None:
        """Note what the step does with these inputs."""
        self._known[id_][handed] = performance

    def note_plain(self, id_: str) -> None:
        """Note that somebody calls the step without inputs."""
        self._plain.add(id_)

    def join(self, id_: str, declared: DeclaredStep) -> Performance:
        """What the step does over all its calls, once everything was performed."""
        known = self._known[id_]
        called = {handed: done for handed, done in known.items() if handed}
        told = [done for handed, done in called.items() if not _is_open(handed)]
        if not called:
            return known[()]
        alone = id_ in self._plain or _starts_without(declared)
        own = [known[()]] if () in known and alone else []
        return _merge([*own, *(told or called.values())])


def _starts_without(declared: DeclaredStep) -> bool:
    """Can it run without being handed anything?"""
    if declared.kind.family == StepFamily.JOB:
        return any(trigger.kind != TriggerKind.CALL for trigger in declared.triggers)
    # Without inputs it is called with values for variables of its file, as nobody calls it plainly.
    return bool(declared.inputs) and all(default is not None for _, default in declared.inputs)


def hand_on(run: Run, handed: Handed) -> Handed:
    """What a run hands to the step that it starts.

    Args:
        run: whose values may refer to inputs of the step itself.
        handed: those inputs.
    """
    return tuple((name, fill_in(value, handed)) for name, value in run.environment if "." in name)


def hand_through(handed: Handed, seed: Seed, by: Seed, settling: Settling) -> Handed:
    """The values of a command line that hold for all steps of a kind which it comes to start."""
    if seed.declared is None or seed.kind != by.kind:
        return ()
    own = {name for name, _ in seed.declared.inputs}
    return tuple(
        (name, value)
        for name, value in handed
        if name not in own and settling.takes(seed, name, value)
    )


def fill_in(text: str, handed: Handed) -> str:
    """A path or a name with the values of its inputs."""
    if not handed or "{" not in text:
        return text
    known = dict(handed)
    return _OPEN.sub(lambda m: known.get(m[1], m[0]), text)


def hand_over(run: CodeRun, seed: Seed, settling: Settling, *, loose: bool) -> Handed:
    """The values that a command gives to variables of the step that it starts, or of its file.

    What a document leaves to the reader (it is read loosely) is no value.
    """
    declared = seed.declared
    if declared is None:
        return ()
    known = {name for name, _ in declared.inputs if seed.kind.family == StepFamily.TARGET}
    words = (word.partition("=") for word in run.arguments if not word.startswith(("-", "=")))
    ordered = [word[1:] for word in run.arguments if word.startswith("=")]
    found = {
        name: value
        for name, sign, value in words
        if sign
        and not (loose and "{" in value)
        and (name in known if name in known and not ordered else settling.takes(seed, name, value))
    }
    found.update(_in_order(ordered, seed.name, declared, loose=loose))
    for name, value in run.environment:
        if name not in found and value and settling.takes(seed, name, value, weak=True):
            found[name] = value
    return tuple(found.items())


def _in_order(
    words: Sequence[str], name: str, declared: DeclaredStep, *, loose: bool
) -> Iterator[tuple[str, str]]:
    """The words behind the name of a step as values of its inputs."""
    if name in words:
        behind = words[words.index(name) + 1 :]
        for (parameter, _), value in zip(declared.inputs, behind, strict=False):
            if not (loose and "{" in value):
                yield parameter, value


def _is_open(handed: Handed) -> bool:
    """Does a value depend on an input that the caller was not given itself?"""
    return any(_OPEN.search(value) for _, value in handed)


def _merge(performances: Iterable[Performance]) -> Performance:
    merged = Performance()
    for performance in performances:
        merged.extend(performance)
        merged.together.update(performance.together)
        merged.imported.update(performance.imported)
        merged.missing.update(performance.missing)
    return merged
