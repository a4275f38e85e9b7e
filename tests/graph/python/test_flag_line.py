"""Command lines of absl and of TensorFlow 1."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

ABSL = """
    from absl import app, flags

    FLAGS = flags.FLAGS
    flags.DEFINE_string("data_dir", "data", "Folder", short_name="d")
    flags.DEFINE_integer("fold", 1, "Number")
    flags.DEFINE_bool("save", True, "Keep the model")
    flags.DEFINE_list("names", ["a", "b"], "Names")
    flags.DEFINE_multi_string("extra", [], "Others")
    _OUT = flags.DEFINE_string("out", "m.pkl", "Model")

    def main(argv):
        for name in FLAGS.extra:
            open(name)
        open(f"{FLAGS.data_dir}/fold{FLAGS.fold}.csv")
        for name in argv[1:]:
            open(name)
        if FLAGS.save:
            open(_OUT.value, "w")

    if __name__ == "__main__":
        app.run(main)
"""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", ["read data/fold1.csv", "write m.pkl"]),
        ("--data_dir=raw --fold 3", ["read raw/fold3.csv", "write m.pkl"]),
        ("-d raw --nosave", ["read raw/fold1.csv"]),
        ("-out k.pkl", ["read data/fold1.csv", "write k.pkl"]),
        (
            "--extra x.csv --extra y.csv --nosave",
            ["read x.csv", "read y.csv", "read data/fold1.csv"],
        ),
        ("rest.csv --nosave", ["read data/fold1.csv", "read rest.csv"]),
    ],
)
def test_flags_of_absl(command: str, expected: list[str]) -> None:
    found = behaviour(ABSL, command)
    assert found.unresolved == ()
    assert touched(found) == expected


def test_defaults_without_a_command_line() -> None:
    assert "read data/fold1.csv" in touched(behaviour(ABSL))


@pytest.mark.parametrize("module", ["tf.app", "tf.compat.v1.app"])
def test_flags_of_tensorflow(module: str) -> None:
    program = f"""
        import tensorflow as tf

        flags = {module}.flags
        flags.DEFINE_string("out", "m.ckpt", "Checkpoint")
        FLAGS = flags.FLAGS

        def main(_):
            open(FLAGS.out, "w")

        {module}.run()
    """
    assert written(program, "--out k.ckpt") == ["k.ckpt"]


def test_flags_that_another_module_defines() -> None:
    tree = {
        "options.py": """
            from absl import flags
            flags.DEFINE_string("out", "m.pkl", "Model")
        """,
        "main.py": """
            from absl import app, flags
            import options

            def main(_):
                open(flags.FLAGS.out, "w")

            app.run(main)
        """,
    }
    assert written(tree, "--out k.pkl") == ["k.pkl"]
