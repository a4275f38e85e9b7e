"""What one file says, by itself: the output of every parser.

Facts of a file depend on its bytes and its path alone. Paths inside facts are POSIX and relative
to the scanned root unless a field says otherwise; `{x}` stands for an unknown part.
"""

from __future__ import annotations

from mlaudit.model.data import Data
from mlaudit.model.deferred import Deferred
from mlaudit.model.edits import CommentedRun, Placeholder
from mlaudit.model.immutable import immutable
from mlaudit.model.locked import LockedStage
from mlaudit.model.manual import ManualStep
from mlaudit.model.notebook import NotebookState
from mlaudit.model.place import Place
from mlaudit.model.rule_object import RuleObject
from mlaudit.model.shell import Script
from mlaudit.model.summary import Module
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import StepKind, TriggerKind

SCRATCH = "/{work}/"
"""Where the working directories lie that a tool makes for each step, and that nothing outlives."""

DEFECT = "mlaudit failed on it: "
"""How the reason of a problem starts that is a defect of mlaudit and none of the file."""


@immutable
class Problem:
    """A file, or a part of it, that could not be read; it is counted and shown as unread.

    `whole` is false when the rest of the file was read all the same.
    """

    place: Place
    reason: str
    whole: bool = True


@immutable
class Trigger:
    """Something that starts a step.

    Attributes:
        kind: what sort of start.
        detail: the cron line, branch pattern, workflow name, …
        enabled: false where the file switches it off (`if: false`, `paused`).
        place: where it is declared.
    """

    kind: TriggerKind
    detail: str
    place: Place
    enabled: bool = True


@immutable
class Declaration:
    """A path that a pipeline file declares as read or written.

    Attributes:
        path: relative to the scanned root (the parser has applied `wdir` and the file's folder).
        place: where it is declared.
        role: "dep", "out", "metric", "plot", "param", "prerequisite", "target", "copy",
            "upload", "download", "volume".
        stored: for outputs, whether the tool keeps versions of it (DVC: `cache` not false).
        tolerated: for inputs, whether the step goes on where there is no such file.
    """

    path: str
    place: Place
    role: str
    stored: bool = False
    tolerated: bool = False


@immutable
class Run:
    """Something a declared step runs, in order with its siblings.

    Exactly one of `script`, `code`, `step` and `callable_` is set.

    Attributes:
        script: shell code.
        code: a Python file or notebook that is run directly (`script:` of a rule).
        step: the name of another declared step (`uses: ./.github/workflows/x.yml`, a make
            prerequisite that is called, a compose service), "#group" for all steps of a group,
            "*:name" for a step of any file of the same system, "*:*" for all those.
        callable_: (path or dotted name of the module, function name) of a Python callable.
        arguments: what is handed to `code`, as command-line words; of a part, the words that a
            command line must give its file to start it.
        handed: what is handed to `callable_`: (parameter, text), with "" for positional ones.
        given: what is handed to it beside that, no text: (parameter, or position among `handed`;
            values of a configuration file, or constants).
        directory: working directory relative to the scanned root, or None for the step's own.
        name: the name that the file gives this part (a CI step's `name`), "" if none.
        place: where it stands.
        environment: (name, value) of variables set for it.
        rule: what `code` finds as the object of the rule that runs it, or None.
        tolerated: what comes after it goes on where it fails.
    """

    place: Place
    script: Script | None = None
    code: str | None = None
    step: str | None = None
    callable_: tuple[str, str] | None = None
    arguments: tuple[str, ...] = ()
    handed: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, Data], ...] = ()
    directory: str | None = None
    name: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    rule: RuleObject | None = None
    tolerated: bool = False


@immutable
class Gate:
    """A point at which a declared step waits for a person (`environment:`, `when: manual`)."""

    place: Place
    detail: str


@immutable
class ActionUse:
    """A ready-made action or plugin that a CI step uses, with its inputs."""

    name: str
    inputs: tuple[tuple[str, str], ...]
    place: Place


