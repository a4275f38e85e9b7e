"""Programs of the catalogue: their reads, writes and effects."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.catalog.command_models import CommandModel, MatchedCommand
from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.launchers import launch_python, perform_inner
from mlaudit.graph.commands.paths import change_directory
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.commands.transfers import Transfer, is_local_service, transfer
from mlaudit.model.vocabulary import Confidence
from mlaudit.patterns import lazy_regex

_DETAIL_LENGTH = 200
_GENERATED = lazy_regex(
    r"(?:xc|canvas|gradient|radial-gradient|plasma|pattern|tile|label|caption|text|rose|logo|null):"
)
"""Pictures that ImageMagick makes up: https://imagemagick.org/script/formats.php#pseudo."""


def apply_model(state: ShellState, matched: MatchedCommand) -> None:
    """Record what a command of the catalogue does."""
    model = matched.model
    leading = len(model.operands) - 1 if model.wraps else None
    starts = ("-m", "--module") if "python*" in model.operands else ()
    arguments = split_arguments(matched.words, model.options, leading, starts)
    roles = _assign_roles(model, arguments)
    _record_options(state, model, arguments)
    sources = [value for role, value in roles if role == "source"]
    sources += _option_values(model, arguments, "source")
    sources = [source for source in sources if not is_local_service(source)]
    if sources and not (model.name == ("curl",) and _is_request(state, arguments)):
        transfer(state, _plan_transfer(model, arguments, roles, sources))
    for role, value in roles:
        _record_operand(state, model, role, value)
    _record_folder(state, model, arguments, roles)
    if not sources:
        _record_effects(state, model, arguments, roles)
    _run_wrapped(state, model, arguments, roles)


def _assign_roles(model: CommandModel, arguments: Arguments) -> list[tuple[str, str]]:
    """Pair each operand with its role; the repeated role takes what the others leave."""
    roles = list(model.operands)
    given = [option for option, _ in arguments.values]
    if roles and model.drops.intersection(given):
        roles = roles[1:]
    operands = arguments.operands
    star = next((i for i, role in enumerate(roles) if role.endswith("*")), None)
    if star is None:
        return list(zip(roles, operands, strict=False))
    if "directory" in {model.options.get(option) for option in given}:
        roles = roles[: star + 1]
    before, after = roles[:star], roles[star + 1 :]
    if len(operands) <= len(before) + (len(after) > 0):
        return list(zip([*before, roles[star].rstrip("*")], operands, strict=False))
    middle = len(operands) - len(before) - len(after)
    return list(zip([*before, *[roles[star].rstrip("*")] * middle, *after], operands, strict=True))


def _option_values(model: CommandModel, arguments: Arguments, role: str) -> list[str]:
    return [value for option, value in arguments.values if model.options.get(option) == role]


def _record_options(state: ShellState, model: CommandModel, arguments: Arguments) -> None:
    via = " ".join(model.name)
    for option, value in arguments.values:
        role = model.options.get(option)
        if role in ("read", "edit"):
            state.read(value.removeprefix("@"), via)
        if role in ("write", "edit"):
            state.write(value, via, kind=model.kind)


def _record_operand(state: ShellState, model: CommandModel, role: str, value: str) -> None:
    via = " ".join(model.name)
    if role in ("read", "edit") and not _GENERATED.match(value):
        state.read(value, via)
    if role in ("write", "edit"):
        state.write(value, via, kind=model.kind)
    if role == "delete" and not state.around.remote:
        state.effect("delete", via, state.resolve(value))


def _plan_transfer(
    model: CommandModel,
    arguments: Arguments,
    roles: Sequence[tuple[str, str]],
    sources: list[str],
) -> Transfer:
    targets = [value for role, value in roles if role == "destination"]
    targets += _option_values(model, arguments, "destination")
    outputs = _option_values(model, arguments, "output")
    # wget leaves its folder (-P) alone where -O names the file, other programs join the two.
    alone = model.name[0] in ("wget", "wget2") and bool(outputs)
    folders = [] if alone else _option_values(model, arguments, "directory")
    given = targets or outputs
    target = given[-1] if given else None
    if model.name[0] == "curl" and target is None and arguments.flags & {"-O", "--remote-name"}:
        target = sources[0].split("?")[0].rstrip("/").rpartition("/")[2] or None
    if model.name[:2] in (("dvc", "get"), ("dvc", "import")):
        repository = next((value for role, value in roles if role == "subject"), "")
        target = target or sources[0].rstrip("/").rpartition("/")[2]
        sources = [f"{repository.rstrip('/')}/{sources[0]}"]
    return Transfer(
        model=model,
        sources=sources,
        target=target,
        folder=folders[-1] if folders else None,
        whole=bool(model.recursive & arguments.flags) or "*" in model.recursive,
        unpacks="--unzip" in arguments.flags,
        exact=not targets or model.default_output == "repository" or model.name == ("ln",),
    )


