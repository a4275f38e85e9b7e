"""Which distributions bring which modules."""

from __future__ import annotations

from mlaudit.catalog.packages import distributions_of, is_of_platform, modules_brought


def test_distributions_of_a_module() -> None:
    assert distributions_of("sklearn.svm")[0] == "scikit-learn"
    assert distributions_of("langchain_openai.chat") == (
        "langchain-openai",
        "langchain-openai-chat",
    )
    assert "google-cloud-storage" in distributions_of("google.cloud.storage")


def test_modules_come_along_over_several_steps() -> None:
    assert {"pandas", "numpy", "dateutil"} <= modules_brought(["seaborn"])
    assert modules_brought(["unheard-of"]) == frozenset()


def test_modules_of_platforms() -> None:
    assert is_of_platform("google.colab.files")
    assert not is_of_platform("google.cloud")
