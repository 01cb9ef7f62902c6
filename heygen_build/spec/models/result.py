"""What comes out: files, translations, money, the way through the API, and checks of the result."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.overlay import Moment
from heygen_build.spec.models.words import (
    Dollars,
    DubbingMode,
    ExportFormat,
    FrameRate,
    OutputFormat,
    Speakers,
    TranscriptFormat,
    WordsPerMinute,
)
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import Loudness, Seconds, Text
from heygen_build.units import AspectRatio, Resolution


class TranscriptSpec(Model):
    """The text of the film. `true` is the short form for a plain text."""

    formats: Annotated[list[TranscriptFormat], Field(min_length=1)] = Field(default=["txt"], examples=[["txt", "json"]])
    """Plain text, Markdown, or JSON with times."""


class OutputSpec(Model):
    """Where the film goes and what it looks like."""

    path: Maybe[Templated[Text]] = Field(default=None, examples=["dist/{{ slug }}.mp4"])
    """The file, relative to the project file."""
    aspect_ratio: Templated[AspectRatio] = Field(default="16:9", examples=["16:9", "9:16"])
    """Width to height."""
    resolution: Templated[Resolution] = Field(default="720p", examples=["720p", "1080p"])
    """Pixels of the short edge."""
    format: Templated[OutputFormat] = Field(default="mp4", examples=["mp4", "webm"])
    """Kind of file; `webm` keeps transparency, `wav` and `mp3` are speech without a picture."""
    fps: Templated[FrameRate] = Field(default=25, examples=[25, 30])
    """Pictures a second."""
    poster: Templated[bool] = True
    """Whether a still picture is written beside the film."""
    contact_sheet: Templated[bool] = False
    """Whether a picture with one frame of each scene is written beside the film."""
    thumbnails: Templated[bool] = False
    """Whether a small picture of each scene is written beside the film."""
    chapters: Templated[bool] = False
    """Whether scenes become chapters, in the film and as a text for video sites."""
    transcript: Annotated[
        TranscriptSpec | None,
        ShortForm("`true` or `false`, or a mapping such as `{formats: [md]}`", words=((True, ()), (False, None))),
    ] = Field(default=None, examples=[True])
    """Whether the text of the film is written beside it."""
    export: Annotated[list[ExportFormat], Field(min_length=1)] = Field(default=[], examples=[["otio"]])
    """Projects of other programs to write beside the film, for further editing."""


class BudgetSpec(Model):
    """What the project may spend without asking."""

    max_usd: Templated[Dollars] = Field(examples=[20])
    """US dollars for all builds of the project together, by its ledger and its lock file. Films are ordered whole, in
    their order, while they fit."""


class RenderSpec(Model):
    """Which way a project takes through HeyGen's API."""

    api: Templated[Literal["auto", "v3", "v2", "v1"]] = Field(default="auto", examples=["auto"])
    """Generation of the API. `auto` is the Video Agent for `agent` and v3 for all else; `v2` (presenters before colors,
    pictures and clips, and older templates) and `v1` (looks without a background) were announced to end on
    2026-10-31."""
    unit: Templated[Literal["scene", "video"]] = Field(default="scene", examples=["scene"])
    """What one job renders: a scene, which are joined here, or the whole video."""
    speech: Templated[Literal["text_first", "audio_first"]] = Field(default="text_first", examples=["audio_first"])
    """Whether HeyGen speaks the script, or speech is ordered first and lips are moved to it."""
    test: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether `v2` renders watermarked videos that cost nothing. Other generations have no such mode."""


class CacheSpec(Model):
    """Where finished renders are shared."""

    remote: Templated[Text] = Field(examples=["s3://acme-videos/cache"])
    """Address of a bucket or folder: `s3://…`, `gs://…`, `az://…` or `file://…`."""


class TranslationSpec(Model):
    """A dubbed version of the finished film. A language alone is the short form."""

    language: Templated[Text] = Field(examples=["Spanish (Spain)"])
    """The language, spelled as HeyGen's list of languages spells it."""
    mode: Maybe[Templated[DubbingMode]] = Field(default=None, examples=["precision"])
    """`precision` moves lips better and costs more; `speed` where none is given."""
    path: Maybe[Templated[Text]] = Field(default=None, examples=["dist/es/{{ slug }}.mp4"])
    """The file, relative to the project file; beside the film where none is given."""
    captions: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether subtitle files are written."""
    proofread: Maybe[Templated[Text]] = Field(default=None, examples=["translations/es.srt"])
    """A subtitle file that is fetched once, corrected in the project, and dubbed from then on."""
    srt: Maybe[Templated[Text]] = Field(default=None, examples=["translations/es.srt"])
    """A subtitle file of the translation (Enterprise)."""
    audio: Maybe[Templated[Text]] = Field(default=None, examples=["translations/es.wav"])
    """A dubbing of one's own, to which lips are moved."""
    audio_only: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the picture stays as it is."""
    speakers: Maybe[Templated[Speakers]] = Field(default=None, examples=[2])
    """How many people speak."""
    glossary: Maybe[Templated[Text]] = Field(default=None, examples=["Product names"])
    """Name or id of a brand glossary in the account."""
    dynamic_duration: Maybe[Templated[bool]] = Field(default=None, examples=[False])
    """Whether the film may get longer or shorter with the language, which is the default."""
    speech_enhancement: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether speech is cleaned."""
    disable_music_track: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether music is taken out."""


class DurationRangeSpec(Model):
    """Bounds of a length."""

    min: Maybe[Templated[Seconds]] = Field(default=None, examples=["50s"])
    """At least this long."""
    max: Maybe[Templated[Seconds]] = Field(default=None, examples=["70s"])
    """At most this long."""


class LoudnessRangeSpec(Model):
    """Bounds of a loudness."""

    min: Maybe[Templated[Loudness]] = Field(default=None, examples=["-17LUFS"])
    """At least this loud."""
    max: Maybe[Templated[Loudness]] = Field(default=None, examples=["-15LUFS"])
    """At most this loud."""


class VisibleSpec(Model):
    """A picture that must be seen at a time of the film."""

    image: Templated[Text] = Field(examples=["media/logo.png"])
    """The picture, relative to the file that mentions it."""
    at: Moment = Field(examples=["2s"])
    """When it must be seen."""


class TestsSpec(Model):
    """What must be true of the finished film."""

    duration: Maybe[DurationRangeSpec] = Field(default=None, examples=[{"min": "50s", "max": "70s"}])
    """How long the film is."""
    max_wpm: Maybe[Templated[WordsPerMinute]] = Field(default=None, examples=[180])
    """Words a minute in any scene."""
    loudness: Maybe[LoudnessRangeSpec] = Field(default=None, examples=[{"min": "-17LUFS", "max": "-15LUFS"}])
    """How loud the film is."""
    max_black: Maybe[Templated[Seconds]] = Field(default=None, examples=["500ms"])
    """The longest black stretch."""
    max_frozen: Maybe[Templated[Seconds]] = Field(default=None, examples=["5s"])
    """The longest stretch in which nothing moves."""
    captions_readable: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether captions must follow their rules."""
    overlays_in_safe_area: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether overlays must keep away from the edges, where they rest: things that slide in may come from there."""
    visible: Maybe[Annotated[list[VisibleSpec], Field(min_length=1)]] = Field(
        default=None, examples=[[{"image": "media/logo.png", "at": "2s"}]]
    )
    """Pictures that must be seen."""


Translation: TypeAlias = Annotated[
    TranslationSpec, ShortForm("a language, or a mapping such as `{language: German (Germany)}`", "language")
]
