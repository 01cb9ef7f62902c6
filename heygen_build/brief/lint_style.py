"""Rules about looks and people: P10 to P12 and P17 to P19 of the prompt guide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heygen_build.brief.compile import orientation_of
from heygen_build.brief.facts import (
    APPEARANCE_WORDS,
    ARTISTS,
    COLOR_WORDS,
    LEAST_PRESENTER,
    MOTION_WORDS,
    SEVERAL_SPEAKERS,
    TYPE_WORDS,
    VERBATIM_WORDS,
)
from heygen_build.brief.finding import Finding
from heygen_build.brief.styles import suggested
from heygen_build.resolve.model import AgentBrief, PhotoPicture
from heygen_build.source.model import Route
from heygen_build.units import AspectRatio

_DENIED = re.compile(r"\b(?:not|never|no|don't|doesn't|without|avoid)\b[^.!?\n]{0,40}$", re.IGNORECASE)
_STYLED = re.compile(r"\bstyle\b|\blook and feel\b|#[0-9a-fA-F]{6}\b|\bpalette\b", re.IGNORECASE)
_STYLE_BLOCK = re.compile(r"^\s*(?:visual )?style\s*:", re.IGNORECASE | re.MULTILINE)


def style_is_said_once(brief: AgentBrief) -> Iterator[Finding]:
    """P10: no style at all, or a style in the prompt beside another one."""
    fitting = suggested(f"{brief.format or ''} {brief.tone or ''} {brief.prompt or ''}")
    hint = f"name a published style, such as `style: {fitting}`, or describe one under `style: {{prompt: …}}`"
    if brief.style is None:
        if brief.prompt is None:
            yield Finding("HB0480", "P10", "no style is named, so that a plain default is used", (), hint)
        elif not _STYLED.search(brief.prompt):
            yield Finding("HB0480", "P10", "the prompt says nothing about style", ("prompt",), hint)
    elif brief.prompt is not None and _STYLE_BLOCK.search(brief.prompt):
        wins = "which wins" if brief.style.id is not None else "so that there are two"
        message = f"the prompt describes a style, and `style` names another, {wins}"
        yield Finding("HB0480", "P10", message, ("style",), "remove one of them")


def artists_come_with_rules(brief: AgentBrief) -> Iterator[Finding]:
    """P11: an artist or a school without colors, type and motion."""
    text = brief.style.prompt if brief.style else None
    artist = _first(ARTISTS, text) if text else None
    if text is None or artist is None:
        return
    needed = (("colors", COLOR_WORDS), ("type", TYPE_WORDS), ("motion", MOTION_WORDS))
    missing = [what for what, words in needed if not _mentions(text, words)]
    if "colors" in missing and re.search(r"#[0-9a-fA-F]{3,8}\b", text):
        missing.remove("colors")
    if missing:
        message = f"`{artist[0]}` is a name, and the style says nothing about {_listed(missing)}"
        at, hint = ("style", "prompt"), "say the colors, the type and how things move"
        yield Finding("HB0481", "P11", message, at, hint, text=text, start=artist.start(), end=artist.end())


def looks_are_not_described(brief: AgentBrief) -> Iterator[Finding]:
    """P12: words about appearance beside a look that was chosen."""
    if brief.avatar is None:
        return
    described = [(("presenter",), brief.presenter), (("prompt",), brief.prompt)]
    stages: list[tuple[Route, str | None]] = [
        (("scenes", index, "stage"), scene.stage) for index, scene in enumerate(brief.scenes) if scene.kind != "b-roll"
    ]
    for at, text in (*described, *stages):
        found = _first(APPEARANCE_WORDS, text) if text else None
        if text and found is not None:
            message = f"`{found[0]}` describes the presenter, who is chosen by `avatar`"
            hint = "describe only how the lines are delivered; the clothes come with the look"
            yield Finding("HB0482", "P12", message, at, hint, text=text, start=found.start(), end=found.end())


def shapes_fit(brief: AgentBrief, ratio: AspectRatio) -> Iterator[Finding]:
    """P17: the orientation against the style's ratio, and against the look's own picture."""
    wanted = orientation_of(brief, ratio)
    at: Route = ("orientation",) if brief.orientation else ()
    fixed = brief.style.aspect_ratio if brief.style else None
    is_own = brief.orientation is not None or fixed != ratio
    if fixed and _shape(fixed) != wanted and is_own:
        message = f"the order is for {wanted}, and its style makes {fixed}"
        yield Finding("HB0487", "P17", message, ("style",), "the style wins: choose another one, or another ratio")
    look = brief.look_orientation
    if brief.avatar is not None and look in ("landscape", "portrait") and look != wanted:
        message = f"the order is for {wanted}, and the look was filmed in {look}"
        hint = "the prompt asks for a picture without bars; a look of the same shape is safer"
        yield Finding("HB0487", "P17", message, at or ("avatar",), hint)


def nothing_impossible_is_asked(brief: AgentBrief) -> Iterator[Finding]:
    """P18: a verbatim script, several voices or presenters, and presenters that are no looks."""
    hint = "use `scenes` with `avatar` and `script`, which say every word as written"
    for words, what in ((VERBATIM_WORDS, "the agent writes its own words"), (SEVERAL_SPEAKERS, "it has one presenter")):
        for at, text in _directions(brief):
            found = _first(words, text)
            if found is not None and not _DENIED.search(text[: found.start()]):
                span = (text, found.start(), found.end())
                yield Finding("HB0488", "P18", f"`{found[0]}` is more than it can do: {what}", at, hint, "error", *span)
    if isinstance(brief.avatar, PhotoPicture):
        message = "the agent takes looks, and this presenter is a photo"
        yield Finding("HB0488", "P18", message, ("avatar",), "`create` an avatar from the photo", "error")


def voice_settings_reach_the_agent(brief: AgentBrief) -> Iterator[Finding]:
    """P18: the call takes a voice and nothing about it; the speed is told in words."""
    voice = brief.voice
    if voice is None:
        return
    given = {"pitch": voice.pitch, "volume": voice.volume, "engine_settings": voice.engine_settings}
    lost = [name for name, value in given.items() if value is not None]
    if lost:
        message = f"the agent takes a voice as it is: {_listed([f'`{name}`' for name in lost])} changes nothing"
        yield Finding("HB0488", "P18", message, ("voice",), "set it for voices of `scenes` only")


def presenter_is_chosen(brief: AgentBrief) -> Iterator[Finding]:
    """P19: no look. A film of voice-over alone needs none."""
    is_voice_over = bool(brief.scenes) and all(scene.kind == "b-roll" for scene in brief.scenes)
    if brief.avatar is None and not is_voice_over:
        message = "no `avatar` is named, so that the agent picks one"
        hint = "name a look under `avatars`, and write `avatar: NAME`"
        if brief.prompt is None and len((brief.presenter or "").split()) < LEAST_PRESENTER:
            hint += f"; or describe clothes, set, light and mood in {LEAST_PRESENTER} to 100 words under `presenter`"
        yield Finding("HB0489", "P19", message, (), hint)


def _directions(brief: AgentBrief) -> Iterator[tuple[Route, str]]:
    """Texts that direct the agent; what is said may contain any words."""
    for name in ("prompt", "format", "tone", "presenter", "narration", "media"):
        text = getattr(brief, name)
        if text:
            yield (name,), text
    for index, scene in enumerate(brief.scenes):
        if scene.stage:
            yield ("scenes", index, "stage"), scene.stage


def _first(words: Sequence[str], text: str) -> re.Match[str] | None:
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)


def _mentions(text: str, words: Sequence[str]) -> bool:
    return any(word in text.lower() for word in words)


def _shape(ratio: str) -> str:
    wide, _, high = ratio.partition(":")
    if not (wide.isdigit() and high.isdigit()) or wide == high:
        return "square"
    return "landscape" if int(wide) > int(high) else "portrait"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