_REQUEST_OPTIONS = ("-d", "--data", "--data-raw", "--data-binary", "-F", "--form", "--json", "-T")
_OUTPUT_OPTIONS = ("-o", "--output", "--output-dir")


def _is_request(state: ShellState, arguments: Arguments) -> bool:
    """A call of curl that sends something, or of which nobody keeps the answer."""
    if arguments.value(*_OUTPUT_OPTIONS) or arguments.flags & {"-O", "--remote-name"}:
        return False
    sends = arguments.value(*_REQUEST_OPTIONS) is not None
    method = (arguments.value("-X", "--request") or "GET").upper()
    heads = bool(arguments.flags & {"-I", "--head"})
    return sends or heads or method != "GET" or not state.around.captured


_UNZIP_SHOWS = {"-p", "-l", "-t", "-v", "-Z", "-z"}
"""Options of unzip by which it prints and unpacks nothing."""


def _record_folder(
    state: ShellState,
    model: CommandModel,
    arguments: Arguments,
    roles: Sequence[tuple[str, str]],
) -> None:
    """A folder that takes what is unpacked or built from what is read."""
    if any(role == "source" for role, _ in roles) or "source" in model.options.values():
        return
    if model.name == ("unzip",) and arguments.flags & _UNZIP_SHOWS:
        return
    folders = _option_values(model, arguments, "directory")
    if folders:
        state.write(folders[-1], " ".join(model.name))
    elif model.default_output and arguments.operands:
        state.write(model.default_output, " ".join(model.name), confidence=Confidence.LOW)


def _record_effects(
    state: ShellState,
    model: CommandModel,
    arguments: Arguments,
    roles: Sequence[tuple[str, str]],
) -> None:
    via = " ".join(model.name)
    detail = " ".join(arguments.operands)[:_DETAIL_LENGTH]
    guarded = _is_unattended(model, arguments) or bool(state.around.tested)
    for effect in model.effects:
        if effect in ("transfer", "delete", "move"):
            continue
        for artifact in _subjects(state, model, arguments, roles) or [None]:
            state.effect(effect, via, artifact, detail, guarded=guarded)
            if artifact is not None and model.prefix.endswith("://"):
                _record_remote(state, effect, via, artifact)


def _record_remote(state: ShellState, effect: str, via: str, artifact: str) -> None:
    """What lies in an object store or on a hub is read by a download, written by an upload."""
    if effect == "download":
        state.read(artifact, via, kind="dataset")
    elif effect == "upload":
        state.write(artifact, via)


def _is_unattended(model: CommandModel, arguments: Arguments) -> bool:
    given = arguments.flags | {option for option, _ in arguments.values}
    has_key = model.name == ("wandb", "login") and bool(arguments.operands)
    return has_key or "*" in model.unattended or bool(model.unattended & given)


def _subjects(
    state: ShellState,
    model: CommandModel,
    arguments: Arguments,
    roles: Sequence[tuple[str, str]],
) -> list[str | None]:
    """The artifacts that the effects are about."""
    named: list[str | None] = []
    for role, value in roles:
        if role == "subject":
            named.append(_name_subject(model, value))
        elif role == "target":
            named.append(state.resolve(value.removesuffix(".dvc")))
    order = list(model.options)
    options = sorted(
        (order.index(option), value)
        for option, value in arguments.values
        if model.options.get(option) == "subject"
    )
    if options:
        named.append(model.prefix + "/".join(value for _, value in options))
    if not named and {"upload", "log", "publish", "register"}.intersection(model.effects):
        reads = [value for role, value in roles if role == "read"]
        reads += _option_values(model, arguments, "read")
        named = [state.resolve(value) for value in reads]
    return named


def _name_subject(model: CommandModel, value: str) -> str:
    if model.prefix == "image:":
        return name_image(value)
    return model.prefix + value


def name_image(reference: str) -> str:
    """The artifact id of an image reference; the tag is "latest" where none is given."""
    last = reference.rpartition("/")[2]
    tagged = ":" in last or "@" in last or "{" in last
    return f"image:{reference}" if tagged else f"image:{reference}:latest"


def _run_wrapped(
    state: ShellState,
    model: CommandModel,
    arguments: Arguments,
    roles: list[tuple[str, str]],
) -> None:
    folders = _option_values(model, arguments, "chdir")
    outer = state.directory
    if folders:
        state.directory = change_directory(outer, folders[-1])
    for text in _option_values(model, arguments, "command"):
        perform_inner(state, [text])
    inner = [value for role, value in roles if role == "command"]
    if inner:
        perform_inner(state, inner)
    script = [value for role, value in roles if role == "python"]
    if script:
        launch_python(state, script)
    state.directory = outer
