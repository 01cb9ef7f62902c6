"""Files are replaced whole or not at all."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from heygen_build.store.files import copy_file, replacing, sweep_leftovers, work_folder, write_text


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    target.write_text("old")

    def write_half() -> None:
        with replacing(target) as temporary:
            temporary.write_text("ne")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_half()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_a_write_replaces_the_file_and_makes_its_folder(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "notes.txt"
    write_text(target, "één")
    assert target.read_text(encoding="utf-8") == "één"


def test_a_copy_is_readable_by_others(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_text("x")
    source.chmod(0o600)
    copy_file(source, tmp_path / "b")
    assert (tmp_path / "b").stat().st_mode & 0o044


def test_what_a_killed_process_left_is_swept_and_what_others_are_writing_stays(tmp_path: Path) -> None:
    code = "import os, sys; from pathlib import Path; from heygen_build.store.files import replacing\n"
    code += "with replacing(Path(sys.argv[1])): os._exit(9)"
    target = tmp_path / "film.mp4"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    (tmp_path / ".film.mp4.mine").write_text("not ours")
    with replacing(target) as busy:
        assert len(list(tmp_path.iterdir())) == 3
        sweep_leftovers(tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([busy.name, ".film.mp4.mine"])


def test_a_full_disk_is_named_by_the_file_that_did_not_fit_and_not_by_the_one_that_was_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(target))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left") as caught:
        copy_file(tmp_path / "cached.mp4", tmp_path / "dist" / "film.mp4")
    assert (caught.value.filename, caught.value.filename2) == (str(tmp_path / "dist" / "film.mp4"), None)


def test_a_full_disk_under_a_piece_of_work_is_named_by_its_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught, work_folder(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
