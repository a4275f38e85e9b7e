"""Where the data of steps lies: in a bucket that the file names, or in one of the platform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Value,
    parts_of,
    shown,
    text_of,
)

_MOST = 400
"""Most results of calls that are looked at to find what a step is made of."""
_AFTERWARDS = frozenset({"if_steps", "else_steps"})


@immutable
class Places:
    """Answers where things are.

    Attributes:
        pipeline: the name of the pipeline.
        names: of its steps, by the calls that make them.
        outputs: of each step, where the file says that its outputs go: by name and number.
    """

    pipeline: str
    names: Mapping[Made, str]
    outputs: Mapping[Made, Mapping[str, str]]

    def of(self, value: Value) -> str:
        """The address that a value stands for, "" where it is none."""
        if isinstance(value, Made) and value.kind.startswith("Parameter"):
            default = value.given("default_value", place=1)
            return shown(default) if default is not None else parameter_hole(value)
        if isinstance(value, Made) and value.kind == "Join":
            parts = value.given("values", place=1)
            by = shown(value.given("on", place=0) or "")
            items = parts if isinstance(parts, tuple) else ()
            return by.join(self.of(item) or "{x}" for item in items)
        found = self._property(value)
        if found is not None:
            step, port = found
            named = self.outputs.get(step, {}).get(port)
            return named or f"sagemaker://{self.pipeline}/{self.names[step]}/{port}"
        return text_of(value) or ""

    def _property(self, value: Value) -> tuple[Made, str] | None:
        """The step and the output that a chain of properties leads to."""
        names: list[str] = []
        while isinstance(value, Member | Made) and not self._is_step(value):
            if isinstance(value, Member):
                names.append(value.name)
                value = value.of
            else:
                value = value.callee
        if not isinstance(value, Made):
            return None
        if "Outputs" in names[1:]:
            return value, names[names.index("Outputs") - 1]
        if "TransformOutput" in names:
            return value, "transform"
        model = ("ModelArtifacts", "get_top_model_s3_uri", "model_artifacts")
        return (value, "model") if any(name in names for name in model) else None

    def _is_step(self, value: Value) -> bool:
        return isinstance(value, Made) and value in self.names

    def words(self, value: Value) -> str:
        """A value as a word of a command line."""
        return self.of(value) or "{x}"


def parameter_hole(made: Made) -> str:
    """`{Name}` for a parameter of the pipeline without a default."""
    return "{" + shown(made.given("name", place=0)).strip("{}") + "}"


def made_within(made: Made) -> Iterator[Made]:
    """All results of calls that a call is made of, without itself and what comes after it."""
    waiting: list[Value] = list(_inner(made))
    seen: set[int] = {id(made)}
    for _ in range(_MOST * 10):
        if not waiting or len(seen) > _MOST:
            return
        for part in parts_of(waiting.pop()):
            while isinstance(part, Member):
                part = part.of
            if isinstance(part, Made) and id(part) not in seen:
                seen.add(id(part))
                yield part
                waiting += _inner(part)


def _inner(made: Made) -> Iterator[Value]:
    if not isinstance(made.callee, Code):
        yield made.callee
    yield from made.arguments
    yield from (value for name, value in made.keywords.items() if name not in _AFTERWARDS)
