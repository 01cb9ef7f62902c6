"""The content-addressed cache: `objects/` holds bytes by digest, `results/` one small JSON per step key.

A result is published by renaming, last, so a key that can be read always has its files. Two processes that finish the
same step write the same bytes under the same names, which does no harm.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from heygen_build.media.model import Cue, Word
from heygen_build.store.digest import JsonValue, file_digest
from heygen_build.store.files import replacing, write_text

_README = """This folder is the cache of heygen-build: finished renders, speech and clips, shared by all your projects.

objects/   files by the digest of their bytes
results/   one JSON for each step: its inputs, its files, when and how it was made

Deleting it loses no finished video. But renders that were paid for would have to be downloaded again (where a
project.lock.json still knows them), or ordered and paid again.
"""
_CACHEDIR_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This file marks a cache folder created by heygen-build. See https://bford.info/cachedir/
"""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Blob(_Frozen):
    """One stored file: BLAKE3 `digest`, `size` in bytes, `suffix` such as `.mp4`.

    Their form is checked, because they become a path, and may have come from another machine.
    """

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int
    suffix: str = Field(pattern=r"^(\.\w+)?$")


class _Owned(_Frozen):
    """Something in an account: only that account can use its id."""

    account: str


class UploadMeta(_Owned):
    """An asset."""

    kind: Literal["upload"] = "upload"
    asset_id: str


class LookMeta(_Owned):
    """A look that was made (v3 avatars): its group, and what it was found to be when it was finished."""

    kind: Literal["look"] = "look"
    look_id: str
    group_id: str | None = None
    look_type: str | None = None
    engines: tuple[str, ...] = ()
    voice_id: str | None = None


class VoiceMeta(_Owned):
    """A voice that was made or found (v3 voices clone, design)."""

    kind: Literal["voice"] = "voice"
    voice_id: str


class VideoMeta(_Frozen):
    """A render. `seconds` as probed in the file, `remote_id` for support questions and for downloading again."""

    kind: Literal["video"] = "video"
    remote_id: str
    seconds: float


class SpeechMeta(_Frozen):
    """Speech with the word times HeyGen sent (empty where it sent none)."""

    kind: Literal["speech"] = "speech"
    seconds: float
    words: tuple[Word, ...]


class SoundMeta(_Frozen):
    """Music or an effect of HeyGen's catalog: its id and name there."""

    kind: Literal["sound"] = "sound"
    seconds: float
    sound_id: str
    name: str


class ClipMeta(_Frozen):
    """A finished scene: `cues` count from the clip's first frame; `timing` names where the word times came from.

    `notes` say what was done to clips that did not fit the film.
    """

    kind: Literal["clip"] = "clip"
    seconds: float
    cues: tuple[Cue, ...]
    timing: str
    notes: tuple[str, ...] = ()


class TransitionMeta(_Frozen):
    """A finished transition: `half` frames of each of its two scenes."""

    kind: Literal["transition"] = "transition"
    seconds: float
    half: int


class FilmMeta(_Frozen):
    kind: Literal["film"] = "film"
    seconds: float


class StretchMeta(_Frozen):
    """From `start` to `end` seconds of a film."""

    start: float
    end: float


class MeasuresMeta(_Frozen):
    """What was measured of a film of `seconds`: LUFS and dBTP (None without sound), black and frozen stretches."""

    kind: Literal["measures"] = "measures"
    seconds: float
    loudness: float | None
    peak: float | None
    black: tuple[StretchMeta, ...]
    frozen: tuple[StretchMeta, ...]


class ProofreadMeta(_Owned):
    """A proofreading session (v3 proofreads), which lives for about a day."""

    kind: Literal["proofread"] = "proofread"
    proofread_id: str


AnyMeta: TypeAlias = (
    UploadMeta
    | LookMeta
    | VoiceMeta
    | ProofreadMeta
    | VideoMeta
    | SpeechMeta
    | SoundMeta
    | ClipMeta
    | TransitionMeta
    | FilmMeta
    | MeasuresMeta
)
Meta = Annotated[AnyMeta, Field(discriminator="kind")]


def seconds_of(meta: AnyMeta) -> float | None:
    """How long the medium is, None for what is none."""
    return None if isinstance(meta, _Owned) else meta.seconds


def made_seconds(result: StepResult | None) -> float | None:
    """The length of what a step made, None where it made nothing yet."""
    return None if result is None else seconds_of(result.meta)


