"""What Starfish, HeyGen's speech engine, can say (v3 voices/speech): voice-overs, and speech that is made first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Shown, error, warning
from heygen_build.resolve.checks.facts import SPEECH_CHARACTERS
from heygen_build.resolve.checks.lengths import spoken
from heygen_build.resolve.model import Presented, TemplatePicture, Voice
from heygen_build.script.spoken import to_ssml

VIDEO_SPEED = 1.5
"""What v3 create-video and v2 video/generate take."""
_Deaf: TypeAlias = tuple[tuple[str, ...], str, str]
"""Settings that a call has no field for, what it takes instead, and who speaks."""
_STARFISH: _Deaf = (
    ("pitch", "volume", "engine_settings"),
    "speech without a picture takes a speed, a locale and a language only",
    "spoken by Starfish",
)
_VIDEO: _Deaf = (("language",), "videos have no field for it, and take it from the text", "spoken in a video")


def speech_that_comes_first_has_a_voice(shown: Shown) -> Iterator[Diagnostic]:
    """`audio_first` speaks by Starfish what the look would have spoken by itself."""
    speech = shown.scene.speech
    if speech is None or not _is_made_first(shown):
        return
    first = Label(shown.evidence.span("render", "speech"), "speech is made before the picture")
    listed = shown.evidence.listed(speech.voice)
    if speech.voice is None:
        message = "nobody says which voice speaks here, and speech that is made first needs one"
        yield error("HB0406", message, Label(speech.origin.span), first, hint="add `voice:`, or one under `defaults`")
    elif listed is not None and not listed.starfish:
        message = f"the voice `{listed.name}` cannot speak before the picture is there: it is not a Starfish voice"
        yield error("HB0406", message, Label(shown.written("voice")), first, hint="choose another voice")


def speech_is_short_enough(shown: Shown) -> Iterator[Diagnostic]:
    """Marks for pauses and escaped letters count as well: 5,000 characters of SSML ([cli])."""
    speech = shown.scene.speech
    ssml = to_ssml(spoken(shown.scene)) if speech is not None and _is_starfish(shown) else None
    if speech is not None and ssml is not None and len(ssml) > SPEECH_CHARACTERS:
        message = f"with its pauses the script has {len(ssml):,} characters, and speech takes {SPEECH_CHARACTERS:,}"
        yield error("HB0401", message, Label(speech.origin.span), hint="split the scene in two")


def settings_are_heard(shown: Shown) -> Iterator[Diagnostic]:
    """What a voice says about itself and nobody would hear."""
    voice = shown.scene.speech.voice if shown.scene.speech else None
    if voice is None or voice.origin is None:
        return
    unheard, why, where = _STARFISH if _is_starfish(shown) else _VIDEO
    for key in unheard:
        if getattr(voice, key) is not None:
            message = f"`{key}` changes nothing here: {why}"
            hint = "remove it, or give this scene a voice of its own"
            labels = (Label(_of_voice(shown, voice, key)), Label(shown.scene.origin.span, where))
            yield warning("HB0470", message, *labels, hint=hint)


def speed_is_possible(shown: Shown) -> Iterator[Diagnostic]:
    """Videos take a speed of up to 1.5, speech alone up to 2 (v3 create-video, v3 voices/speech)."""
    voice = shown.scene.speech.voice if shown.scene.speech else None
    if voice is None or voice.origin is None or voice.speed is None or _is_starfish(shown):
        return
    if voice.speed > VIDEO_SPEED:
        message = f"a presenter speaks at a speed of {VIDEO_SPEED:g} at most, and this voice has {voice.speed:g}"
        labels = (Label(_of_voice(shown, voice, "speed")), Label(shown.scene.origin.span, "spoken by a presenter"))
        hint = "`render: {speech: audio_first}` makes the speech first, which takes up to 2"
        yield error("HB0433", message, *labels, hint=hint)


def _is_starfish(shown: Shown) -> bool:
    """Whether the script of a scene goes to voices/speech."""
    picture = shown.speaker
    if isinstance(picture, TemplatePicture):
        return False
    if shown.film.render.unit == "video" and shown.film.render.speech == "text_first":
        return False
    return not isinstance(picture, Presented) or _is_made_first(shown)


def _is_made_first(shown: Shown) -> bool:
    return shown.film.render.speech == "audio_first" and isinstance(shown.speaker, Presented)


def _of_voice(shown: Shown, voice: Voice, key: str) -> Span:
    assert voice.origin is not None, "asked before"
    return shown.evidence.span(*voice.origin.route, key)
