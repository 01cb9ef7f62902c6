"""The table of rules between keys: those that exclude each other, of which one is needed, and that need another."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.spec import models
from heygen_build.spec.base import Model
from heygen_build.spec.models.look import TRANSITIONS

AGENT_PARTS = (
    "format", "tone", "duration", "presenter", "script", "scenes", "freedom", "critical_text", "music", "narration",
    "media",
)  # fmt: skip
"""The parts of a brief that are compiled to a prompt."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Of `keys` one is given, and only one. `what` is "an avatar"; `rule` says why they exclude each other.

    `hint` is what to add where there is none; None where none is needed.
    """

    model: type[Model]
    keys: tuple[str, ...]
    what: str
    rule: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """`key` only means something with one of `others`."""

    model: type[Model]
    key: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excludes:
    """`key` cannot stand beside any of `others`."""

    model: type[Model]
    key: str
    others: tuple[str, ...]
    rule: str


ONE_OF = (
    OneOf(
        models.AvatarSpec,
        ("look", "photo", "create"),
        "an avatar",
        "an avatar is a look, a photo, or made with `create`",
        "add a line such as `look: Abigail`",
    ),
    OneOf(
        models.CreateSpec,
        ("photo", "footage", "prompt"),
        "`create`",
        "an avatar is made of one thing",
        "add a line such as `photo: media/founder.jpg`",
    ),
    OneOf(
        models.VoiceSpec,
        ("name", "clone", "design"),
        "a voice",
        "a voice is found by its name, cloned or designed",
        "add a line such as `name: Chill Brian`",
    ),
    OneOf(
        models.BackgroundSpec,
        ("color", "gradient", "image", "video", "blur"),
        "a background",
        "a background is of one kind",
        "add a line such as `color: navy`",
    ),
    OneOf(
        models.TransitionSpec,
        TRANSITIONS,
        "a transition",
        "a transition is of one kind",
        "write `cut` for none, or `{fade: 400ms}`",
    ),
    OneOf(
        models.OverlaySpec,
        ("text", "image", "video", "lower_third", "progress"),
        "an overlay",
        "an overlay shows one thing",
        "add a line such as `text: New`",
    ),
    OneOf(
        models.MomentSpec,
        ("time", "word"),
        "a time in the scene",
        "a time is counted, or that of a word",
        "add `word: …`, or write the time alone",
    ),
    OneOf(
        models.MusicSpec,
        ("file", "search"),
        "`music`",
        "music is a file or searched for",
        "add `file: …`, or write `false` for none",
    ),
    OneOf(
        models.SoundSpec,
        ("file", "search"),
        "a sound",
        "a sound is a file or searched for",
        "add a line such as `file: media/ding.wav`",
    ),
    OneOf(
        models.TemplateSpec,
        ("id", "name"),
        "`template`",
        "a template is known by one of them",
        "add a line such as `name: Welcome`",
    ),
    OneOf(
        models.AgentStyleSpec,
        ("name", "id", "prompt"),
        "a style of the agent",
        "a film has one style",
        "add a line such as `name: swiss-pulse`",
    ),
    OneOf(models.OverlaySpec, ("to", "for"), "an overlay", "one of them says when the overlay goes"),
    OneOf(models.AgentSpec, ("script", "scenes"), "`agent`", "what is said stands in one place"),
    OneOf(
        models.SceneSpec,
        ("script", "audio"),
        "a scene",
        "speech is recorded or not: the words of a recording are `audio: {script: …}`",
    ),
    OneOf(models.SceneSpec, ("volume", "mute"), "a scene", "the clip is heard or not"),
    OneOf(models.TranslationSpec, ("proofread", "srt", "audio"), "a translation", "a translation has one source"),
)

ANY_OF = (
    OneOf(models.AgentSpec, ("prompt", "script", "scenes"), "`agent`", "", "add a `prompt`, a `script` or `scenes`"),
    OneOf(models.TrimSpec, ("from", "to"), "`trim`", "", "add `from`, `to` or both"),
    OneOf(models.ZoomSpec, ("from", "to"), "`zoom`", "", "add a line such as `to: 112%`"),
    OneOf(models.OffsetSpec, ("x", "y"), "an offset", "", "add `x`, `y` or both"),
    OneOf(models.DurationRangeSpec, ("min", "max"), "a range", "", "add `min`, `max` or both"),
    OneOf(models.LoudnessRangeSpec, ("min", "max"), "a range", "", "add `min`, `max` or both"),
)
"""Groups of which one or more are needed, and several may be given."""

CLIPS = ("video", "generate")
NEEDS = (
    Needs(models.CreateSpec, "references", ("prompt",)),
    Needs(models.CreateSpec, "reference_look", ("prompt",)),
    Needs(models.AvatarSpec, "reference_look", ("look", "create")),
    Needs(models.BackgroundSpec, "fit", ("image", "video")),
    Needs(models.BackgroundSpec, "zoom", ("image",)),
    Needs(models.BackgroundSpec, "trim", ("video",)),
    Needs(models.BackgroundSpec, "loop", ("video",)),
    Needs(models.TransitionSpec, "direction", ("slide", "wipe")),
    Needs(models.TransitionSpec, "color", ("dip",)),
    Needs(models.OverlaySpec, "style", ("text", "lower_third")),
    Needs(models.OverlaySpec, "trim", ("video",)),
    Needs(models.OverlaySpec, "loop", ("video",)),
    Needs(models.OverlaySpec, "volume", ("video",)),
    Needs(models.MomentSpec, "nth", ("word",)),
    Needs(models.CaptionsSpec, "language", ("file",)),
    Needs(models.SceneSpec, "as", ("for_each",)),
    Needs(models.SceneSpec, "voice", ("script",)),
    Needs(models.SceneSpec, "zoom", ("image",)),
    Needs(models.SceneSpec, "pan", ("image",)),
    Needs(models.SceneSpec, "trim", CLIPS),
    Needs(models.SceneSpec, "speed", CLIPS),
    Needs(models.SceneSpec, "loop", CLIPS),
    Needs(models.SceneSpec, "volume", CLIPS),
    Needs(models.SceneSpec, "mute", CLIPS),
    Needs(models.SceneSpec, "lipsync", ("video",)),
    Needs(models.SceneSpec, "face_swap", (*CLIPS, "avatar", "cinematic")),
    Needs(models.SceneSpec, "presenter", ("script", "audio")),
)

EXCLUDES = (
    Excludes(models.ConsentSpec, "video", ("text", "reroute_url"), "the person agrees in a clip or on HeyGen's page"),
    Excludes(models.AgentSpec, "prompt", AGENT_PARTS, "a prompt is the whole order, and a brief is compiled to one"),
    Excludes(models.SceneSpec, "template", ("script", "audio"), "a template speaks by itself"),
    Excludes(models.SceneSpec, "agent", ("script", "audio"), "the agent writes the speech of its clip"),
    Excludes(models.SceneSpec, "avatar", ("presenter",), "an avatar fills the picture already"),
    Excludes(models.SceneSpec, "card", ("fit",), "a card fills every frame"),
    Excludes(models.ProjectSpec, "agent", ("scenes",), "the agent makes the whole film, scenes and all"),
)
