"""Walks through the blocks of a file and gathers its stages in order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from mlaudit.model.facts import Gate
from mlaudit.model.place import Place
from mlaudit.parsers.ci.jenkins.parameters import read_parameter
from mlaudit.parsers.ci.jenkins.parts import conditions_of, find_combinations, has_stages, parts_of
from mlaudit.parsers.ci.jenkins.setting import Setting, with_directives
from mlaudit.parsers.ci.jenkins.stage import Stage
from mlaudit.parsers.ci.jenkins.steps import read_step
from mlaudit.parsers.ci.jenkins.tree import (
    Assignment,
    Block,
    Budget,
    Call,
    Items,
    Name,
    Node,
)
from mlaudit.parsers.ci.jenkins.values import known_text, to_pattern
from mlaudit.parsers.ci.work import Work

_LEFT_OUT = frozenset(
    {"catch", "failure", "unsuccessful", "unstable", "aborted", "regression", "cleanup", "options"}
    | {"tools", "triggers", "parameters", "properties", "axes", "excludes", "libraries"}
)
_OUTSIDE = "node"
"""The name of what stands in no stage."""


@dataclass(slots=True)
class Walker:
    """Walks through the blocks of a file at `path` and gathers its stages."""

    path: str
    functions: dict[str, Block]
    stages: list[Stage] = field(default_factory=list)
    current: Stage | None = None
    before: tuple[str, ...] = ()
    pending: list[tuple[Gate, tuple[tuple[str, str | None], ...]]] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    active: list[str] = field(default_factory=list)

    def walk(self, block: Block, setting: Setting) -> None:
        """Go through the statements of a block."""
        setting = with_directives(block, setting)
        for node in block.nodes:
            setting = self._visit(node, setting)

    def _visit(self, node: Node, setting: Setting) -> Setting:
        if not self.budget.spend():
            return setting
        if isinstance(node, Assignment):
            return self._assign(node, setting)
        if isinstance(node, Block):
            self.walk(node, setting)
        elif isinstance(node, Items):
            for item in node.items:
                self._visit(item.value, setting)
        elif isinstance(node, Call):
            self._call(node, setting)
        elif isinstance(node, Name) and node.text in self.functions:
            self._function(node.text, setting)
        return setting

    def _assign(self, node: Assignment, setting: Setting) -> Setting:
        self._visit(node.value, setting)
        text = known_text(node.value, setting.values)
        if isinstance(node.value, Call) and node.value.name == "docker.build":
            text = to_pattern(node.value.first(), setting.values)
        values = {k: v for k, v in setting.values.items() if k != node.name}
        if text is not None:
            values[node.name] = text
        return replace(setting, values=values)

    def _call(self, call: Call, setting: Setting) -> None:
        if call.target is not None:
            self._visit(call.target, setting)
            image = call.target if isinstance(call.target, Call) else None
            if call.name == "inside" and image is not None and image.name == "docker.image":
                setting = replace(setting, image=to_pattern(image.first(), setting.values))
        if call.name in _LEFT_OUT or call.name in ("environment", "agent", "when"):
            return
        if call.name == "stage" and call.block is not None:
            self._stage(call, call.block, setting)
        elif call.name == "parallel":
            self._parallel(call, setting)
        elif call.name == "matrix" and call.block is not None:
            self._matrix(call.block, setting)
        elif call.name == "post" and call.block is not None and self.current is None:
            self._alone("post", call, replace(setting, outside=True))
        elif call.name == "input":
            self._input(call, setting)
        elif call.name in self.functions:
            self._function(call.name, setting)
        else:
            self._step(call, setting)

    def _step(self, call: Call, setting: Setting) -> None:
        inner = read_step(call, setting, self._work, self.path)
        if call.block is not None:
            self.walk(call.block, inner)
        for argument in call.arguments:
            if not isinstance(argument.value, Block):
                self._visit(argument.value, setting)
            elif call.name not in ("expression",):
                self.walk(argument.value, inner)

    def _work(self, line: int, setting: Setting) -> Work:
        """The work of the stage around; what stands in none is a stage of its own."""
        if self.current is not None:
            return self.current.work
        last = self.stages[-1] if self.stages else None
        if last is None or last.setting.outside is False or self.before != (last.name,):
            last = self._begin(_OUTSIDE, line, replace(setting, outside=True))
            self.before = (last.name,)
        return last.work

    def _function(self, name: str, setting: Setting) -> None:
        if name not in self.active:
            self.active.append(name)
            self.walk(self.functions[name], setting)
            self.active.pop()

    def _begin(self, name: str, line: int, setting: Setting) -> Stage:
        taken = {stage.name for stage in self.stages}
        unique = next(
            text
            for number in itertools.count(1)
            if (text := name if number == 1 else f"{name} ({number})") not in taken
        )
        stage = Stage(unique, line, self.before, setting)
        for gate, asked in self.pending:
            stage.ask(gate, asked)
        self.pending = []
        self.stages.append(stage)
        return stage

    def _stage(self, call: Call, block: Block, setting: Setting) -> None:
        name = to_pattern(call.first("name"), setting.values) or "stage"
        inner = with_directives(block, setting)
        inner = replace(inner, conditions=(*setting.conditions, *conditions_of(block)))
        if self.current is not None or has_stages(block):
            self.walk(block, inner)
            return
        self._alone(name, call, inner)

    def _alone(self, name: str, call: Call, setting: Setting) -> None:
        """A stage that has no stages in it."""
        self.current = self._begin(name, call.line, setting)
        if call.block is not None:
            self.walk(call.block, setting)
        self.before = (self.current.name,)
        self.current = None

    def _parallel(self, call: Call, setting: Setting) -> None:
        """Branches: stages of a block, or closures with names."""
        branches = [(a.name, a.value) for a in call.arguments if isinstance(a.value, Block)]
        for argument in call.arguments:
            if isinstance(argument.value, Items):
                items = argument.value.items
                branches += [(i.name, i.value) for i in items if isinstance(i.value, Block)]
        nodes = call.block.nodes if call.block is not None else ()
        start, ends = self.before, []
        for node in nodes:
            self.before = start
            self._visit(node, setting)
            ends.append(self.before)
        for name, block in branches:
            self.before = start
            if self.current is None and not has_stages(block):
                self._alone(name, Call("stage", (), block, block.line), setting)
            else:
                self.walk(block, setting)
            ends.append(self.before)
        self.before = tuple(dict.fromkeys(name for end in ends for name in end)) or start

    def _matrix(self, block: Block, setting: Setting) -> None:
        """The stages for each combination of the axes, side by side."""
        start, ends = self.before, []
        for chosen in find_combinations(block):
            self.before = start
            values = {**setting.values, **chosen, **{f"env.{k}": v for k, v in chosen.items()}}
            environment = (*setting.environment, *chosen.items())
            self.walk(block, replace(setting, values=values, environment=environment))
            ends.append(self.before)
        self.before = tuple(dict.fromkeys(name for end in ends for name in end)) or start

    def _input(self, call: Call, setting: Setting) -> None:
        """A person is asked: in the middle of a stage, or before the next one."""
        texts = [*parts_of(call, "message"), call.first("message")]
        message = next((text for node in texts if (text := to_pattern(node, setting.values))), "")
        detail = f"input: {' '.join(message.split())[:80]}" if message else "input"
        asked = [found for node in parts_of(call, "parameters") for found in read_parameter(node)]
        gate = Gate(Place(self.path, call.line), detail)
        if self.current is None:
            self.pending.append((gate, tuple(asked)))
        else:
            self.current.ask(gate, tuple(asked))
