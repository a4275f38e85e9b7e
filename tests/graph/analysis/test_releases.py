"""Which commands of documents bring something new to others."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.releases import is_deployment, is_release
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Effect, Step

PLACE = Place("README.md", 3)


def _step(line: str, scope: str) -> Step:
    return Step("a", StepKind.README_COMMAND, line, "README.md", PLACE, scope)


@pytest.mark.parametrize(
    ("line", "via", "scope", "expected"),
    [
        ("docker push registry.example.org/a:1", "docker push", "Release", True),
        ("cdk deploy", "cdk deploy", "Release", True),
        ("kubectl apply -f k8s/app.yaml", "kubectl apply", "", True),
        ("kubectl apply -k", "kubectl apply", "Release", False),
        ("docker push", "docker push", "Release", False),
        ("kubectl apply -f k8s/03-secrets.yaml", "kubectl apply", "", False),
        ("gcloud compute scp cloud-key.json host:~/", "gcloud compute scp", "", False),
        ("terraform apply -var x=1", "terraform apply", "Set up", False),
        ("kubectl rollout undo deployment/a", "kubectl rollout", "", False),
        ("kubectl apply -f k8s/app.yaml", "kubectl apply", "Rollback", False),
    ],
)
def test_commands(line: str, via: str, scope: str, expected: bool) -> None:
    assert is_release(_step(line, scope), Effect("deploy", via, PLACE)) is expected


@pytest.mark.parametrize(
    ("kind", "via", "expected"),
    [
        ("deploy", "helm upgrade", True),
        ("deploy", "mkdocs gh-deploy", False),
        ("upload", "aws s3 cp", False),
    ],
)
def test_deployments(kind: str, via: str, expected: bool) -> None:
    assert is_deployment(Effect(kind, via, PLACE)) is expected
