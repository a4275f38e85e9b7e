"""The kinds of step that objects of Kubernetes declare."""

from __future__ import annotations

from mlaudit.model.data import Table
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.environment.values import text_of

KUBERNETES_JOB = StepKind("kubernetes-job", StepFamily.TASK, "job")
KUBERNETES_CRON_JOB = StepKind("kubernetes-cron-job", StepFamily.TASK, "cron job")
KUBERNETES_WORKLOAD = StepKind("kubernetes-workload", StepFamily.CONTAINER, "workload")

SCHEDULED = ("CronJob", "ScheduledSparkApplication")
"""Kinds of object that start by the clock."""

_WORKLOADS = (
    *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Service"),
    *("InferenceService", "SeldonDeployment", "RayService", "RayCluster"),
    *("TrainedModel", "Model"),
)


def kind_of(manifest: Table) -> StepKind | None:
    """The kind of an object's steps, None where it runs no container of the project."""
    kind = text_of(manifest.get("kind")) or ""
    if kind in SCHEDULED:
        return KUBERNETES_CRON_JOB
    if kind.endswith("Job") or kind == "SparkApplication":
        return KUBERNETES_JOB
    return KUBERNETES_WORKLOAD if kind in _WORKLOADS else None
