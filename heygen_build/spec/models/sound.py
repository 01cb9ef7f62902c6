"""Music and sounds under the speech."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.overlay import Moment
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import Decibels, Seconds, Text


class MusicSpec(Model):
    """Music under a film or scene: a `file`, or found by `search`. The short forms are a file, and `false` for none."""

    file: Maybe[Templated[Text]] = Field(default=None, examples=["media/theme.mp3"])
    """Sound, relative to the file that mentions it."""
    search: Maybe[Templated[Text]] = Field(default=None, examples=["calm piano"])
    """Words to find music by in HeyGen's catalog; what is found is pinned in the lock file."""
    volume: Maybe[Templated[Decibels]] = Field(default=None, examples=["-20dB"])
    """How loud it is, against its own volume."""
    duck: Maybe[Templated[Decibels]] = Field(default=None, examples=["-12dB"])
    """How much softer it gets under speech."""
    fade_in: Maybe[Templated[Seconds]] = Field(default=None, examples=["1s"])
    """How long it takes to reach its volume."""
    fade_out: Maybe[Templated[Seconds]] = Field(default=None, examples=["2s"])
    """How long it takes to end."""
    loop: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether it starts again at its end, which is the default."""
    from_: Maybe[Templated[Seconds]] = Field(default=None, alias="from", examples=["12s"])
    """Where in the music the part starts that is used."""
    to: Maybe[Templated[Seconds]] = Field(default=None, examples=["00:01:30"])
    """Where in the music that part ends."""


Music: TypeAlias = Annotated[
    MusicSpec,
    ShortForm("a file, `false`, or a mapping such as `{file: media/theme.mp3}`", "file", words=((False, ()),)),
]


class SoundSpec(Model):
    """A short sound at a time of the scene: a `file`, or one found by a `search`. A file alone is the short form."""

    file: Maybe[Templated[Text]] = Field(default=None, examples=["media/ding.wav"])
    """Sound, relative to the file that mentions it."""
    search: Maybe[Templated[Text]] = Field(default=None, examples=["soft whoosh"])
    """Words to find a sound by in HeyGen's catalog; what is found is pinned in the lock file."""
    at: Maybe[Moment] = Field(default=None, examples=["2s", {"word": "now"}])
    """When it is heard; at the scene's start where nothing is given."""
    volume: Maybe[Templated[Decibels]] = Field(default=None, examples=["-6dB"])
    """How loud it is, against its own volume."""


Sound: TypeAlias = Annotated[SoundSpec, ShortForm("a file, or a mapping such as `{file: ding.wav, at: 2s}`", "file")]
