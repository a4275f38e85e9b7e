"""What holds inside a block: variables, the folder, the container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlaudit.model.immutable import immutable
from mlaudit.parsers.ci.jenkins.tree import Assignment, Block, calls_of
from mlaudit.parsers.ci.jenkins.values import known_text, to_pattern


@immutable
class Setting:
    """What holds for the steps of a block.

    Attributes:
        values: of variables and parameters, by what texts refer to.
        directory: the working directory.
        environment: variables of the shell.
        image: the container around, or None.
        conditions: of the stages around.
        outside: it is no stage of the file.
    """

    values: Mapping[str, str]
    directory: str = "."
    environment: tuple[tuple[str, str], ...] = ()
    image: str | None = None
    conditions: tuple[Block, ...] = ()
    outside: bool = False

    def with_variable(self, name: str, text: str) -> Setting:
        """The setting with one more variable; "" for a value that is not known."""
        values = {k: v for k, v in self.values.items() if k not in (name, f"env.{name}")}
        if text:
            values.update({name: text, f"env.{name}": text})
        return replace(self, values=values, environment=(*self.environment, (name, text)))


def with_directives(block: Block, setting: Setting) -> Setting:
    """The setting with the variables and the agent that a block declares."""
    for call in calls_of(block, "environment"):
        for node in call.block.nodes if call.block else ():
            if isinstance(node, Assignment):
                setting = setting.with_variable(
                    node.name, known_text(node.value, setting.values) or ""
                )
    for call in calls_of(block, "agent"):
        for docker in calls_of(call.block, "docker"):
            images = calls_of(docker.block, "image")
            named = images[0].first() if images else docker.first("image")
            setting = replace(setting, image=to_pattern(named, setting.values) or None)
    return setting
