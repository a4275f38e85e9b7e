"""Pieces of Python for tests that any bytes are read."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "import prefect, metaflow, zenml, dagster, kfp, luigi\n",
    "from kedro.pipeline import node\n",
    "@flow\n",
    "@task(",
    "@step\n",
    "@pipeline()\n",
    "@asset(deps=[",
    "def f(a, b=1):\n",
    "class F(",
    "FlowSpec):\n",
    "    ",
    "self.next(",
    "self.a, ",
    "foreach='x')",
    "node(",
    "f",
    ", ",
    "'a'",
    "[",
    "]",
    "{",
    "}",
    ":",
    "(",
    ")",
    " >> ",
    ".after(",
    ".submit(",
    "with Flow('x') as q:\n",
    "return ",
    "=",
    "\n",
    "x",
    "None",
    "if x:\n",
    "for x in ",
    "lambda: ",
    "*",
    "**",
    "requires",
    "output",
    "schedule=",
)


def any_python(head: str) -> st.SearchStrategy[bytes]:
    """Bytes, and pieces of code behind a first line that makes a parser look at the file."""
    pieces = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: "".join(p).encode())
    return (st.binary(max_size=80) | pieces).map(lambda data: head.encode() + data)
