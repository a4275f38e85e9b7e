"""Recipes of a justfile as steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Scalar
from mlaudit.model.facts import DeclaredStep, Facts, Gate, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser, SettingForm
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.runners.just.bodies import read_body
from mlaudit.parsers.runners.just.expressions import evaluate, unquote
from mlaudit.parsers.runners.just.imports import imported_steps
from mlaudit.parsers.runners.just.reading import Dependency, Justfile, Recipe, read_justfile
from mlaudit.parsers.shell.templates import mark_hole, unmark_holes
from mlaudit.parsers.yaml_data import decode_text

JUST_RECIPE = StepKind("just-recipe", StepFamily.TARGET)
_ELSEWHERE = frozenset({"windows", "macos", "openbsd"})


def claims(path: str) -> bool:
    """`justfile` and `.justfile` in any case, and `*.just`."""
    name = name_of(path).lower()
    return name in ("justfile", ".justfile") or name.endswith(".just")


def parse(path: str, data: bytes) -> Facts:
    """The recipes of a justfile, the one that runs without a name first."""
    text = decode_text(data).replace("\r\n", "\n")
    try:
        justfile = read_justfile(text)
        steps = tuple(_Builder(justfile, path).build())
    except RecursionError:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), "nested too deeply"),))
    problems = tuple(
        Problem(Place(path, line), f"no statement of just: {text[:60]!r}", whole=False)
        for line, text in justfile.unread[:20]
    )
    return Facts(path, PARSER.name, steps=steps, problems=problems, content=Scalar(text, 1))


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The recipes, and those of the files that are imported."""
    content = facts.data
    if not isinstance(content, Scalar):
        return facts
    found = imported_steps(facts.path, str(content.value), JUST_RECIPE, _read, look_up)
    known = {step.name for step in facts.steps}
    return replace(facts, steps=facts.steps + tuple(s for s in found if s.name not in known))


def settle(facts: Facts, values: Mapping[str, str], _: Lookup, weak: bool) -> Facts:
    """The recipes with values of variables and parameters; none come from the environment."""
    content = facts.data
    if not isinstance(content, Scalar):
        return facts
    values = {} if weak else values
    justfile = read_justfile(str(content.value))
    names = justfile.names
    names.known.update((n, v) for n, v in values.items() if n in names.expressions)
    return replace(facts, steps=tuple(_Builder(justfile, facts.path, values).build()))


def _read(path: str, text: str) -> tuple[DeclaredStep, ...]:
    return parse(path, text.encode()).steps


class _Builder:
    """Makes steps of recipes; knows with which arguments recipes call each other."""

    def __init__(
        self, justfile: Justfile, path: str, given: Mapping[str, str] | None = None
    ) -> None:
        self.justfile = justfile
        self.given = given or {}
        self.path = path
        self.recipes: dict[str, Recipe] = {}
        for recipe in justfile.recipes:
            if recipe.name not in self.recipes or _is_elsewhere(self.recipes[recipe.name]):
                self.recipes[recipe.name] = recipe
        self.calls: dict[str, list[tuple[Recipe, Dependency]]] = {}
        for recipe in self.recipes.values():
            for dependency in recipe.dependencies:
                if dependency.arguments:
                    self.calls.setdefault(dependency.name, []).append((recipe, dependency))

    def build(self) -> Iterator[DeclaredStep]:
        """The steps, and one for each alias."""
        for recipe in sorted(self.recipes.values(), key=lambda r: "default" not in r.attributes):
            yield self._step(recipe)
        for name, (target, line) in self.justfile.aliases.items():
            place = Place(self.path, line)
            yield DeclaredStep(
                JUST_RECIPE, name, place, f"aliases.{name}", after=(target,), group=self.path
            )

    def _step(self, recipe: Recipe) -> DeclaredStep:
        place = Place(self.path, recipe.line)
        values = self._parameters(recipe)
        script = read_body(
            self.justfile,
            recipe,
            lambda name: values[name] if name in values else self.justfile.names.value(name),
        )
        late = [d.name for d in recipe.dependencies if d.late]
        own = () if script is None else (Run(Place(self.path, script.line), script=script),)
        return DeclaredStep(
            JUST_RECIPE,
            recipe.name,
            place,
            f"recipes.{recipe.name}",
            runs=(*own, *(Run(place, step=name) for name in late)),
            directory=self._directory(recipe),
            after=tuple(dict.fromkeys(d.name for d in recipe.dependencies if not d.late)),
            gates=_gates(recipe, place),
            inputs=tuple((p.name, self._default(p.default)) for p in recipe.parameters),
            environment=self._environment(recipe, values),
            group=self.path,
        )

    def _default(self, tokens: tuple[tuple[str, str], ...] | None) -> str | None:
        value = None if tokens is None else evaluate(tokens, self.justfile.names.value)
        return value if value is None or unmark_holes(value) == value else None

    def _parameters(self, recipe: Recipe) -> dict[str, str]:
        """The value of each parameter: its default, or what all recipes that call this one give."""
        found = {}
        for position, parameter in enumerate(recipe.parameters):
            values = {
                evaluate(call.arguments[position], self.justfile.names.value)
                for caller, call in self.calls.get(recipe.name, ())
                if position < len(call.arguments)
            }
            if parameter.default is not None:
                values.add(evaluate(parameter.default, self.justfile.names.value))
            hole = mark_hole("{{" + parameter.name + "}}")
            told = values.pop() if len(values) == 1 else hole
            found[parameter.name] = self.given.get(parameter.name, told)
        return found

    def _directory(self, recipe: Recipe) -> str:
        folder = folder_of(self.path)
        given = self.justfile.settings.get("working-directory", ())
        for tokens in (given, recipe.attributes.get("working-directory", ())):
            folder = next(
                (
                    join_path(folder_of(self.path), unquote(t))
                    for kind, t in tokens
                    if kind == "text"
                ),
                folder,
            )
        return folder

    def _environment(self, recipe: Recipe, values: dict[str, str]) -> tuple[tuple[str, str], ...]:
        names = self.justfile.names
        everything = "export" in self.justfile.settings
        pairs = {
            name: names.value(name)
            for name in (names.expressions if everything else self.justfile.exported)
        }
        pairs |= {p.name: values[p.name] for p in recipe.parameters if p.exported or everything}
        return tuple((n, v if unmark_holes(v) == v else "") for n, v in pairs.items())


def _is_elsewhere(recipe: Recipe) -> bool:
    """Is it for other systems than Linux?"""
    given = recipe.attributes.keys()
    return bool(given & _ELSEWHERE) and not given & {"linux", "unix"}


def _gates(recipe: Recipe, place: Place) -> tuple[Gate, ...]:
    asked = recipe.attributes.get("confirm")
    if asked is None:
        return ()
    return (Gate(place, unquote(asked[0][1]) if asked else f"Run recipe {recipe.name}?"),)


PARSER = Parser(
    "just",
    claims,
    parse,
    complete,
    settle=settle,
    launchers=(
        Launcher(
            JUST_RECIPE,
            ("just",),
            files=("justfile", "Justfile", "JUSTFILE", ".justfile"),
            settings=SettingForm(pairs=("--set",), in_order=True),
            valued=("--shell", "--shell-arg", "--dotenv-path", "--dotenv-filename"),
            file_options=("-f", "--justfile"),
            folder_options=("-d", "--working-directory"),
            asking=("-l", "--list", "--summary", "-s", "--show", "--dump", "--evaluate", "--fmt"),
            several=True,
            default="first",
        ),
    ),
)
"""Reads justfiles."""
