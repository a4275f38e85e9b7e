"""Hosted models, and what is taken from hubs."""

from __future__ import annotations

from pathlib import Path

from mlaudit.catalog.model_aliases import find_alias
from mlaudit.graph.analysis.models import model_questions, remote_code, unpinned_hub_entries
from mlaudit.scan import read_workflow


def test_aliases_move_and_snapshots_do_not() -> None:
    alias = find_alias("openai/gpt-4o")
    assert alias is not None
    assert alias.snapshot.startswith("gpt-4o-20")
    latest = find_alias("mistral-large-latest")
    assert latest is not None
    assert latest.snapshot == ""
    for fixed in ("gpt-4o-2024-08-06", "claude-opus-4-6", "models/gemini-2.5-flash", ""):
        assert find_alias(fixed) is None


def test_what_runs_from_a_hub_and_what_is_taken(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(
        """\
import joblib
import torch
from openai import OpenAI
from transformers import AutoModel

revision = "4ba3d4463bd152c9e4abd892b50844f30c646708"
AutoModel.from_pretrained("acme/pinned", revision=revision, trust_remote_code=True)
model = AutoModel.from_pretrained("acme/open", trust_remote_code=True)
torch.hub.load("acme/code", "net")
OpenAI().chat.completions.create(model="gpt-4o", messages=[])
joblib.dump(model, "model.joblib")
"""
    )
    workflow = read_workflow(tmp_path)
    assert [entry.name for entry in unpinned_hub_entries(workflow)] == ["acme/open"]
    run = {use.artifact.partition("@")[0] for use in remote_code(workflow)}
    assert run == {"hf://acme/pinned", "hf://acme/open", "github://acme/code"}
    assert [question.model for question in model_questions(workflow)] == ["gpt-4o"]
