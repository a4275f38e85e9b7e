"""What a parser is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from mlaudit.model.data import Data
from mlaudit.model.facts import Facts
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind

Lookup: TypeAlias = Callable[[str], Data | None]
"""Gives the data of a configuration file by its path from the root, or None where there is none."""

Settle: TypeAlias = Callable[[Facts, Mapping[str, str], Lookup, bool], Facts]
"""(facts, values by the names of variables, lookup, weak) to the facts with these values; weak ones
come from the environment, which what the file itself says may outdo."""


@immutable
class SettingForm:
    """How a command line gives values to variables of the file, beside words `NAME=value`.

    Attributes:
        options: options with a value `NAME=value`.
        pairs: options that the name and the value follow as two words.
        mark: what makes an option of the name of a variable, `--` in `--city oslo`; "" for none.
        in_order: words behind the name of a step are values of its inputs, in their order.
    """

    options: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    mark: str = ""
    in_order: bool = False


@immutable
class Launcher:
    """The command line that starts steps of a format by their names: `just train`, `npm run train`.

    Attributes:
        kind: of the steps.
        others: further kinds of step that the same command starts.
        form: what the runs are called by which such a command is known, "" for the kind.
        programs: words that start the command, `just`; any of them.
        before: what comes between the program and the names: one of these sequences of words.
        files: what the tool looks for in its working directory; the first that is there counts.
            Empty where the steps stand in any files of a project, in whose folder the tool works:
            then names are those of steps or of their groups.
        valued: options that take a value and are none of the following.
        file_options: options that name the file, or a folder of files.
        folder_options: options that name the working directory.
        name_options: options that name steps, several with commas between them.
        module_option: the option that names the module that holds the steps, "" for none.
        names: the only operands that are names, where the tool takes no others without a word
            before them (`npm test`); empty for any.
        reserved: operands that are commands of the tool itself, "" for none.
        wraps: starts programs, too; what is known as one is no name.
        takes_file: the first operand is the file.
        asking: options with which nothing is started, as the tool only tells something.
        several: all operands are names; else the first is, and what follows is handed over.
        marks: letters around a name that say more about it; before it, "+" takes in what it needs.
        by_group: the file is that by which the steps are grouped; they stand in others.
        everywhere: the tool knows steps and their groups by name, whatever file declares them.
        at_once: steps start at the same time, in no order but the one that they declare.
        settings: how values of variables are written.
        default: what starts where no step is named: "all", "first", "none" or the name of one.
    """

    kind: StepKind
    programs: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ((),)
    others: tuple[StepKind, ...] = ()
    form: str = ""
    files: tuple[str, ...] = ()
    valued: tuple[str, ...] = ()
    file_options: tuple[str, ...] = ()
    folder_options: tuple[str, ...] = ()
    name_options: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    module_option: str = ""
    names: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    wraps: bool = False
    takes_file: bool = False
    several: bool = False
    marks: str = ""
    by_group: bool = False
    everywhere: bool = False
    at_once: bool = False
    settings: SettingForm = SettingForm()
    default: str = "all"

    @property
    def kinds(self) -> tuple[StepKind, ...]:
        """All kinds of step that it starts."""
        return (self.kind, *self.others)

    @property
    def of_project(self) -> bool:
        """Is no file named: does it start what the project around the working directory holds?"""
        return not (self.files or self.takes_file or self.file_options or self.everywhere)


@immutable
class Parser:
    """Reads one source format.

    Every module under `mlaudit.parsers` that has a module-level `PARSER` is found and used;
    several parsers may claim one file, and their facts are joined.

    Attributes:
        name: of the format, as reports show it.
        claims: does this parser read the file at that path?
        parse: (path, bytes) to Facts. Never raises for any bytes: what cannot be read becomes a
            `Problem`. Depends on nothing but its arguments.
        complete: for formats whose meaning depends on the values of other files (dvc.yaml and its
            params.yaml): (facts, lookup) to the finished Facts, called when linking starts.
        launchers: the commands that start what the files of this format declare.
        settle: for formats with variables that the command line or the environment may set: the
            finished facts of a file with such values.
    """

    name: str
    claims: Callable[[str], bool]
    parse: Callable[[str, bytes], Facts]
    complete: Callable[[Facts, Lookup], Facts] | None = None
    launchers: tuple[Launcher, ...] = ()
    settle: Settle | None = None
