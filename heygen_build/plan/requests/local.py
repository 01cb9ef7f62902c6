"""What is made on this machine: clips and films. Files are digests, lengths are pixels of the canvas."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from heygen_build.media.layers import Cast, Fit, Frame, Gradient, Matte, Move, Side, Spot, Trim
from heygen_build.media.model import Canvas, CaptionStyle, SourceType, TransitionMotion
from heygen_build.media.overlays import Content, Lettering, Motion, Station
from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.resolve.model import CaptionRules, When
from heygen_build.units import Color


class GroundLayer(Part):
    """What is behind a picture: see `media.layers.Ground`; `image` and `video` are digests."""

    color: Color
    gradient: Gradient | None = None
    image: str | None = None
    video: str | None = None
    fit: Fit | None = None
    move: Move | None = None
    trim: Trim | None = None
    loop: bool | None = None
    blur: float | None = None


class ClipLayer(Part):
    """A clip: the file with this digest, or (None) the `video` of the step in the need `role`.

    `volume` in decibels against the clip's own sound, None leaves that out.
    """

    kind: Literal["clip"] = "clip"
    file: str | None = None
    role: str = "video"
    fit: Fit = "cover"
    volume: float | None = 0.0
    trim: Trim | None = None
    speed: float | None = None
    loop: bool | None = None
    move: Move | None = None
    matte: Matte | None = None
    key: Color | None = None
    ground: GroundLayer | None = None


class StillLayer(Part):
    kind: Literal["still"] = "still"
    file: str
    fit: Fit
    ground: GroundLayer
    move: Move | None = None


class CardLayer(Part):
    kind: Literal["card"] = "card"
    text: str
    style: Lettering
    ground: GroundLayer


class NoLayer(Part):
    """Nothing is seen, in films that are sound alone."""

    kind: Literal["none"] = "none"


class InsetLayer(Part):
    """A presenter over the picture."""

    clip: ClipLayer
    spot: Spot
    frame: Frame
    shadow: Cast | None = None


PictureLayer: TypeAlias = Annotated[ClipLayer | StillLayer | CardLayer | NoLayer, Field(discriminator="kind")]


class CaptionRequest(Part):
    """The captions of one scene: `shown` is the text people read, `spoken` what they hear, with break tags.

    `burn_in` None leaves the picture alone. `file` is the digest of captions of the whole film that are drawn in their
    place; the needs `length-1`, `length-2`, … tell when the clip with the `number` of the request begins. `hidden`:
    only overlays wait for the words. `seconds` is how long a recording is that no other step of the clip speaks.
    """

    shown: str
    spoken: str
    words_per_minute: float
    burn_in: CaptionStyle | None
    rules: CaptionRules | None = None
    file: str | None = None
    hidden: Literal[True] | None = None
    seconds: float | None = None


class OverlayTime(Part):
    """`seconds` after the share `share` of the clip, or after the `word` is said for the `nth` time in the clip."""

    seconds: float = 0.0
    share: float = 0.0
    word: str | None = None
    nth: int | None = None


class OverlayLayer(Part):
    """Something over the picture: see `media.overlays.Top`; files are digests. `end` None is that of the clip."""

    content: Content
    station: Station
    start: OverlayTime
    end: OverlayTime | None = None
    opacity: float | None = None
    motion: Motion | None = None


class CaptionTrack(Part):
    """Captions that a player can switch on: those of the clips, or of the file with this digest."""

    language: str | None = None
    file: str | None = None


class ClipRequest(StepRequest):
    """One scene, made locally.

    What is said comes from the step in the need `speech`, from the file with the digest `recording`, from the inset or
    from the picture's own sound; without any, the scene is silent for `hold` seconds. `alpha` keeps what is
    transparent transparent.
    """

    kind: Literal["clip"] = "clip"
    canvas: Canvas
    picture: PictureLayer
    inset: InsetLayer | None = None
    recording: str | None = None
    hold: float
    before: float
    after: float
    fade_in: float
    fade_out: float
    captions: CaptionRequest | None
    mark: str | None
    alpha: Literal[True] | None = None
    unseen: Literal[True] | None = None
    """Only the sound is made: the film has no picture."""
    keyframe: int | None = None
    """The frame where the transition into the clip ends."""
    as_is: Literal[True] | None = None
    """The film is nothing but renders: one that fits is copied."""
    overlays: tuple[OverlayLayer, ...] | None = None
    """The lowest first."""
    number: int | None = None
    """Which of the clips of the film it is (from 1), where the needs `length-1`, … tell how long all of them are."""


class TransitionRequest(StepRequest):
    """The frames in which the clip of the need `before` becomes that of `after`."""

    kind: Literal["transition"] = "transition"
    canvas: Canvas
    motion: TransitionMotion
    seconds: float
    direction: Side | None = None
    color: Color | None = None
    alpha: Literal[True] | None = None


class MusicBed(Part):
    """Music under the clips from the `first` to the `last` (from 1); see `media.model.Bed`.

    `file` is a digest, or (None) it is the `audio` of the step in the need `role`. It goes on where it would be had it
    begun with the film; `own` music begins with its scene.
    """

    file: str | None = None
    role: str | None = None
    first: int
    last: int
    volume: float
    duck: float
    fade_in: float
    fade_out: float
    loop: bool
    trim: Trim | None = None
    own: Literal[True] | None = None


class SoundCue(Part):
    """A sound at a time of a scene, which is the clip with this number (from 1).

    `file` and `role` as in `MusicBed`; `volume` in decibels. A word is looked for in what is `said`, `before` seconds
    into the scene: timed by the steps in the needs `speech-of-3`, `video-of-3`, … of clip 3.
    """

    file: str | None = None
    role: str | None = None
    clip: int
    at: When
    volume: float
    before: float
    said: CaptionRequest | None = None


class ChapterMark(Part):
    """A chapter begins with the clip of this number (from 1), or at a share of its length."""

    clip: int
    title: str
    share: float = 0.0


class FilmRequest(StepRequest):
    """The clips of the steps it needs, in order, and the transitions between them.

    The title is in it because it is written into the file.
    """

    kind: Literal["film"] = "film"
    canvas: Canvas
    title: str
    format: Literal["webm", "gif", "wav", "mp3"] | None = None
    """None is MP4."""
    beds: tuple[MusicBed, ...] | None = None
    sounds: tuple[SoundCue, ...] | None = None
    loudness: float | None = None
    """LUFS of the whole; None leaves it as it is."""
    chapters: tuple[ChapterMark, ...] | None = None
    captions: CaptionTrack | None = None
    source: SourceType | None = None
    """IPTC's digital source type, which the file is marked with."""


class MeasureRequest(StepRequest):
    """What is measured of the film of the need `film`, for the tests of the project.

    Stretches shorter than `black` and `frozen` seconds are not looked for; None looks for none.
    """

    kind: Literal["measure"] = "measure"
    loudness: Literal[True] | None = None
    black: float | None = None
    frozen: float | None = None
