"""Times that hang on a word: the script has to say it."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve.checks.evidence import Shown, error
from heygen_build.resolve.model import AgentPicture, Origin, TemplatePicture, When
from heygen_build.resolve.said import said_text
from heygen_build.source.model import Route


def words_are_said(shown: Shown) -> Iterator[Diagnostic]:
    """An overlay or a sound at a word that the scene never says would never come, or never go."""
    scene = shown.scene
    is_unknown = scene.audio is not None and scene.audio.script is None
    if is_unknown or isinstance(scene.picture, AgentPicture | TemplatePicture):
        return  # what they say is not known here
    for when, origin, key in _timed(shown):
        if when.word is not None and origin.route[0] == "scenes":
            yield from _said(shown, when, when.word, (*origin.route, key))


def _timed(shown: Shown) -> Iterator[tuple[When, Origin, str]]:
    for overlay in shown.scene.overlays:
        yield overlay.start, overlay.origin, "from"
        if overlay.until is not None:
            yield overlay.until, overlay.origin, "to"
    for sound in shown.scene.sounds:
        if sound.origin is not None:
            yield sound.at, sound.origin, "at"


def _said(shown: Shown, when: When, word: str, route: Route) -> Iterator[Diagnostic]:
    label = Label(shown.evidence.span(*route, "word"))
    speech = shown.scene.speech or shown.scene.audio
    if speech is None:
        yield error("HB0418", f"nothing is said in this scene, so not `{word}` either", label, hint=_TIMES)
        return
    text = said_text(shown.scene)
    if not word.isascii() and word.casefold() in text.casefold():
        return  # in scripts without blanks, words are found by their sound
    words = [_bare(part) for part in text.split()]
    count = words.count(_bare(word))
    if count == 0:
        hint = "name one word of the script" if len(word.split()) > 1 else did_you_mean_text(word, _listed(text))
        script = Label(speech.origin.span, "the script")
        yield error("HB0418", f"the script never says `{word}`", label, script, hint=hint or _TIMES)
    elif count < when.nth:
        place = Label(shown.evidence.span(*route, "nth"))
        times = "once" if count == 1 else f"{count} times"
        yield error("HB0418", f"the script says `{word}` {times}, so there is no number {when.nth}", place)


def _listed(text: str) -> list[str]:
    """The words of a text, without the marks around them."""
    return [part.strip("".join(char for char in part if not char.isalnum())) for part in text.split()]


def _bare(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())


_TIMES = "times such as `1.5s` and `50%` need no word"
