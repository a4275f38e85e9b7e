"""What is not known is explained as well."""

from __future__ import annotations

from tests.graph.explanation.explaining import explain


def test_what_is_not_known_says_why() -> None:
    program = """\
        import requests
        name = requests.get("https://example.org/name").json()
        open(name)

        def save(frame, path):
            frame.to_csv(path)

        save(None, input())
        """
    assert explain(program, "unresolved")[1:] == [
        '  main.py:2 name = requests.get("https://example.org/name").json() '
        "?? result of a call that was not followed"
    ]


def test_option_without_a_value_says_so() -> None:
    program = """\
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--out", required=True)
        args = parser.parse_args()
        open(args.out, "w")
        """
    assert explain(program, "unresolved")[1:] == [
        "  main.py:3 args.out ?? --out: command-line value that no known command gives"
    ]


def test_parameter_without_a_value_says_so() -> None:
    program = """\
        from flask import Flask
        app = Flask(__name__)

        @app.route("/predict")
        def predict(path):
            return open(path).read()
        """
    assert explain(program, "unresolved")[-1] == (
        "  main.py:5 path ?? parameter without a known value"
    )


def test_unknown_part_of_a_pattern_is_explained() -> None:
    program = """\
        import time
        stamp = time.time()
        open(f"runs/{stamp}.csv", "w")
        """
    assert explain(program, "runs/{time}.csv")[1:] == [
        "  main.py:2 stamp = time.time() ?? result of a call that was not followed"
    ]
