"""What a project writes down for a person: instructions, documented commands, fixed settings."""

from __future__ import annotations

import operator
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mlaudit.graph.analysis.mentions import instructions_by_origin, means_folder
from mlaudit.graph.matching import covers, is_opaque_name
from mlaudit.graph.names import NameIndex
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, StepKind
from mlaudit.model.workflow import Flow, Step
from mlaudit.runbook.carries import find_carries
from mlaudit.runbook.registered import work_before

ACQUIRING = frozenset(
    {
        "download",
        "copy",
        "move",
        "place",
        "put",
        "save",
        "unzip",
        "unpack",
        "extract",
        "paste",
        "transfer",
        "get",
        "obtain",
        "fetch",
        "grab",
        "export",
        "insert",
        "request",
        "ask",
        "contact",
        "register",
        "create",
        "generate",
        "convert",
        "prepare",
        "add",
    }
)
"""Verbs that tell how to come by a file."""
CARRYING = frozenset({"rename", "copy", "move", "transfer", "paste"})
EDITING = frozenset(
    {
        "edit",
        "change",
        "replace",
        "modify",
        "update",
        "adjust",
        "uncomment",
        "comment",
        "correct",
        "fill",
        "set",
    }
)
ANSWERING = frozenset({"choose", "enter", "select", "fill", "set", "specify", "paste"})
RUNNING = frozenset({"run", "execute", "start", "restart"})
LABELLING = frozenset({"label", "annotate"})
RELEASING = frozenset({"deploy", "upload", "publish", "release", "push", "copy", "transfer"})

CODE = (".py", ".ipynb", ".sh", ".r", ".R", ".jl", ".smk", ".scala", ".sql")
"""Extensions of files that hold the workflow itself."""
NOWHERE = (".", "..", "/", "~", "-")
"""Names that stand for no artifact."""
_MACHINE_VARIABLES = frozenset(
    {
        "HOME",
        "USER",
        "USERNAME",
        "LOGNAME",
        "PATH",
        "PWD",
        "SHELL",
        "LANG",
        "TMPDIR",
        "TEMP",
        "TMP",
        "HOSTNAME",
        "DISPLAY",
        "TERM",
        "CI",
        "RANK",
        "LOCAL_RANK",
        "WORLD_SIZE",
        "MASTER_ADDR",
        "MASTER_PORT",
        "CONDA_PREFIX",
        "VIRTUAL_ENV",
        "PYTHONPATH",
    }
)
_MACHINE_PREFIXES = ("GITHUB_", "RUNNER_", "CI_", "SLURM_", "PBS_", "SM_", "XDG_")


