"""What brings the programs of the system."""

from __future__ import annotations

from mlaudit.catalog.programs import packages_of_program


def test_the_package_may_have_another_name_than_the_program() -> None:
    assert packages_of_program("mmseqs") == ("mmseqs", "mmseqs2")
    assert packages_of_program("samtools") == ("samtools",)


def test_other_programs_are_not_known() -> None:
    assert packages_of_program("sort") == ()
