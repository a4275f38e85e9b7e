"""Install commands: what they install, and for whom."""

from __future__ import annotations

import re

from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Role, StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

SYSTEM = frozenset(
    {
        "apt-get install", "apt install", "yum install", "dnf install", "zypper install", "pacman",
        "aptitude install", "brew install", "choco install", "winget install", "scoop install",
        "snap install", "apk add", "dpkg -i",
    }
)  # fmt: skip
"""Commands that install software of the operating system."""
AROUND = frozenset(
    {
        "git", "curl", "wget", "make", "docker", "docker.io", "docker-ce", "docker-compose", "uv",
        "docker-compose-plugin", "docker-ce-cli", "containerd.io", "python", "python3", "pip",
        "python3-pip", "poetry", "pipx", "pyenv", "unzip", "zip", "tmux", "screen", "vim", "nano",
        "htop", "tree", "sudo", "just", "go-task", "direnv", "ca-certificates", "gnupg", "gh", "jq",
        "pre-commit", "lsb-release", "apt-transport-https", "software-properties-common", "dvc",
        "awscli", "kubectl", "helm", "minikube", "kind", "terraform", "google-cloud-sdk",
        "azure-cli", "miniconda", "anaconda", "micromamba", "miniforge", "build-essential",
        "python3-venv", "python-is-python3", "openssh-server", "nvidia-docker2",
        "nvidia-container-toolkit",
    }
)  # fmt: skip
"""What people have on their machines, or use around the work rather than in it."""
_PYTHON = lazy_regex(r"(uv )?pip3? install|conda install|mamba install|easy_install|uv add")
_NAME = lazy_regex(r"(?:[A-Za-z][\w.+-]*(?:\[[\w,.-]*\])?(?:[=<>!~].*)?|git\+\S+|https?://\S+)")


@immutable
class Install:
    """One command that installs packages by their names.

    Attributes:
        place, via: the command and where it stands.
        packages: what it names, versions included; files and folders are left out.
        sometimes: it runs only where a test holds.
    """

    place: Place
    via: str
    packages: tuple[str, ...]
    sometimes: bool = False

    @property
    def pinned(self) -> bool:
        """Does every name have one exact version, or a commit?"""
        return all("==" in name or re.search(r"@[0-9a-f]{40}", name) for name in self.packages)


def installs_of(
    workflow: Workflow, step: Step, *, of_system: bool | None = None
) -> tuple[Install, ...]:
    """What a step itself installs by name, of the system, of Python, or of both (None)."""
    found = []
    for effect in workflow.own_effects(step):
        if effect.kind != "install":
            continue
        system = effect.via in SYSTEM
        if not (system or _PYTHON.fullmatch(effect.via)) or of_system not in (None, system):
            continue
        words = effect.detail.split()
        names = tuple(word for word in words if _NAME.fullmatch(word) and word not in ("pip", "."))
        if names:
            found.append(Install(effect.place, effect.via, names, effect.sometimes))
    return tuple(found)


def name_of_package(text: str) -> str:
    """The bare name of what an install command names."""
    return re.split(r"[\[=<>!~@]", text, maxsplit=1)[0].strip().lower()


def provided_software(workflow: Workflow) -> frozenset[str]:
    """What an environment file, an image, a job or a script installs, of the system or not."""
    found = {item.name.rpartition(":")[2] for e in workflow.environments for item in e.requirements}
    for step in workflow.steps:
        if step.kind != StepKind.README_COMMAND and step.role == Role.PIPELINE:
            for install in installs_of(workflow, step, of_system=True):
                found.update(map(name_of_package, install.packages))
    return frozenset(found)