@dataclass(frozen=True, eq=False)
class Evidence:
    """Answers what the project tells a person, from the whole workflow."""

    workflow: Workflow

    @cached_property
    def instructions(self) -> tuple[Instruction, ...]:
        """Every instruction, by place."""
        return tuple(
            sorted(self.workflow.instructions, key=lambda i: (i.place.sort_key, i.text, i.verb))
        )

    @cached_property
    def _instructions(self) -> dict[str, tuple[Instruction, ...]]:
        """Instructions by what they mention, as a path from the root."""
        found: dict[str, list[Instruction]] = defaultdict(list)
        for instruction in self.instructions:
            for mention in dict.fromkeys(map(normalize_path, instruction.mentions)):
                found[mention].append(instruction)
        return {mention: tuple(told) for mention, told in found.items()}

    def find_instruction(self, name: str, verbs: frozenset[str]) -> Instruction | None:
        """The first instruction with one of the verbs that mentions `name` or its file name."""
        for mention in dict.fromkeys((name, posixpath.basename(name))):
            for instruction in self._instructions.get(mention, ()) if mention else ():
                if instruction.verb in verbs:
                    return instruction
        return None

    def find_place_of_input(self, path: str) -> Place | None:
        """Where a person is told how to come by a file: it or a folder above it is named."""
        by_origin = instructions_by_origin(self.workflow, path)
        instruction = self.find_instruction(path, ACQUIRING) or next(
            (found for found in by_origin if found.verb in ACQUIRING), None
        )
        for folder in folders_of(path):
            if instruction is None:
                instruction = self._find_told_of_folder(folder, path)
        if instruction is not None:
            return instruction.place
        return self._find_command_that_names(path)

    def _find_told_of_folder(self, folder: str, path: str) -> Instruction | None:
        told = (i for i in self._instructions.get(folder, ()) if i.verb in ACQUIRING)
        return next((i for i in told if means_folder(self.workflow, i, path)), None)

    def _find_command_that_names(self, path: str) -> Place | None:
        """A documented command outside the data flow that names the file or its folder."""
        wanted = {path, *folders_of(path)}
        told = [self._commands_by_word[name] for name in wanted if name in self._commands_by_word]
        return self.commands[min(told)].place if told else None

    @cached_property
    def _commands_by_word(self) -> dict[str, int]:
        """The first documented command outside the data flow with each word, by its position."""
        found: dict[str, int] = {}
        for position, step in enumerate(self.commands):
            for word in step.name.split() if not step.accesses else ():
                found.setdefault(normalize_path(word.strip("'\"")), position)
        return found

    @cached_property
    def changes(self) -> tuple[tuple[Instruction, frozenset[str]], ...]:
        """Instructions to edit or to label, with what they mention as paths from the root.

        A message is none: it speaks only when something has gone wrong.
        """
        return tuple(
            (instruction, frozenset(map(normalize_path, instruction.mentions)))
            for instruction in self.instructions
            if instruction.source != "message" and instruction.verb in EDITING | LABELLING
        )

    @cached_property
    def _starting_commands(self) -> dict[str, Step]:
        """The first documented command that starts each step."""
        by_id = {command.id: position for position, command in enumerate(self.commands)}
        found: dict[str, int] = {}
        for started, invocations in self.workflow.invokers.items():
            told = [by_id[i.by] for i in invocations if i.by in by_id]
            if told:
                found[started] = min(told)
        return {started: self.commands[position] for started, position in found.items()}

    @cached_property
    def commands(self) -> tuple[Step, ...]:
        """The documented commands, in the order of the documents."""
        return commands_of(self.workflow)

    def find_command_for(self, step: str) -> Step | None:
        """The first documented command that starts a step."""
        return self._starting_commands.get(step)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Position of each step in the documents, where they tell a person to run it."""
        told = [(command.place.sort_key, command.id) for command in self.commands]
        known = {command.id: command.place.sort_key for command in self.commands}
        told += [(known[i.by], i.of) for i in self.workflow.invocations if i.by in known]
        for instruction in self.instructions:
            if instruction.verb in RUNNING and instruction.source == "document":
                named = map(normalize_path, instruction.mentions)
                told += [(instruction.place.sort_key, name) for name in named]
        found: dict[str, int] = {}
        for position, (_, id_) in enumerate(sorted(told)):
            found.setdefault(id_, position)
        return found

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The data between steps, in one order whatever order they were found in."""
        key = operator.attrgetter("before", "after", "written", "read")
        return tuple(sorted(self.workflow.flows, key=key))

    @cached_property
    def flows_from(self) -> dict[str, list[Flow]]:
        """The same by the unit that writes."""
        found: dict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            found[flow.before].append(flow)
        return dict(found)

    @cached_property
    def carries(self) -> dict[str, str]:
        """Names that are read but written nowhere, with the written file that they stand for."""
        return find_carries(self.workflow)

    @cached_property
    def predecessors(self) -> dict[str, set[str]]:
        """The steps whose data each step needs, also through a person's carrying or other work."""
        found: dict[str, set[str]] = defaultdict(set)
        for flow in self.workflow.flows:
            found[flow.after].add(flow.before)
        for target, source in self.carries.items():
            for reader in self.workflow.consumers.get(target, ()):
                found[reader].update(self.workflow.producers.get(source, ()))
        for step, earlier in work_before(self.workflow).items():
            found[step].update(earlier)
        return {step: before - {step} for step, before in found.items()}

    @cached_property
    def _variables_set(self) -> frozenset[str]:
        return frozenset(
            access.artifact
            for step in self.workflow.steps
            for access in step.accesses
            if access.mode == "write" and access.artifact.startswith("env:")
        )

    def is_variable_set(self, variable: str) -> bool:
        """Is an environment variable ("env:NAME") set by a step, or by every machine?"""
        name = variable.removeprefix("env:")
        common = name in _MACHINE_VARIABLES or name.startswith(_MACHINE_PREFIXES)
        return common or variable in self._variables_set

    def find_value(self, name: str) -> Place | None:
        """Where a person is told what to type for a value of that name."""
        word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        for instruction in self.instructions:
            if instruction.verb in ANSWERING and word.search(instruction.text):
                return instruction.place
        return self.find_mention(name)

    @cached_property
    def code_folders(self) -> frozenset[str]:
        """Folders that hold code, directly or further down, and the root."""
        found = {"."}
        for file in self.workflow.project.files:
            if file.path.endswith(CODE):
                found.update(folders_of(file.path))
        return frozenset(found)

    def find_mention(self, name: str) -> Place | None:
        """Where any instruction or documented command names a variable, an option or a file."""
        told = self._instructions.get(normalize_path(name), ())
        if told:
            return told[0].place
        return next(
            (s.place for s in self.commands if name in s.name.replace("=", " ").split()), None
        )

    def place_of_read(self, artifact: str, steps: tuple[Step, ...]) -> Place | None:
        """Where the first of the steps reads an artifact."""
        reads = self.workflow.reads.get(artifact, {})
        return next((reads[step.id][0].place for step in steps if step.id in reads), None)

    @cached_property
    def _written(self) -> NameIndex:
        return NameIndex(self.workflow.writes)

    @cached_property
    def _makers(self) -> dict[str, frozenset[str]]:
        """Answers of `find_makers`, kept because every deliverable asks for the same inputs."""
        return {}

    def find_makers(self, artifact: str) -> frozenset[str]:
        """Ids of the steps that write an artifact, the folder that it is in, or files inside it."""
        if artifact not in self._makers:
            writes = self.workflow.writes
            names = {name for name in self._list_parts(artifact) if name in writes}
            self._makers[artifact] = frozenset(step for name in names for step in writes[name])
        return self._makers[artifact]

    def _list_parts(self, artifact: str) -> Iterator[str]:
        """The artifact and the written names that it is a part of, or that are parts of it."""
        yield artifact
        index = self._written
        around = (*index.find_above(artifact), *index.find_inside(artifact))
        varying = (name for name in index.find_fitting(artifact) if covers(name, artifact))
        for name in (*around, *varying):
            if not is_opaque_name(name) and name not in NOWHERE:
                yield name


def commands_of(workflow: Workflow) -> tuple[Step, ...]:
    """The documented commands, in the order of the documents."""
    found = [step for step in workflow.steps if step.kind == StepKind.README_COMMAND]
    return tuple(sorted(found, key=lambda step: (step.place.sort_key, step.id)))


def normalize_path(text: str) -> str:
    """A mention as a path from the root: without `./`, closing slash and quotes."""
    text = text.strip("`'\" ")
    if "://" in text:
        return text
    while text.startswith("./"):
        text = text[2:]
    return text.rstrip("/").replace("\\", "/")


def folders_of(path: str) -> list[str]:
    """The folders above a path, innermost first; the root and hosts are left out."""
    if "://" in path:
        return []
    folders = []
    parent = posixpath.dirname(path)
    while parent and parent not in (".", "/", "~", ".."):
        folders.append(parent)
        parent = posixpath.dirname(parent)
    return folders


def is_concrete(artifact: str, form: ArtifactForm) -> bool:
    """Is the beginning of the name known, so that a person can be told what to obtain?"""
    return form != ArtifactForm.ENVIRONMENT_VARIABLE and not artifact.startswith(("{", "*"))
