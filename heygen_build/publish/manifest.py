"""`manifest.json`: each output with scene, step, key and source line. Its schema is `schemas/manifest.v1.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceLine(_Frozen):
    """A place in a project file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int


class ManifestFile(_Frozen):
    """A published file: `path` relative to the manifest, `digest` BLAKE3, `size` in bytes."""

    path: str
    digest: str
    size: int
    key: str | None = Field(default=None, description="Digest of what it was made of, where it was made beside a film.")


class ManifestScene(_Frozen):
    """A scene in the film: `start` and `end` in seconds, the keys of the steps it was made of."""

    id: str
    source: SourceLine
    start: float
    end: float
    clip: str
    render: str | None = Field(default=None, description="Key of the paid render, where the scene has one.")
    remote_id: str | None = Field(default=None, description="HeyGen's id of that render.")
    speech: str | None = Field(default=None, description="Key of the speech step, where the scene has one.")
    asked_seconds: float | None = Field(
        default=None, description="Length the Video Agent was asked for; it keeps to it only roughly."
    )
    timing: str = Field(description="Where the times of the captions came from.")
    conformed: tuple[str, ...] = Field(default=(), description="What was done to clips that did not fit the film.")


class ManifestTranslation(_Frozen):
    """A dubbed version of a film: `key` of the step that made it, `remote_id` HeyGen's id of the job."""

    language: str
    key: str
    remote_id: str
    seconds: float
    source: SourceLine
    video: ManifestFile
    captions: tuple[ManifestFile, ...] = ()


class ManifestExport(_Frozen):
    """A project of another program: `format` names the program, the first file is the one to open."""

    format: str
    files: tuple[ManifestFile, ...]


class ManifestCredentials(_Frozen):
    """A signed C2PA manifest in the film: `film` is the digest of the film before it was signed."""

    film: str
    signer: str = Field(description="Digest of the certificates it was signed with.")
    issuer: str | None = Field(default=None, description="Who issued the certificate, as verified by reading it back.")


class ManifestFilm(_Frozen):
    """One finished video and the files beside it."""

    title: str
    slug: str
    key: str
    seconds: float
    width: int
    height: int
    video: ManifestFile
    captions: tuple[ManifestFile, ...] = ()
    poster: ManifestFile | None = None
    contact_sheet: ManifestFile | None = None
    thumbnails: tuple[ManifestFile, ...] = ()
    chapters: ManifestFile | None = Field(default=None, description="Chapters as a text for video sites.")
    transcripts: tuple[ManifestFile, ...] = ()
    exports: tuple[ManifestExport, ...] = ()
    digital_source_type: str | None = Field(default=None, description="IPTC's, as it stands in the files themselves.")
    credentials: ManifestCredentials | None = None
    scenes: tuple[ManifestScene, ...] = ()
    translations: tuple[ManifestTranslation, ...] = ()

    @property
    def beside(self) -> tuple[ManifestFile, ...]:
        """Everything that was made of the film, and goes when nobody asks for it any more."""
        single = (self.poster, self.contact_sheet, self.chapters)
        exported = (file for export in self.exports for file in export.files)
        several = (*self.captions, *self.thumbnails, *self.transcripts, *exported)
        return (*several, *(file for file in single if file is not None))

    @property
    def files(self) -> tuple[ManifestFile, ...]:
        """Everything that was published of the film."""
        dubbed = (file for version in self.translations for file in (version.video, *version.captions))
        return (self.video, *self.beside, *dubbed)


class Manifest(_Frozen):
    """What a build wrote. `draft` is true for drawn, watermarked drafts: they never pass for the real thing."""

    manifest: Literal[1] = 1
    program: str
    draft: bool
    backend: str
    project: str
    films: tuple[ManifestFilm, ...] = ()


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of an earlier build, or None where there is none that can be read."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
