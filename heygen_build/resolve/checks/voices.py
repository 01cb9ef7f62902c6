"""Whether voices can say what they are asked to: pauses, locales, pace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Shown, error, locale_of, warning
from heygen_build.resolve.checks.facts import PAUSE_SECONDS
from heygen_build.resolve.checks.lengths import words_a_minute
from heygen_build.resolve.model import Voice
from heygen_build.script.model import Pause, Words
from heygen_build.script.parse import parse

_PACE = (110, 190)
"""Words a minute between which people follow without effort; HeyGen's own model has 150."""
_LONGEST_SILENCE = 5.0
"""Seconds of pauses in a row after which viewers think the film has stopped."""


def pauses_are_understood(shown: Shown) -> Iterator[Diagnostic]:
    """Break tags work only for voices with `support_pause`: others read them aloud, or fail (v3 voices)."""
    scene, evidence = shown.scene, shown.evidence
    listed = evidence.listed(scene.speech.voice) if scene.speech else None
    if scene.speech is None or listed is None or listed.pauses:
        return
    places = [evidence.in_script(scene, part.start, part.end) for part in _pauses(scene.speech.script)]
    if places:
        labels = (Label(places[0]), *_voice_labels(shown, scene.speech.voice, "this voice"))
        hint = "take the pauses out, or choose a voice that supports them"
        yield error("HB0408", f"the voice `{listed.name}` does not understand pauses", *labels, hint=hint)


def pauses_are_useful(shown: Shown) -> Iterator[Diagnostic]:
    """Single pauses within the useful range; neighbors add up ([skills])."""
    scene = shown.scene
    if scene.speech is None:
        return
    for pauses in _runs_of_pauses(scene.speech.script):
        seconds = sum(float(pause.seconds) for pause in pauses)
        place = Label(shown.evidence.in_script(scene, pauses[0].start, pauses[-1].end))
        if seconds > _LONGEST_SILENCE:
            message = f"nothing is said for {seconds:g} s here"
            yield warning("HB0459", message, place, hint=f"pauses of {_range(PAUSE_SECONDS)} s sound natural")
        elif len(pauses) == 1 and seconds < PAUSE_SECONDS[0]:
            message = f"nobody hears a pause of {seconds:g} s"
            yield warning("HB0459", message, place, hint=f"pauses of {_range(PAUSE_SECONDS)} s sound natural")


def locale_fits(shown: Shown) -> Iterator[Diagnostic]:
    """`locale` is an accent of a voice that has several (`support_locale`), in the voice's own language."""
    voice = shown.scene.speech.voice if shown.scene.speech else None
    listed = shown.evidence.listed(voice)
    if voice is None or voice.locale is None or listed is None:
        return
    place = Label(_of_voice(shown, voice, "locale"))
    if not listed.locales:
        message = f"the voice `{listed.name}` has one accent only, so it takes no `locale`"
        yield error("HB0409", message, place, hint="remove the line, or choose another voice")
    elif not _speaks(listed.language, voice.locale):
        message = (
            f"the voice `{listed.name}` speaks {listed.language}, and `{voice.locale}` is {_language(voice.locale)}"
        )
        yield error("HB0409", message, place, hint="choose a voice of this language")


def language_fits_the_film(shown: Shown) -> Iterator[Diagnostic]:
    """A film of a matrix with a `locale` is meant to be heard in its language."""
    voice = shown.scene.speech.voice if shown.scene.speech else None
    listed, locale = shown.evidence.listed(voice), locale_of(shown.film)
    if voice is None or listed is None or locale is None or voice.locale is not None:
        return
    if not _speaks(listed.language, locale):
        message = f"the voice `{listed.name}` speaks {listed.language}, and the film's locale is `{locale}`"
        hint = "choose the voice by the locale, or take a multilingual one"
        yield warning("HB0461", message, Label(shown.written("voice")), hint=hint)


def pace_can_be_followed(shown: Shown) -> Iterator[Diagnostic]:
    """Words a minute at the voice's speed."""
    voice = shown.scene.speech.voice if shown.scene.speech else None
    pace = words_a_minute(shown.scene)
    if voice is not None and voice.speed is not None and not _PACE[0] <= pace <= _PACE[1]:
        message = f"at this speed the voice says about {pace:.0f} words a minute"
        hint = f"people follow {_range(_PACE)} without effort: a `speed` from 0.75 to 1.25"
        yield warning("HB0451", message, Label(_of_voice(shown, voice, "speed")), hint=hint)


def _pauses(script: str) -> list[Pause]:
    return [part for part in parse(script).parts if isinstance(part, Pause)]


def _runs_of_pauses(script: str) -> Iterator[list[Pause]]:
    """Pauses with nothing but white space between them."""
    run: list[Pause] = []
    for part in parse(script).parts:
        if isinstance(part, Pause):
            run.append(part)
        elif run and not (isinstance(part, Words) and not part.text.strip()):
            yield run
            run = []
    if run:
        yield run


def _of_voice(shown: Shown, voice: Voice, key: str) -> Span:
    """Where a voice says something about itself; the scene's `voice` where the voice stands nowhere."""
    if voice.origin is None:
        return shown.written("voice")
    return shown.evidence.span(*voice.origin.route, key)


def _voice_labels(shown: Shown, voice: Voice | None, words: str) -> tuple[Label, ...]:
    return () if voice is None or voice.origin is None else (Label(_of_voice(shown, voice, "name"), words),)


def _range(pair: tuple[float, float]) -> str:
    return f"{pair[0]:g} to {pair[1]:g}"


def _speaks(language: str, locale: str) -> bool:
    """Whether a language, by the English name that HeyGen gives it, is that of a locale. Unknown names never clash."""
    name = _language(locale)
    known = language.split("(")[0].strip().casefold() in _names()
    return name is None or not known or language.casefold().startswith(name.casefold())


def _language(locale: str) -> str | None:
    return _names_by_code().get(locale.split("-")[0].lower())


@lru_cache(maxsize=1)
def _names_by_code() -> dict[str, str]:
    from babel import Locale

    return {str(code): str(name) for code, name in Locale("en").languages.items()}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(name.casefold() for name in _names_by_code().values())
