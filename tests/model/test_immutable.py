from __future__ import annotations

from mlaudit.model.immutable import immutable


@immutable
class _Pair:
    first: int
    second: tuple[str, ...] = ()


@immutable
class _Shelved:
    name: str

    def __hash__(self) -> int:
        return 7


def test_equal_values_have_one_place_in_a_set() -> None:
    assert len({_Pair(1), _Pair(1, ()), _Pair(1, ("a",))}) == 2


def test_a_value_has_no_other_attributes() -> None:
    assert not hasattr(_Pair(1), "__dict__")


def test_a_hash_of_the_class_itself_is_kept() -> None:
    assert hash(_Shelved("a")) == 7
    assert _Shelved("a") == _Shelved("a") != _Shelved("b")
