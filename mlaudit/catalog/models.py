"""What is known of one library call, as frozen dataclasses."""

from __future__ import annotations

from mlaudit.catalog.effects import Effect, Holds, PinForm
from mlaudit.model.immutable import immutable

READ = ("read",)
WRITE = ("write",)
BOTH = ("read", "write")


@immutable
class ArgumentSpec:
    """Where a call takes a value from.

    Attributes:
        position: index among the positional arguments (the receiver is not counted), or None.
        keyword: name of the argument, or None where it has none.
        receiver: the value is the object that the method is called on, or the name it stands for.
        older: names that the argument had in earlier versions.
        default: the text that the library takes when the argument is not given, or None;
            `{x}` stands for a part that is made at run time.
        unless: an argument that takes the place of `default` where it is given.
        basename: when the argument is not given, the last part of the source is taken.
        last: of what the argument holds, only the last part is taken ("set" of "owner/set").
        none_is_nothing: None, where it is given, asks for nothing, and not for the default.
    """

    position: int | None = None
    keyword: str | None = None
    receiver: bool = False
    older: tuple[str, ...] = ()
    default: str | None = None
    unless: str | None = None
    basename: bool = False
    last: bool = False
    none_is_nothing: bool = False

    @property
    def keywords(self) -> tuple[str, ...]:
        """Every name under which the argument may be given."""
        return (self.keyword, *self.older) if self.keyword else self.older


@immutable
class ModeSpec:
    """The argument that decides between reading and writing; `default` when it is not given."""

    position: int | None
    keyword: str | None
    default: str

    def accesses(self, mode: str | None) -> tuple[str, ...]:
        """("read",), ("write",) or both, for a mode; None stands for the default.

        "r" reads; "w", "x" and "a" write; "+" adds the other direction, except to "w", which
        empties the file first. What is no mode counts as both.
        """
        letters = self.default if mode is None else mode
        first = next((letter for letter in letters if letter in "rwxacn"), "")
        if first == "r":
            return BOTH if "+" in letters else READ
        if first == "a":
            return BOTH if "+" in letters else WRITE
        if first == "c":
            return READ if self.keyword == "mode" else BOTH
        return WRITE if first else BOTH


@immutable
class ExtensionSpec:
    """The extension that a call adds to the name it is given.

    Attributes:
        suffix: what is added, "" where only `values` tell.
        bare: added only to a name without any extension; otherwise to every name that does not
            end in the suffix.
        always: added to every name, even to one that ends in the suffix already.
        unless: keyword that switches the addition off when it is given.
        argument: the argument that chooses among `values`.
        values: (value of the argument, suffix) pairs.
    """

    suffix: str = ""
    bare: bool = False
    always: bool = False
    unless: str | None = None
    argument: ArgumentSpec | None = None
    values: tuple[tuple[str, str], ...] = ()

    def apply(self, path: str, value: str | None = None) -> str:
        """The name that is really written for `path`; `value` is that of `argument`."""
        suffix = dict(self.values).get(value, "") if self.values and value else self.suffix
        name = path.rsplit("/", 1)[-1]
        if self.values or self.always:
            return path + suffix
        if self.bare and "." in name.lstrip("."):
            return path
        return path if path.endswith(suffix) else path + suffix


@immutable
class ImpliedAccess:
    """A path that a call touches beside the one that it is about.

    Attributes:
        effect: READ or WRITE.
        path: the path where nobody says it; `{x}` is made at run time.
        parts: the arguments that make the path together, where arguments say it.
        when, equals: it happens only where this argument has one of these values.
        kind: kind of artifact.
        directory: the path is a folder.
    """

    effect: Effect
    path: str = ""
    parts: tuple[ArgumentSpec, ...] = ()
    when: ArgumentSpec | None = None
    equals: tuple[str | bool | int, ...] = ()
    kind: str = "other"
    directory: bool = False


@immutable
class Alternative:
    """What a call does instead when an argument has one of some values.

    `model` replaces the whole model when the value of `argument` is among `equals`, or whenever
    the argument is given where `equals` is empty.
    """

    argument: ArgumentSpec
    equals: tuple[str | bool | int, ...]
    model: CallModel


@immutable
class CallModel:
    """What a library call does, and which arguments hold the paths.

    The specs in `path`, `source` and `destination` are the parts of one path, joined with "/":
    where the first part is not given there is no path (and no access), later parts that are not
    given are left out.

    Attributes:
        name: qualified name of the function, class or method.
        effect: the main effect; see `Effect` for which arguments it uses.
        path, source, destination: where the paths stand.
        also: further arguments, each with a path of its own, with the same effect as `path`.
        mode: decides the direction of a read-write call; None means both.
        kind: kind of artifact, one of `mlaudit.model.vocabulary.KINDS`; "other" leaves it to the
            name of the file.
        receiver: "" for functions, "typed" for methods that count only on a receiver of known
            class, "any" for methods whose name alone tells.
        chain: dotted attributes that an "any" method must end in ("chat.completions.create").
        directory: the path is a folder.
        holds: what `path` holds.
        handle: the argument is an open file, never a name; the path is where it was opened.
        text_only: counts only where the argument is known to be text or a path, as it usually is
            an object (`DMatrix(array)`).
        local: a download whose reference may also name a file of the tree, which is then read.
        scheme: of the references ("s3", "gs", "hf", "mlflow", "wandb", "kaggle"), "" if none.
        extension: what the call adds to the name.
        alternative: what it does instead for some values of an argument.
        implies: further paths that it touches.
        gives: "path", "source" or "destination" where the result stands for that path, else "".
        also_effects: further effects of the call.
        pins: arguments that fix the version or the seed; "a.b" is the key b of the dict a.
        pin_form: how the reference itself fixes the version, or None.
        registers_by: argument whose presence also registers the model.
        checked: the argument was compared with the source of the library.
        note: what a person should know, "" if nothing.
    """

    name: str
    effect: Effect
    path: tuple[ArgumentSpec, ...] = ()
    source: tuple[ArgumentSpec, ...] = ()
    destination: tuple[ArgumentSpec, ...] = ()
    also: tuple[ArgumentSpec, ...] = ()
    mode: ModeSpec | None = None
    kind: str = "other"
    receiver: str = ""
    chain: str = ""
    directory: bool = False
    holds: Holds = Holds.PATH
    handle: bool = False
    text_only: bool = False
    local: bool = False
    scheme: str = ""
    extension: ExtensionSpec | None = None
    alternative: Alternative | None = None
    implies: tuple[ImpliedAccess, ...] = ()
    gives: str = ""
    also_effects: tuple[Effect, ...] = ()
    pins: tuple[str, ...] = ()
    pin_form: PinForm | None = None
    registers_by: str | None = None
    checked: bool = True
    note: str = ""

    @property
    def default(self) -> str | None:
        """The path when the argument is not given, where the library documents one."""
        parts = self.path or self.destination
        return parts[0].default if len(parts) == 1 else None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The main effect and the further ones."""
        return (self.effect, *self.also_effects)
