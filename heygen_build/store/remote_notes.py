"""What this machine remembers of a shared cache, so that a build does not ask again: small files below `remote/`."""

from __future__ import annotations

import contextlib
from pathlib import Path
from secrets import token_hex

from heygen_build.store.digest import key_of
from heygen_build.store.files import write_text


class Notes:
    """Notes about the bucket at one address. A disk that refuses them costs time, nothing else."""

    def __init__(self, root: Path, address: str) -> None:
        self._root = root / "remote"
        self._folder = self._root / key_of(address)[:16]
        self._machine = ""

    @property
    def machine(self) -> str:
        """The name of this cache folder among the machines that share a bucket. It says nothing about the machine."""
        if not self._machine:
            path = self._root / "machine"
            with contextlib.suppress(OSError):
                if not path.exists():
                    write_text(path, token_hex(12))
                self._machine = path.read_text(encoding="utf-8")
            self._machine = self._machine or token_hex(12)
        return self._machine

    @property
    def is_sure(self) -> bool | None:
        """Whether the bucket honors conditions; None where nobody asked yet."""
        with contextlib.suppress(OSError):
            return {"honored": True, "ignored": False}.get((self._folder / "conditions").read_text(encoding="utf-8"))
        return None

    @is_sure.setter
    def is_sure(self, value: bool) -> None:
        with contextlib.suppress(OSError):
            write_text(self._folder / "conditions", "honored" if value else "ignored")

    def has(self, key: str) -> bool:
        """Whether the bucket had the result of a key when it was last seen."""
        return self._path(key).exists()

    def add(self, key: str) -> None:
        with contextlib.suppress(OSError):
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def drop(self, key: str) -> None:
        with contextlib.suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / "results" / key[:2] / key
