"""From a structured brief to one prompt. Pure: block order, scene grammar and wording are HeyGen's experience as data.

The order puts content first, then the style, then notes on framing, because the last instructions weigh most. Labels
and directions are English, which the agent understands best; what is said and shown stays in the project's language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heygen_build.brief.facts import NATURAL_SECONDS, SCENE_KINDS
from heygen_build.brief.framing import framing_notes
from heygen_build.brief.styles import DEFAULT, STYLES
from heygen_build.brief.words import seconds_of_words, target_seconds
from heygen_build.resolve.model import AgentBrief, BriefScene
from heygen_build.units import AspectRatio

BLOCKS = (
    "PROMPT", "FORMAT", "TONE", "AVATAR", "SCRIPT", "SCENES", "FREEDOM", "CRITICAL ON-SCREEN TEXT", "ATTACHED FILES",
    "MUSIC", "NARRATION STYLE", "STYLE", "MEDIA", "FRAMING",
)  # fmt: skip
"""The order of blocks (agent-prompting.md, "Block order of a compiled prompt")."""
_PORTRAITS = ("9:16", "4:5")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a prompt: a label of `BLOCKS` and its text. A plain prompt has one block, without a label."""

    name: str
    text: str

    def __str__(self) -> str:
        if self.name == "PROMPT":
            return self.text
        blank = "" if self.text.startswith("\n") else " "
        return f"{self.name}:{blank}{self.text}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A compiled prompt."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What is sent."""
        return "\n\n".join(map(str, self.blocks))


def compile_brief(brief: AgentBrief, ratio: AspectRatio) -> Prompt:
    """The prompt of a brief, for a film of an aspect ratio. A plain prompt stays as it is.

    The result may be longer than HeyGen takes: `lint` tells.
    """
    if brief.prompt is not None:
        blocks = [Block("PROMPT", brief.prompt), *_files(brief), *_style(brief, default=None)]
        return Prompt(tuple(blocks))
    return Prompt(tuple(_blocks(brief, ratio)))


def orientation_of(brief: AgentBrief, ratio: AspectRatio) -> str:
    """What is asked for: the brief's own, else by the film's ratio. Square films are cut from landscape ones."""
    return brief.orientation or ("portrait" if ratio in _PORTRAITS else "landscape")


def _blocks(brief: AgentBrief, ratio: AspectRatio) -> Iterator[Block]:
    yield Block("FORMAT", _format(brief, ratio))
    yield Block("TONE", brief.tone or "clear and natural, for a general audience")
    yield Block("AVATAR", _avatar(brief))
    yield _content(brief)
    yield Block("FREEDOM", _freedom(brief))
    yield from _critical(brief)
    yield from _files(brief)
    for name, text in (("MUSIC", brief.music), ("NARRATION STYLE", _narration(brief))):
        if text:
            yield Block(name, text)
    yield from _style(brief, default=DEFAULT)
    if brief.media:
        yield Block("MEDIA", brief.media)
    notes = framing_notes(brief, orientation_of(brief, ratio), ratio)
    if notes:
        yield Block("FRAMING", " ".join(notes))


def _format(brief: AgentBrief, ratio: AspectRatio) -> str:
    sentences = [brief.format or "explainer video"]
    seconds = target_seconds(brief)
    if seconds:
        sentences.append(f"Total length: about {seconds:.0f} seconds")
    style = STYLES.get(brief.style.name or "") if brief.style else None
    if style is not None:
        sentences.append(f"Energy: {style.energy}")
    sentences.append(f"Orientation: {orientation_of(brief, ratio)}")
    locale = brief.voice.locale if brief.voice else None
    if locale and not locale.lower().startswith("en"):
        sentences.append(f"Language of speech and on-screen text: {locale}")
    return ". ".join(sentence.rstrip(". ") for sentence in sentences) + "."


def _avatar(brief: AgentBrief) -> str:
    if brief.avatar is not None:
        delivery = f" {brief.presenter}" if brief.presenter else ""
        return f"The selected presenter speaks to the camera.{delivery}"
    if brief.presenter:
        return brief.presenter
    if brief.scenes and all(scene.kind == "b-roll" for scene in brief.scenes):
        return "None. Voice-over only: no presenter is shown in any scene."
    return "One presenter who suits the subject and its audience, the same in every scene."


def _content(brief: AgentBrief) -> Block:
    if brief.script is not None:
        return Block("SCRIPT", "\n" + brief.script.strip())
    if _flows(brief):
        return Block("SCRIPT", "\n" + "\n\n".join(_line(scene.voiceover) for scene in brief.scenes))
    return Block("SCENES", "\n" + "\n\n".join(_scene(number, scene) for number, scene in enumerate(brief.scenes, 1)))


def _flows(brief: AgentBrief) -> bool:
    """Short and conversational: a script with a natural flow beats scenes with labels."""
    said = seconds_of_words(" ".join(scene.voiceover for scene in brief.scenes))
    is_short = (target_seconds(brief) or said) <= NATURAL_SECONDS
    return is_short and not any(
        scene.kind or scene.visuals or scene.stage or scene.transition for scene in brief.scenes
    )


def _scene(number: int, scene: BriefScene) -> str:
    """A scene in the grammar of prompts. Seconds are left out: time stamps make the delivery robotic."""
    kind = f" - {SCENE_KINDS[scene.kind].name} ({SCENE_KINDS[scene.kind].frame})" if scene.kind else ""
    lines = [f"Scene {number}{kind}"]
    if scene.stage:
        lines.append(f"[{_line(scene.stage)}]")
    lines.append(f'VOICEOVER: "{_line(scene.voiceover)}"')
    lines += [f"Layer {place}: {_line(layer)}" for place, layer in enumerate(scene.visuals, 1)]
    if scene.transition:
        lines.append(f"Transition in: {_line(scene.transition)}")
    return "\n".join(lines)


def _freedom(brief: AgentBrief) -> str:
    if brief.freedom == "close":
        return (
            "Keep close to the wording and the order of the lines above; leave out no point. "
            "Let pictures and pauses between thoughts fill the time."
        )
    return (
        "The lines above are material, not a transcript: say what they say in your own words, and add short examples "
        "until the total length is reached. Never fill time with silence."
    )


def _critical(brief: AgentBrief) -> Iterator[Block]:
    if brief.critical_text:
        lines = "\n".join(f"- {literal}" for literal in brief.critical_text)
        yield Block("CRITICAL ON-SCREEN TEXT", f"display each line literally, letter by letter.\n{lines}")


def _files(brief: AgentBrief) -> Iterator[Block]:
    """Files by number and kind, not by name: renaming a file must not change what was paid for."""
    if not brief.files or (brief.prompt is not None and not any(file.use for file in brief.files)):
        return
    lines = [
        f"File {number} ({file.file.media_type.partition('/')[0]}): "
        + (file.use or "show it where its content is named")
        for number, file in enumerate(brief.files, 1)
    ]
    yield Block("ATTACHED FILES", "in the order of attachment.\n" + "\n".join(lines))


def _narration(brief: AgentBrief) -> str | None:
    """Pace and pauses; a voice's speed in words, because the call has no field for it."""
    speed = brief.voice.speed if brief.voice else None
    if not speed or speed == 1:
        return brief.narration or None
    told = (brief.narration or "").strip()
    end = "" if not told or told[-1] in ".!?" else "."
    return f"{told}{end} Pace: {speed:g} times the usual.".strip()


def _style(brief: AgentBrief, default: str | None) -> Iterator[Block]:
    """The look of the film, unless a style of the account says it: two styles would be one too many."""
    style = brief.style
    if style is not None and style.id:
        return
    text = default
    if style is not None:
        text = STYLES[style.name].prompt() if style.name else style.prompt
    if text:
        yield Block("STYLE", text)


def _line(text: str) -> str:
    """A text on one line, as the grammar wants it."""
    return " ".join(text.split())
