"""Modes and extensions."""

from __future__ import annotations

import pytest

from mlaudit.catalog import ExtensionSpec, ModeSpec, find_call


@pytest.mark.parametrize(
    ("mode", "accesses"),
    [
        (None, ("read",)),
        ("r", ("read",)),
        ("rb", ("read",)),
        ("rt", ("read",)),
        ("w", ("write",)),
        ("wb", ("write",)),
        ("x", ("write",)),
        ("a", ("write",)),
        ("r+", ("read", "write")),
        ("a+", ("read", "write")),
        ("w+", ("write",)),
        ("?", ("read", "write")),
        ("", ("read", "write")),
    ],
)
def test_modes_of_open(mode: str | None, accesses: tuple[str, ...]) -> None:
    model = find_call("open")
    assert model is not None
    assert model.mode == ModeSpec(1, "mode", "r")
    assert model.mode.accesses(mode) == accesses


def test_default_modes_differ() -> None:
    for name, accesses in [
        ("h5py.File", ("read",)),
        ("pandas.HDFStore", ("write",)),
        ("numpy.memmap", ("read", "write")),
        ("shelve.open", ("read", "write")),
    ]:
        model = find_call(name)
        assert model is not None
        assert model.mode is not None
        assert model.mode.accesses(None) == accesses, name


def test_copy_on_write_memory_maps_read() -> None:
    model = find_call("numpy.memmap")
    assert model is not None
    assert model.mode is not None
    assert model.mode.accesses("c") == ("read",)


def extension(name: str) -> ExtensionSpec:
    model = find_call(name)
    assert model is not None
    assert model.extension is not None
    return model.extension


def test_savefig_adds_to_bare_names_alone() -> None:
    spec = extension("matplotlib.pyplot.savefig")
    assert spec.apply("plots/roc") == "plots/roc.png"
    assert spec.apply("plots.d/roc") == "plots.d/roc.png"
    assert spec.apply("plots/roc.pdf") == "plots/roc.pdf"
    assert spec.unless == "format"


def test_numpy_adds_to_every_other_name() -> None:
    spec = extension("numpy.save")
    assert spec.apply("x") == "x.npy"
    assert spec.apply("x.bin") == "x.bin.npy"
    assert spec.apply("x.npy") == "x.npy"


def test_an_argument_chooses_the_extension() -> None:
    spec = extension("shutil.make_archive")
    assert spec.argument is not None
    assert spec.argument.keyword == "format"
    assert spec.apply("dist/model", "gztar") == "dist/model.tar.gz"
    assert spec.apply("dist/model", "zip") == "dist/model.zip"
    assert spec.apply("dist/model", None) == "dist/model"


def test_pycaret_adds_even_to_names_that_have_it() -> None:
    spec = extension("pycaret.regression.save_model")
    assert spec.apply("m") == "m.pkl"
    assert spec.apply("m.pkl") == "m.pkl.pkl"
