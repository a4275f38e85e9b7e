"""Docker, Podman and compose: images that are built, containers that run commands."""

from __future__ import annotations

import posixpath

from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.outcome import CodeRun
from mlaudit.graph.commands.paths import change_directory, show
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.commands.tools import name_image


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


_BUILD = _options("-f", "--file", "-t", "--tag", "--build-arg", "--target", "--platform", "--label")
_BUILD |= _options(
    "--cache-from", "--cache-to", "--network", "-o", "--output", "--secret", "--progress"
)
_BUILD |= _options(
    "--ssh", "--build-context", "--builder", "-m", "--memory", "--iidfile", "--add-host"
)
_RUN = _options("-v", "--volume", "--mount", "-w", "--workdir", "-e", "--env", "--env-file", "-p")
_RUN |= _options("--publish", "--name", "--gpus", "--network", "--net", "-u", "--user", "-h", "-m")
_RUN |= _options(
    "--hostname", "--memory", "--cpus", "--shm-size", "--ipc", "--entrypoint", "--platform"
)
_RUN |= _options(
    "--runtime", "--restart", "-l", "--label", "--device", "--ulimit", "--link", "--add-host"
)
_RUN |= _options(
    "--cap-add", "--security-opt", "--pid", "--log-driver", "--tmpfs", "--volumes-from"
)
_COMPOSE = _options("-f", "--file", "-p", "--project-name", "--env-file", "--profile")
_COMPOSE |= _options("--project-directory", "--parallel", "--ansi", "--progress")
_SERVICES = _options("-e", "--env", "-v", "--volume", "-w", "--workdir", "-u", "--user", "--name")
_SERVICES |= _options(
    "--entrypoint", "-p", "--publish", "--scale", "-t", "--timeout", "--build-arg"
)


def run_container_tool(state: ShellState, words: list[str]) -> bool:
    """Record a command of a container tool that runs or builds something; False for all others."""
    program, rest = words[0], words[1:]
    if program in ("docker-compose", "podman-compose"):
        return _compose(state, rest)
    if program not in ("docker", "podman", "nvidia-docker", "nerdctl", "buildah"):
        return False
    if rest[:1] in (["container"], ["image"], ["buildx"], ["builder"]):
        rest = rest[1:]
    command = rest[0] if rest else ""
    if command == "compose":
        return _compose(state, rest[1:])
    if command in ("build", "bud"):
        _build(state, rest[1:])
    elif command in ("run", "create"):
        _run(state, rest[1:])
    elif command == "exec":
        _execute(state, rest[1:])
    else:
        return False
    return True


def _build(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words, _BUILD)
    context = arguments.operands[0] if arguments.operands else "."
    directory = change_directory(state.directory, context)
    file = arguments.value("-f", "--file")
    dockerfile = posixpath.join(context, "Dockerfile") if file is None else file
    tags = [name_image(tag) for tag in arguments.all_values("-t", "--tag")]
    handed = [
        word for value in arguments.all_values("--build-arg") for word in ("--build-arg", value)
    ]
    image = tags[0] if tags else None
    target = state.resolve(dockerfile) or dockerfile
    state.run("container-build", target, tuple(handed), directory=directory, output=image)
    for tag in tags:
        state.effect("build", "docker build", tag)
        if "--push" in arguments.flags:
            state.effect("upload", "docker build --push", tag)
        _write_image(state, tag)


def _write_image(state: ShellState, image: str) -> None:
    # An image id is no path, so the working directory must not be joined to it.
    outer, state.directory = state.directory, "."
    state.write(image, "docker build", kind="image")
    state.directory = outer


def _run(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words, _RUN, leading=0)
    if not arguments.operands:
        return
    image, *command = arguments.operands
    entry = arguments.value("--entrypoint")
    inner = ([entry] if entry else []) + command
    state.run("container-run", name_image(image), tuple(inner))
    if inner:
        _perform_inside(state, inner, _mounts(state, arguments), arguments.value("-w", "--workdir"))


def _mounts(state: ShellState, arguments: Arguments) -> tuple[tuple[str, str], ...]:
    """(path inside, path relative to the root) of each volume that leads to the tree."""
    found: list[tuple[str, str]] = []
    for value in arguments.all_values("-v", "--volume"):
        parts = value.split(":")
        if len(parts) >= 2:
            found.append((parts[1], parts[0]))
    for value in arguments.all_values("--mount"):
        fields = dict(part.partition("=")[::2] for part in value.split(","))
        source = fields.get("source") or fields.get("src")
        inside = fields.get("target") or fields.get("dst") or fields.get("destination")
        if source and inside:
            found.append((inside, source))
    resolved = [(inside, state.resolve(source)) for inside, source in found]
    return tuple((i, o) for i, o in resolved if o is not None and not o.startswith(("/", "~", "{")))


def _perform_inside(
    state: ShellState, words: list[str], mounts: tuple[tuple[str, str], ...], workdir: str | None
) -> None:
    """Perform the command of a container as far as its paths lead to what is mounted."""
    if not mounts:
        return
    inner = state.subshell()
    inner.path_maps = tuple(sorted(mounts, key=lambda pair: -len(pair[0]))) + state.path_maps
    inner.directory = workdir or (mounts[0][0] if len(mounts) == 1 else "/{workdir}")
    inner.directory = inner.resolve(inner.directory) or inner.directory
    before = set(state.record.events)
    inner.engine.perform(inner, words)
    for event in [event for event in state.record.events if event not in before]:
        path = event.target if isinstance(event, CodeRun) else event.artifact
        if path.startswith(("/", "~")):
            del state.record.events[event]


def _execute(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words, _SERVICES, leading=0)
    if arguments.operands:
        container, *command = arguments.operands
        state.run("container-run", container, tuple(command))


def _compose(state: ShellState, words: list[str]) -> bool:
    arguments = split_arguments(words, _COMPOSE, leading=0)
    if not arguments.operands:
        return False
    command, *rest = arguments.operands
    files = [w for path in arguments.all_values("-f", "--file") for w in ("-f", path)]
    files += [w for name in arguments.all_values("--profile") for w in ("--profile", name)]
    if command in ("up", "start", "build", "create", "watch"):
        services = split_arguments(rest, _SERVICES).operands
        form = "compose-build" if command == "build" else "compose"
        settings = [*files, *(["--build"] if "--build" in rest else [])]
        for service in services or [""]:
            state.run(form, service, tuple(settings))
    elif command in ("run", "exec"):
        inner = split_arguments(rest, _SERVICES, leading=0).operands
        if inner:
            handed = tuple(show(word, state.directory) for word in inner[1:])
            state.run("compose", inner[0], (*files, *(["--", *handed] if handed else [])))
    else:
        return False
    return True