@immutable
class DeclaredStep:
    """A step that a file declares: a stage, a target, a job, a container, a documented command.

    Attributes:
        kind: what sort of step.
        name: its name in the file; for documented commands the command as written.
        place: where it is declared.
        scope: where it stands in words that survive edits ("stages.train", "jobs.build",
            a heading path "Usage / Training").
        runs: what it runs, in order.
        directory: working directory relative to the scanned root.
        reads, writes: what it declares.
        after: names of steps of the same file (or "file:name", "#group" of any file, "*:name" of
            any file of the same system) that must have finished before.
        triggers: what starts it.
        gates: where it waits for a person.
        uses: ready-made actions, in order.
        inputs: (name, default or None) of values that a person types at a dispatch.
        environment: (name, value) pairs; value "" when unknown.
        container_paths: absolute paths that exist inside the image or container that it declares.
        path_maps: (container path, path relative to the root) of mounts and copies.
        image: the image that a container step builds or runs, or None.
        frozen: the tool is told not to run it.
        declares_more: some of the paths that it declares could not be told, and are left out.
        group: steps of one file with equal group run by one command (a workflow, a dvc.yaml, a
            Makefile, a code block of a document).
        takes, gives: names of the data that the tool hands from step to step, whatever keeps it;
            what it takes is (parameter or place, name). Linking finds what other files say of them.
        part_of: of a part, the step of the same file in whose run it is started, "" if none.
        marks: qualified names of decorators; unless the function that it runs has one of them,
            which another file tells, there is no such step. Without `part_of` it is no step of its
            own but hands its triggers to the part that runs the function.
        by_code: what runs the code of its file starts it (the code submits it to a platform).
        tolerated: the pipeline counts as passed where it fails.
        manual: of a registered manual step, the rest of what is registered.
    """

    kind: StepKind
    name: str
    place: Place
    scope: str
    runs: tuple[Run, ...] = ()
    directory: str = "."
    reads: tuple[Declaration, ...] = ()
    writes: tuple[Declaration, ...] = ()
    after: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    gates: tuple[Gate, ...] = ()
    uses: tuple[ActionUse, ...] = ()
    inputs: tuple[tuple[str, str | None], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    container_paths: tuple[str, ...] = ()
    path_maps: tuple[tuple[str, str], ...] = ()
    image: str | None = None
    frozen: bool = False
    declares_more: bool = False
    group: str = ""
    takes: tuple[tuple[str, str], ...] = ()
    gives: tuple[str, ...] = ()
    part_of: str = ""
    marks: tuple[str, ...] = ()
    by_code: bool = False
    tolerated: bool = False
    manual: ManualStep | None = None


@immutable
class KeptData:
    """Where a tool keeps data that its steps name.

    Attributes:
        name: of the data; `{x}` stands for any text, which `path` may repeat.
        path: the file, folder, URL or table, relative to the scanned root.
        project: the folder of the project whose steps use that name.
        place: where it says so.
        keys: of a parameter, the keys that lead to its value in the file; else none.
        stored: the tool keeps versions of it.
    """

    name: str
    path: str
    project: str
    place: Place
    keys: tuple[str, ...] = ()
    stored: bool = False


@immutable
class TrackedOutput:
    """A path that a data-versioning file keeps (`.dvc`, `dvc.lock`).

    Attributes:
        path: the tracked path.
        system: "dvc".
        pinned: the content is named by a hash.
        source: the URL or repository that it was imported from, or None.
        place: where it says so.
        stage: the stage that made it (dvc.lock), or None.
    """

    path: str
    system: str
    pinned: bool
    place: Place
    source: str | None = None
    stage: str | None = None


@immutable
class Instruction:
    """A sentence that tells a person to do something.

    Attributes:
        text: the sentence as written, on one line.
        place: where it stands.
        source: "document", "comment", "message" (of a raise or a print) or "notebook".
        heading: the heading it stands under, or the qualified name of the code around it.
        verb: the action ("download", "copy", "rename", "edit", "label", "run", …), lower case.
        mentions: paths, file names, identifiers and URLs in the sentence, in order.
        manual: it says in so many words that it is done by hand.
    """

    text: str
    place: Place
    source: str
    heading: str
    verb: str
    mentions: tuple[str, ...] = ()
    manual: bool = False


@immutable
class CodeMention:
    """A place that names a file of code: of a document, or the usage that the file itself gives.

    Attributes:
        name: as written, with "/" between folders.
        place: where it stands.
    """

    name: str
    place: Place


@immutable
class Requirement:
    """A package that an environment file asks for; `pinned` means one exact version.

    Packages that are none of Python have what they are of before their name: "apt:git", "r:dplyr".
    """

    name: str
    specifier: str
    pinned: bool
    place: Place


@immutable
class Environment:
    """What an environment file declares.

    Attributes:
        path: the file.
        kind: "requirements", "pyproject", "setup", "conda", "pipfile", "container" or "lock"; "r"
            and "julia" for packages of these languages, "system" for those of the operating
            system, "nix" and "guix" for what has packages of all sorts.
        requirements: packages in file order.
        locked: the file fixes the whole environment (a lock file, or hashes throughout).
        python: the Python version it asks for, or None.
        includes: other environment files that it takes in (`-r`, `-c`).
    """

    path: str
    kind: str
    requirements: tuple[Requirement, ...] = ()
    locked: bool = False
    python: str | None = None
    includes: tuple[str, ...] = ()


@immutable
class EntryPoint:
    """A console script: `name` starts `function` of the module `module`."""

    name: str
    module: str
    function: str
    place: Place


@immutable
class Facts:
    """Everything that one file says.

    Attributes:
        path: of the file.
        format: the parser's name.
        module: the summary of its Python code, or None.
        script: the shell code of a shell script, or None.
        steps: the steps that it declares.
        tracked: what it keeps under version.
        instructions: what it tells a person to do.
        environments: the environments that it declares.
        entry_points: the console scripts that it declares.
        notebook: the state of a notebook, or None.
        problems: what could not be read.
        remotes: URLs of data remotes that it configures (`.dvc/config`).
        kept: where it says that data is kept which steps of other files name.
        variables: names of environment variables that it tells a person of.
        code_mentions: where it names files of code, the first place of each name; of code, where
            its docstring gives the command that starts it.
        listed_code: for each numbered list the file of code that each item names first.
        requests: names of the jobs that its code asks the server of a scheduler to start.
        content: what a configuration file holds, or the text of a file of SQL, or None.
        locked: what it says of the last runs of stages.
        hashes: MD5 of its bytes, and of the same text with the other line ends; empty where it is
            large or no parser of the registry read it.
        placeholders: values that a person has to fill in.
        commented: calls and commands that are commented out beside others.
        suppressions: notes by which a person sets findings in it aside; as `hashes`, of files that
            the registry read.
        anchors: of a document, what links to its headings end in.
    """

    path: str
    format: str
    module: Module | None = None
    script: Script | None = None
    steps: tuple[DeclaredStep, ...] = ()
    tracked: tuple[TrackedOutput, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    environments: tuple[Environment, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    notebook: NotebookState | None = None
    problems: tuple[Problem, ...] = ()
    remotes: tuple[str, ...] = ()
    kept: tuple[KeptData, ...] = ()
    variables: tuple[str, ...] = ()
    code_mentions: tuple[CodeMention, ...] = ()
    listed_code: tuple[tuple[CodeMention, ...], ...] = ()
    requests: tuple[str, ...] = ()
    content: Data | Deferred | None = None
    locked: tuple[LockedStage, ...] = ()
    hashes: tuple[str, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    commented: tuple[CommentedRun, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def data(self) -> Data | None:
        """The values of a configuration file, or None."""
        return self.content.data if isinstance(self.content, Deferred) else self.content
