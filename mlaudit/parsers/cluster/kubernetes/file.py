"""Workloads of Kubernetes: https://kubernetes.io/docs/concepts/workloads/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Table
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.cluster.containers import config_maps
from mlaudit.parsers.cluster.kubernetes.extensions import driver_runs, find_all, pods_of
from mlaudit.parsers.cluster.kubernetes.kinds import (
    KUBERNETES_CRON_JOB,
    KUBERNETES_JOB,
    KUBERNETES_WORKLOAD,
    kind_of,
)
from mlaudit.parsers.cluster.kubernetes.steps import Owner, container_steps
from mlaudit.parsers.cluster.manifests import claims, name_of_object, read_manifests

_MODELS = ("storageUri", "modelUri")


def parse(path: str, data: bytes) -> Facts:
    """One step for each container, and for each model that a server is pointed at.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"apiVersion" not in data or b"kind" not in data:
        return Facts(path, PARSER.name)
    manifests = read_manifests(data)
    maps = config_maps(manifests)
    steps = (step for manifest in manifests for step in _steps(path, manifest, maps))
    return Facts(path, PARSER.name, steps=tuple(steps))


def _steps(
    path: str, manifest: Table, maps: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[DeclaredStep]:
    kind = kind_of(manifest)
    spec = manifest.get("spec")
    if kind is None or not isinstance(spec, Table):
        return
    owner = Owner(path, manifest, kind, spec)
    driver = tuple(driver_runs(path, spec))
    if driver:
        yield owner.step(name_of_object(manifest), manifest.line, driver)
    for pod in pods_of(spec, 0):
        yield from container_steps(owner, pod, maps)
    for uri in find_all(spec, _MODELS, 0):
        yield owner.step(name_of_object(manifest), manifest.line, (), model=uri)


PARSER = Parser(
    "kubernetes",
    claims,
    parse,
    launchers=(
        Launcher(
            KUBERNETES_CRON_JOB,
            ("kubectl", "oc"),
            before=(("create", "job"),),
            name_options=("--from",),
            valued=("-n", "--namespace", "--context", "--image"),
            everywhere=True,
            default="none",
        ),
        Launcher(
            KUBERNETES_JOB,
            ("kubectl", "oc"),
            before=(("apply",), ("create",), ("replace",)),
            others=(KUBERNETES_WORKLOAD,),
            at_once=True,
            file_options=("-f", "--filename", "-k", "--kustomize"),
            valued=("-n", "--namespace", "--context", "--dry-run", "-o"),
            asking=("--dry-run=client", "--dry-run=server"),
        ),
    ),
)
"""Reads manifests of Kubernetes."""
