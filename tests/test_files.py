"""Files are written as a whole or not at all, and opening one never hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlaudit import files
from mlaudit.files import lock, read_regular, write_new, write_whole


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_whole(file, b"one")
    assert file.read_bytes() == b"one"
    file.chmod(0o640)
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_link_is_followed_but_not_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "outside.txt"
    inside.mkdir()
    outside.write_text("theirs")
    (inside / "link").symlink_to(outside)
    with pytest.raises(OSError, match="another place"):
        write_whole(inside / "link", b"ours", inside)
    assert outside.read_text() == "theirs"
    write_whole(inside / "link", b"ours")
    assert outside.read_text() == "ours"
    assert (inside / "link").is_symlink()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    written: list[bytes] = []

    def fail_later(handle: int, data: bytes) -> int:
        if written:
            raise error
        written.append(bytes(data[:2]))
        return 2

    monkeypatch.setattr(os, "write", fail_later)
    with pytest.raises(type(error)):
        write_whole(file, b"new content")
    with pytest.raises(type(error)):
        write_new(tmp_path / "b.json", b"new content")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_new_file_never_takes_the_place_of_another_one(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_new(file, b"one")
    with pytest.raises(FileExistsError):
        write_new(file, b"two")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "dangling", b"two")
    assert file.read_bytes() == b"one"
    assert sorted(os.listdir(tmp_path)) == ["a", "dangling"]


def test_without_hard_links_a_new_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_new(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError):  # noqa: PT011 - the text is the system's
            read_regular(path)
    with pytest.raises(OSError, match="no regular file"):
        write_whole(tmp_path / "pipe", b"x", tmp_path)
    write_whole(Path(os.devnull), b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    """It is killed when half of the new one is written."""
    file = tmp_path / "a.json"
    file.write_bytes(b"old")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom mlaudit import files\n"
        "write = os.write\n"
        "def half(handle, data):\n"
        "    write(handle, data[: len(data) // 2])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.os.write = half\n"
        "files.write_whole(Path(sys.argv[1]), b'new' * 1000)\n"
    )
    finished = subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert finished.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"old"
    assert len(os.listdir(tmp_path)) == 2
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="what is open is neither moved nor removed")
@pytest.mark.parametrize(("age", "is_left"), [(0, False), (7200, True)])
def test_what_another_process_is_writing_stays_for_an_hour(
    tmp_path: Path, age: int, is_left: bool
) -> None:
    """The lock of another handle stands for that of another process."""
    other = tmp_path / ".mlaudit-0123456789abcdef.tmp"
    theirs = tmp_path / ".mlaudit-theirs.tmp"
    theirs.write_bytes(b"half")
    with other.open("wb") as stream:
        assert lock(stream.fileno())
        os.utime(other, (time.time() - age,) * 2)
        write_whole(tmp_path / "a.json", b"new")
        assert other.exists() is not is_left
        assert theirs.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="what is open is neither moved nor removed")
def test_a_file_that_another_process_took_for_left_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[bytes] = []

    def find_name(size: int) -> bytes:
        names.append(bytes([len(names)]) * size)
        return names[-1]

    def lock_late(handle: int, *, wait: bool = True) -> bool:
        if len(names) == 1:
            (tmp_path / f".mlaudit-{names[0].hex()}.tmp").unlink()
        return lock(handle, wait=wait)

    monkeypatch.setattr(os, "urandom", find_name)
    monkeypatch.setattr(files, "lock", lock_late)
    write_whole(tmp_path / "a.json", b"new")
    assert len(names) == 2
    assert (tmp_path / "a.json").read_bytes() == b"new"