def is_usable(meta: AnyMeta, account: str) -> bool:
    """Whether a stored result serves this account: an id is only worth something where it was made."""
    return meta.account == account if isinstance(meta, _Owned) else True


class StepResult(_Frozen):
    """What one step made. `inputs` are the normalized inputs of its key, kept so that a later "why" is a field diff."""

    version: Literal[1] = 1
    key: str
    inputs: dict[str, JsonValue]
    files: dict[str, Blob]
    meta: Meta
    created: float


@dataclass(frozen=True, slots=True)
class CacheDamage:
    """A stored file whose bytes are no longer what they were."""

    key: str
    path: Path


class ResultStore:
    """Results by key under `root`. Safe for several processes; the folder explains itself."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, key: str) -> StepResult | None:
        """The result of a key, or None where it is missing, of another version, or without one of its files."""
        path = self.result_path(key)
        try:
            result = StepResult.model_validate_json(path.read_bytes())
            published = path.stat().st_mtime_ns
        except (FileNotFoundError, ValidationError):
            return None
        return result if all(self._is_intact(blob, published) for blob in result.files.values()) else None

    def _is_intact(self, blob: Blob, published: int) -> bool:
        """Whether a file has its size; one that was written after its result (ns) is read again, once."""
        path = self.path(blob)
        try:
            status = path.stat()
            if status.st_size != blob.size:
                return False
            if status.st_mtime_ns <= published:
                return True
            if file_digest(path) != blob.digest:
                return False
            os.utime(path, ns=(status.st_atime_ns, published))
        except OSError:
            return False
        return True

    def put(
        self,
        key: str,
        *,
        inputs: dict[str, JsonValue],
        files: Mapping[str, Path],
        meta: AnyMeta,
        created: float,
    ) -> StepResult:
        """Take `files` over (they are moved) and publish the result. Raises OSError when the disk refuses."""
        self._explain_folder()
        blobs = {name: self._take(path) for name, path in files.items()}
        result = StepResult(key=key, inputs=inputs, files=blobs, meta=meta, created=created)
        write_text(self.result_path(key), result.model_dump_json(indent=1))
        return result

    def path(self, blob: Blob) -> Path:
        return self.root / "objects" / blob.digest[:2] / f"{blob.digest}{blob.suffix}"

    def verify(self, result: StepResult) -> tuple[CacheDamage, ...]:
        """Read every file of a result again and compare digests; a missing file is damage as well."""
        paths = [(self.path(blob), blob) for blob in result.files.values()]
        whole = {path for path, blob in paths if path.is_file() and file_digest(path) == blob.digest}
        return tuple(CacheDamage(result.key, path) for path, _ in paths if path not in whole)

    def discard(self, damage: CacheDamage) -> None:
        """Take a damaged file, and the result that needs it, out of the cache: both are fetched or made again."""
        damage.path.unlink(missing_ok=True)
        self.forget(damage.key)

    def forget(self, key: str) -> None:
        """Remove a result, not its files: another key may use the same bytes."""
        self.result_path(key).unlink(missing_ok=True)

    def scratch(self) -> Path:
        """A folder on the same file system for files that `put` will move."""
        folder = self.root / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def result_path(self, key: str) -> Path:
        """Where the JSON of a result lies."""
        return self.root / "results" / key[:2] / f"{key}.json"

    def _is_there(self, blob: Blob) -> bool:
        try:
            return self.path(blob).stat().st_size == blob.size
        except OSError:
            return False

    def _take(self, path: Path) -> Blob:
        blob = Blob(digest=file_digest(path), size=path.stat().st_size, suffix=path.suffix)
        target = self.path(blob)
        if not self._is_there(blob):
            target.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())
            try:
                path.replace(target)
            except OSError:
                # Another file system: copy beside the target first, because a rename cannot cross.
                with replacing(target) as temporary:
                    shutil.copyfile(path, temporary)
        path.unlink(missing_ok=True)
        return blob

    def _explain_folder(self) -> None:
        tag = self.root / "CACHEDIR.TAG"
        if not tag.exists():
            write_text(self.root / "README", _README)
            write_text(tag, _CACHEDIR_TAG)


SCRATCH_SECONDS = 24 * 3600.0
"""How old scratch is before it counts as left behind: no download and no clip takes a day."""


def sweep(scratch: Path, now: float) -> None:
    """Remove what builds that were killed left in the scratch folder; `now` in Unix seconds."""
    for path in scratch.iterdir():
        try:
            if now - path.stat().st_mtime > SCRATCH_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        except FileNotFoundError:
            continue  # another build swept it
