"""Performs steps: follows their shell code, the programs that it starts and their code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace

from mlaudit.catalog.programs import packages_of_program
from mlaudit.graph.commands import (
    FOREIGN_FORMS,
    CodeRun,
    ShellContext,
    ShellOutcome,
    evaluate_script,
    infer_accesses,
)
from mlaudit.graph.containers import (
    PathMaps,
    built_by_actions,
    find_copied,
    is_image_of,
    map_path,
    map_path_of_access,
)
from mlaudit.graph.declared_accesses import list_declared
from mlaudit.graph.following import Followed, Follower, evaluate_call
from mlaudit.graph.handing_over import Calls, fill_in, hand_on, hand_over, hand_through
from mlaudit.graph.parts.index import PartIndex
from mlaudit.graph.parts.joining import include_alone, join_parts
from mlaudit.graph.parts.shares import PartStart, Share
from mlaudit.graph.performance import CodeStart, Performance
from mlaudit.graph.remembering import Earlier, Remembered
from mlaudit.graph.seeds import Seed, code_kind, code_seed, named_anywhere, role_of
from mlaudit.graph.settling import Handed, Settling
from mlaudit.graph.targets import CodeTarget, Targets
from mlaudit.graph.world import TreeWorld
from mlaudit.model.facts import DEFECT, SCRATCH, Facts, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Access, Effect, Invocation
from mlaudit.parsers.registry import launcher_of
from mlaudit.patterns import lazy_regex

MAX_NESTING = 12
"""Deepest chain of programs that start programs."""


_PLACEHOLDER = lazy_regex(r"\[([A-Za-z][\w .-]*)\]|<([A-Za-z][\w .-]*)>")
"""What documents write for a value that the reader fills in: `[model_name]`, `<path>`."""


def _open_placeholder(word: str) -> str:
    return _PLACEHOLDER.sub(
        lambda m: "{" + re.sub(r"\W", "_", m.group(1) or m.group(2)) + "}", word
    )


class Performer:
    """Performs the steps of one tree; every distinct start of a file is followed once."""

    def __init__(
        self,
        world: TreeWorld,
        facts: Mapping[str, Facts],
        seeds: dict[str, Seed],
        earlier: Earlier | None = None,
    ) -> None:
        self._world = world
        self._facts = facts
        self._seeds = seeds
        self._targets = Targets(world, facts, seeds)
        self._calls = Calls()
        self._settling = Settling(facts)
        self._starts: dict[CodeStart, Performance] = {}
        self._active: list[object] = []
        self._parts = PartIndex(seeds)
        remembered = Remembered(earlier, world, self._parts) if earlier is not None else None
        self.follower = Follower(world, self._parts, remembered)
        self._shares: dict[str, Performance] = {}
        self._submitted: dict[str, list[Seed]] = {}
        for seed in seeds.values():
            if seed.declared is not None and seed.declared.by_code:
                self._submitted.setdefault(seed.path, []).append(seed)

    def perform(self, seed: Seed, handed: Handed = ()) -> Performance:
        """What a declared step does, with the inputs that whoever calls it hands over."""
        if seed.kind.family == StepFamily.PART:
            return self._perform_part(seed)
        handed = self._calls.bound(seed.id, handed)
        done = self._calls.find(seed.id, handed)
        if done is not None:
            return done
        if seed.id in self._active or len(self._active) > MAX_NESTING:
            return Performance()
        self._active.append(seed.id)
        performance = Performance()
        seed = replace(seed, declared=self._settling.declared(seed, handed))
        declared = seed.declared
        if declared is not None:
            own = tuple(pair for pair in declared.environment if "." in pair[0])
            performance.accesses.update(self._list_declared(seed, (*own, *handed)))
            for run in declared.runs:
                self._perform_run(performance, seed, run, handed)
            self._follow_containers(performance, seed)
            if declared.directory.startswith(SCRATCH):
                for access in [a for a in performance.accesses if a.artifact.startswith(SCRATCH)]:
                    del performance.accesses[access]
        self._active.pop()
        self._calls.keep(seed.id, handed, performance)
        return performance

    def outcome(self, seed: Seed) -> Performance:
        """What a declared step does over all its calls, once everything was performed."""
        return self._calls.join(seed.id, seed.declared) if seed.declared else Performance()

    def _perform_part(self, seed: Seed) -> Performance:
        """What a part does: what was seen of it in the code that starts it, else by itself.

        By itself a flow is entered as the whole that it is, and shares what happens.
        """
        declared = seed.declared
        if seed.id in self._shares or declared is None or seed.id in self._active:
            return self._shares.setdefault(seed.id, Performance())
        self._active.append(seed.id)
        performance = Performance()
        performance.accesses.update(self._list_declared(seed))
        for run in declared.runs:
            if run.callable_ is None:
                self._perform_run(performance, seed, run)
                continue
            path, function = run.callable_
            target = CodeTarget(path, function or None, handed=run.handed)
            if path in self._facts:
                words = run.arguments or None
                done = self.start(target, words, declared.directory, apart=bool(declared.part_of))
                include_alone(performance, done, seed.id, path)
                self.share(done)
        self._active.pop()
        self._shares.setdefault(seed.id, Performance()).extend(performance)
        return self._shares[seed.id]

    def share(self, performance: Performance) -> None:
        """Take what the parts do that a start of code has started as what they do."""
        for part, done in performance.parts:
            self._shares.setdefault(part, Performance()).extend(done)

    def _list_declared(self, seed: Seed, handed: Handed = ()) -> dict[Access, None]:
        return dict.fromkeys(list_declared(seed, self._facts, self._world.project, handed))

    def _follow_containers(self, performance: Performance, seed: Seed) -> None:
        """Builds that actions start, and the data that a build takes in with its copies."""
        declared = seed.declared
        if declared is None:
            return
        for dockerfile, _, place in built_by_actions(declared):
            for built in self._targets.find_builds(dockerfile):
                self._include_step(performance, built, seed.id, place)
        for other in self._targets.find_services(seed.path):
            if other.declared is not None and is_image_of(declared, other.declared):
                reads = self.perform(other).accesses
                copied = find_copied(declared, reads, seed.id)
                performance.accesses.update(dict.fromkeys(copied))

    def _perform_run(
        self, performance: Performance, seed: Seed, run: Run, handed: Handed = ()
    ) -> None:
        declared = seed.declared
        maps = declared.path_maps if declared else ()
        directory = fill_in(run.directory or (declared.directory if declared else "."), handed)
        own = declared.environment if declared else ()
        merged = dict((*own, *run.environment, *handed))
        # What is set to something that is not known is a hole, and not empty.
        environment = {name: value for name, value in merged.items() if value}
        if run.script is not None:
            context = ShellContext(directory, environment, (), maps)
            self._perform_script(performance, run.script, context, seed.id, run.place.path)
        elif run.code is not None and run.code in self._facts:
            target = CodeTarget(run.code, rule=run.rule)
            arguments = tuple(run.arguments)
            place = run.place
            given = tuple(environment.items())
            self._start_code(
                performance, target, arguments, directory, given, seed.id, place, maps=maps
            )
        elif run.callable_ is not None:
            module, function = run.callable_
            folder = posixpath.dirname(seed.path) or "."
            path = module if module in self._facts else self._world.find_module(module, (folder,))
            if path is not None and path in self._facts:
                target = CodeTarget(path, function, handed=run.handed, given=run.given)
                self._start_code(performance, target, None, directory, (), seed.id, run.place)
        elif run.step is not None:
            self._start_step(performance, run.step, seed, run, handed)

    def _start_step(
        self, performance: Performance, name: str, by: Seed, run: Run, handed: Handed
    ) -> None:
        ids = (name, f"{by.path}:{name}")
        found = [self._seeds[id_] for id_ in ids if id_ in self._seeds]
        declared = [s for s in self._seeds.values() if s.declared is not None]
        found += [s for s in declared if s.path == name]
        if name.startswith(("#", "*:")):  # of any file: a DAG that a task of another one starts
            found += named_anywhere(declared, name, by)
        if by.declared is not None and any(run.script is not None for run in by.declared.runs):
            # A service with a command of its own does not start the one of its image.
            found = [s for s in found if s.kind != by.kind or s.kind != StepKind.CONTAINER_SERVICE]
        for seed in found:
            if len(found) > 1 and seed.kind.family == StepFamily.TASK:
                # A scheduler starts a pipeline; only what its tasks declare orders them.
                performance.together.setdefault(seed.id, run.place)
            given = (*hand_on(run, handed), *hand_through(handed, seed, by, self._settling))
            self._include_step(performance, seed, by.id, run.place, handed=given)

    def _include_step(
        self,
        performance: Performance,
        seed: Seed,
        by: str,
        place: Place,
        directory: str = ".",
        handed: Handed = (),
    ) -> None:
        if seed.id == by:
            return
        invocation = Invocation(by, seed.id, place, (), directory)
        performance.invocations[invocation] = None
        performance.started.append(seed.id)
        if not handed:
            self._calls.note_plain(seed.id)
        owner = seed.id if seed.kind.owns_code else None
        performance.include(self.perform(seed, handed), owner)

    def _perform_script(
        self, performance: Performance, script: Script, context: ShellContext, by: str, path: str
    ) -> None:
        module = self._facts[path].module if path in self._facts else None
        place_of = module.place if module is not None else lambda line: Place(path, line)
        self._take(performance, evaluate_script(script, context, place_of), by, path)

    def _take(self, performance: Performance, outcome: ShellOutcome, by: str, path: str) -> None:
        performance.add(outcome.accesses, outcome.effects, outcome.unresolved, by)
        for run in outcome.runs:
            self._start_run(performance, run, by, path)

    def _start_run(self, performance: Performance, run: CodeRun, by: str, path: str) -> None:
        seed = self._seeds.get(by)
        loose = seed is not None and seed.kind == StepKind.README_COMMAND
        if run.path_maps:
            run = replace(run, directory=map_path(run.directory, run.path_maps, self._world))
        target = self._targets.find_code(run, posixpath.dirname(path) or ".", loose=loose)
        if target is not None:
            directory = target.directory or run.directory
            arguments = tuple(map(_open_placeholder, run.arguments)) if loose else run.arguments
            for started in (target, *self._targets.find_pages(run, target)):
                self._start_code(
                    performance,
                    started,
                    arguments,
                    directory,
                    run.environment,
                    by,
                    run.place,
                    same_process=run.same_shell,
                    maps=run.path_maps,
                )
            return
        if run.form in FOREIGN_FORMS:
            accesses = infer_accesses(run, self._world.exists)
            maps = run.path_maps
            performance.add([map_path_of_access(a, maps, self._world) for a in accesses], by=by)
        declared_steps = self._targets.find_declared(run, loose=loose)
        if not declared_steps:
            performance.strangers[run.place] = None
            if packages_of_program(run.target):
                performance.add(effects=[Effect("execute", run.target, run.place)], by=by)
        launcher = launcher_of(run.form)
        for declared in declared_steps:
            if launcher is not None and launcher.at_once:
                performance.together.setdefault(declared.id, run.place)
            handed = hand_over(run, declared, self._settling, loose=loose)
            self._include_step(performance, declared, by, run.place, run.directory, handed)

    def _start_code(
        self,
        performance: Performance,
        target: CodeTarget,
        arguments: tuple[str, ...] | None,
        directory: str,
        environment: tuple[tuple[str, str], ...],
        by: str,
        place: Place,
        *,
        same_process: bool = False,
        maps: PathMaps = (),
    ) -> None:
        self._ensure_seed(target.path)
        invocation = Invocation(by, target.path, place, arguments or (), directory, same_process)
        performance.invocations[invocation] = None
        performance.started.append(target.path)
        done = self.start(target, arguments, directory, environment, maps)
        performance.nested.append((target.path, done))
        performance.include(done)

    def _ensure_seed(self, path: str) -> None:
        """A module that is started is a step, even if it does not look like one."""
        if path not in self._seeds:
            kind = code_kind(self._facts[path]) or StepKind.SCRIPT
            self._seeds[path] = code_seed(path, kind, role_of(self._world.project, path))

    def start(
        self,
        target: CodeTarget,
        arguments: tuple[str, ...] | None,
        directory: str,
        environment: tuple[tuple[str, str], ...] = (),
        maps: PathMaps = (),
        *,
        apart: bool = False,
    ) -> Performance:
        """What starting a file of the tree does.

        Args:
            target: the file.
            arguments: words after its name, None where no command line is known.
            directory: working directory.
            environment: variables that are set.
            maps: those of the container around it.
            apart: it is a single task of a flow that is entered, without the others.
        """
        key = CodeStart(target, arguments, directory, environment, maps)
        if key in self._starts:
            return self._starts[key]
        performance = Performance(start=key)
        if target.path in self._active or len(self._active) > MAX_NESTING:
            return performance
        self._active.append(target.path)
        facts = self._facts[target.path]
        if facts.script is not None:
            context = ShellContext(directory, dict(environment), arguments or (), maps)
            self._perform_script(performance, facts.script, context, target.path, target.path)
        else:
            self._add_followed(performance, self.follower.follow(key, apart=apart), key)
            if target.function is None:
                self._start_submitted(performance, target.path)
        self._active.pop()
        self._starts[key] = performance
        return performance

    def _start_submitted(self, performance: Performance, path: str) -> None:
        """The steps that the code of a file submits to a platform, which orders them itself."""
        for seed in self._submitted.get(path, ()):
            performance.together.setdefault(seed.id, Place(path))
            self._include_step(performance, seed, path, seed.place)

    def _add_followed(self, performance: Performance, followed: Followed, start: CodeStart) -> None:
        path, behaviour = start.target.path, followed.behaviour
        shares = dict(followed.shares)
        self._add_share(performance, shares.pop(""), start, path)
        performance.imported.update(dict.fromkeys(behaviour.imported))
        performance.missing.update(dict.fromkeys(behaviour.missing_arguments))
        if behaviour.failure:
            defect = Problem(Place(path), DEFECT + behaviour.failure, whole=False)
            performance.defects[defect] = None
        if shares:
            self._add_parts(performance, shares, start, followed.starts)

    def _add_parts(
        self,
        performance: Performance,
        shares: Mapping[str, Share],
        start: CodeStart,
        starts: tuple[PartStart, ...],
    ) -> None:
        """What the parts do that the code starts, and which of them starts which."""
        parts = {part: Performance() for part in shares}
        for part, share in shares.items():
            self._add_share(parts[part], share, start, part)
        join_parts(performance, parts, starts, start.target.path)

    def _add_share(self, performance: Performance, share: Share, start: CodeStart, by: str) -> None:
        maps = start.maps
        accesses = [map_path_of_access(a, maps, self._world) for a in share.accesses]
        effects = [map_path_of_access(e, maps, self._world) for e in share.effects]
        performance.add(accesses, effects, share.unresolved, by)
        for call in share.calls:
            self._take(performance, evaluate_call(call, start), by, start.target.path)
