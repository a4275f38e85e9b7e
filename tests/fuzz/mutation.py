"""Makes other bytes of bytes, always the same ones for the same chance."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

MAX_SIZE = 12_000
FLOOD = 20_000
"""Bytes of one word in a row."""
_WORD = re.compile(rb"[A-Za-z_][\w.-]*|[^\w\s]+|\s+|\d+")
_WORDS = b"""
{ } [ ] ( ) < > ' " ''' ` ``` : :: ; , | || & && $ ${ ${{ }} {{ {% %} / // # - --- ... * &a *a
! <<: @ = == := != += ~ ? ?? null true 0 -1 1e999 !!python/object:os.system if else for while def
class lambda import from with try: except: match case async await end fi done do esac then begin
rule stages: jobs: steps: on: run: cmd: deps: outs: FROM http://[::1 s3:// <!--mlaudit:
"""
_LONG = (
    b"(",
    b"[",
    b"{",
    b"- ",
    b"#",
    b">",
    b"'",
    b"$(",
    b"\\",
    b"../",
    b"a",
    b"a: ",
    b"!",
    b"* ",
    b"|",
)
_RUNS = (
    *(sign.encode() for sign in "a0-_.:;,=!?@#$%&|*+~^<>/\\'\"`()[]{} \t\n\r\f"),
    *(
        b"a ",
        b"a.",
        b"./",
        b"../",
        b"a/",
        b"--a ",
        b"a=b ",
        b"\\\n",
        b"()",
        b"[]",
        b"{}",
        b"${",
        b"$(",
        b"$a",
    ),
    *(
        b"# ",
        b"**a",
        b"_a_",
        b"| a ",
        b"> ",
        b"<a>",
        b"<!--",
        b"::",
        b"a: ",
        b"a:\n",
        b"a,",
        b"&&a ",
        b"if ",
    ),
    *(
        b"@a ",
        b"/*",
        b"*/",
        b"- ",
        b"  - a\n",
        b"1. ",
        b"http://a.",
        b"a\n\n",
        b"a b c\n",
        b"a'",
        b"{%",
        b"cd a && ",
    ),
    *(b"<<A\n", b"python ", b".a()", b"\xc3\xa9"),
)
_TOKENS = (
    *_WORDS.split(),
    *(token * 301 for token in _LONG),
    *(
        b"\n",
        b"\r\n",
        b"\r",
        b"\t",
        b"    ",
        b"\0",
        b"\x0c",
        b"\n\n",
        b" \\\n",
        b"<<EOF\n",
        b"9" * 500,
    ),
    *(
        b"\x1b[31m",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x93\x8a",
    ),
    *(b"%run x\n", b"!cp a b\n", b"# mlaudit: ignore[", b"# mlaudit: manual-step id=", b"a" * 3000),
)
"""What files of the formats are made of, and what readers stumble over."""


def mutate(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The data after one to six changes; some of them take from the data of others."""
    for _ in range(min(chance.randint(1, 6), chance.randint(1, 6))):
        data = chance.choice(_CHANGES)(chance, data, others)
    return data[:MAX_SIZE]


def flood(chance: random.Random, data: bytes) -> bytes:
    """The data with a word thousands of times in it, which shows what takes the square of that."""
    at = _cut(chance, data)[0]
    word = chance.choice(_RUNS)
    return data[:at] + word * (FLOOD // len(word)) + data[at:]


def _cut(chance: random.Random, data: bytes) -> tuple[int, int]:
    """Two positions; those of words in half of all cases."""
    if chance.random() < 0.5:
        words = [match.start() for match in _WORD.finditer(data[:MAX_SIZE])] + [len(data)]
        first = chance.randrange(len(words))
        last = min(first + chance.randint(0, 12), len(words) - 1)
        return words[first], words[last]
    first = chance.randint(0, len(data))
    return first, min(first + int(chance.expovariate(0.05)), len(data))


def _drop(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    first, last = _cut(chance, data)
    return data[:first] + data[last:]


def _truncate(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    return data[: _cut(chance, data)[0]]


def _repeat(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    first, last = _cut(chance, data)
    return data[:last] + data[first:last] * chance.choice((1, 2, 50)) + data[last:]


def _move(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    first, last = _cut(chance, data)
    rest = data[:first] + data[last:]
    to = _cut(chance, rest)[0]
    return rest[:to] + data[first:last] + rest[to:]


def _flip(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = _cut(chance, data)[0]
    return data[:at] + chance.choice(_TOKENS) + data[at:]


def _replace(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    first, last = _cut(chance, data)
    return data[:first] + chance.choice(_TOKENS) + data[last:]


def _splice(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: _cut(chance, data)[0]] + other[_cut(chance, other)[0] :]


def _borrow(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other, at = chance.choice(others), _cut(chance, data)[0]
    first, last = _cut(chance, other)
    return data[:at] + other[first:last] + data[at:]


def _indent(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    first = chance.randrange(len(lines))
    for number in range(first, min(first + chance.randint(1, 5), len(lines))):
        lines[number] = b"  " + lines[number] if chance.random() < 0.6 else lines[number].lstrip()
    return b"\n".join(lines)


_CHANGES = (
    _drop, _truncate, _repeat, _move, _flip, _insert, _insert, _replace, _splice, _borrow, _indent,
)  # fmt: skip
