"""What a draft takes from a prompt of the Video Agent: scenes with their lines, texts to show, colors, the length.

The real agent understands any prompt. This reads the grammar of HeyGen's own guide (`Scene 1 - A-ROLL`, `VOICEOVER:
"…"`, `SCRIPT:`, `CRITICAL ON-SCREEN TEXT:`), and takes the sentences of any other prompt as what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Shot = Literal["presenter", "graphics", "both"]

SHORTEST_SECONDS, LONGEST_SECONDS, USUAL_SECONDS = 4.0, 90.0, 20.0
WORDS_A_SECOND = 2.5

_SCENE = re.compile(r"^\W*scene\s+\d+\b(?P<kind>.*)$", re.IGNORECASE)
_VOICEOVER = re.compile(r"""^\W*voice-?\s?over\W*:\s*(?P<text>.+)$""", re.IGNORECASE)
_LAYER = re.compile(r"^\W*(?:layer\s+\d+|l\d)\W*:\s*(?P<text>.+)$", re.IGNORECASE)
_BLOCK = re.compile(r"^(?P<name>[A-Z][A-Z -]{2,}):\s*(?P<text>.*)$")
_SECONDS = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[- ]?\s*(seconds?|secs?|s|minutes?|mins?)\b", re.IGNORECASE)
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_TAG = re.compile(r"<[^<>\n]{1,80}>")
_LOUD = re.compile(r"\b[A-Z]{3,}\b")
_QUOTES = "\"'“”«»„"


@dataclass(frozen=True, slots=True)
class DraftScene:
    """`said` may be shortened; `shown` is a text on screen, empty for none."""

    said: str
    shot: Shot = "presenter"
    shown: str = ""


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """`seconds` is the target within bounds, `title` a few words of the prompt, `colors` are `#rrggbb`."""

    scenes: tuple[DraftScene, ...]
    seconds: float
    title: str
    colors: tuple[str, ...]


def read_prompt(prompt: str, seconds: float | None = None) -> DraftPlan:
    """A plan for any text; `seconds` is a target given elsewhere (v1 `config.duration_sec`)."""
    prompt = _TAG.sub(" ", prompt)  # pauses in a prompt would make films of any length
    target = _bounded(seconds or _stated(prompt))
    blocks = _blocks(prompt)
    scenes = _scenes(prompt) or _from_script(blocks) or _from_sentences(prompt)
    scenes = _shown(_trimmed(scenes, target), _listed(blocks))
    title = " ".join(scenes[0].said.split()[:6]).rstrip(".,;:!?") or "Untitled"
    return DraftPlan(tuple(scenes), target, title, tuple(_HEX.findall(prompt)[:3]))


def _stated(prompt: str) -> float:
    found = _SECONDS.search(prompt)
    if found is None:
        return USUAL_SECONDS
    return float(found[1]) * (60 if found[2].lower().startswith("m") else 1)


def _bounded(seconds: float) -> float:
    return min(max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS)


def _blocks(prompt: str) -> dict[str, str]:
    """Texts under labels in capitals, by the label."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in prompt.splitlines():
        head = _BLOCK.match(line)
        if head is not None and not _VOICEOVER.match(line):
            name, line = head["name"].strip(), head["text"]
        found.setdefault(name, []).append(line)
    return {name: "\n".join(lines).strip() for name, lines in found.items()}


def _scenes(prompt: str) -> list[DraftScene]:
    scenes: list[DraftScene] = []
    shot: Shot = "presenter"
    for line in prompt.splitlines():
        scene, said, layer = _SCENE.match(line), _VOICEOVER.match(line), _LAYER.match(line)
        if said:
            scenes.append(DraftScene(said["text"].strip().strip(_QUOTES), shot))
        elif scene:
            shot = _shot(scene["kind"].lower())
        elif layer and scenes and shot != "presenter" and not scenes[-1].shown:
            scenes[-1] = DraftScene(scenes[-1].said, shot, _quiet(layer["text"]))
    return [scene for scene in scenes if scene.said]


def _shot(kind: str) -> Shot:
    if "overlay" in kind:
        return "both"
    return "graphics" if "b-roll" in kind or "full screen" in kind else "presenter"


def _from_script(blocks: dict[str, str]) -> list[DraftScene]:
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", blocks.get("SCRIPT", ""))]
    return [DraftScene(text, _in_turn(place)) for place, text in enumerate(filter(None, paragraphs))]


def _from_sentences(prompt: str) -> list[DraftScene]:
    pieces = [" ".join(piece.split()).strip(" -*•#") for piece in _SENTENCE.split(prompt)]
    said = [piece for piece in pieces if any(letter.isalnum() for letter in piece)] or ["This film has no words."]
    return [DraftScene(text, _in_turn(place)) for place, text in enumerate(said)]


def _in_turn(place: int) -> Shot:
    """Presenter, both, graphics, presenter, …: no kind three times in a row."""
    turns: tuple[Shot, ...] = ("presenter", "both", "graphics")
    return turns[place % len(turns)]


def _trimmed(scenes: list[DraftScene], seconds: float) -> list[DraftScene]:
    """Scenes as long as there is time, the last one cut at its end."""
    left, kept = int(seconds * WORDS_A_SECOND), list[DraftScene]()
    for scene in scenes:
        words = scene.said.split()
        if left <= 0:
            break
        kept.append(scene if len(words) <= left else DraftScene(" ".join(words[:left]), scene.shot, scene.shown))
        left -= len(words)
    return kept


def _listed(blocks: dict[str, str]) -> list[str]:
    """The texts that must be shown, one a line."""
    lines = blocks.get("CRITICAL ON-SCREEN TEXT", "").splitlines()
    return [line.strip()[1:].strip() for line in lines if line.strip().startswith(("-", "*", "•"))]


def _shown(scenes: list[DraftScene], texts: list[str]) -> list[DraftScene]:
    """Critical texts in order: graphics first, then the others from the end."""
    places = [place for place, scene in enumerate(scenes) if scene.shot != "presenter"]
    places += [place for place in reversed(range(len(scenes))) if place not in places]
    spread: dict[int, list[str]] = {}
    for number, text in enumerate(texts):
        spread.setdefault(places[number % len(places)], []).append(text)
    return [
        DraftScene(scene.said, scene.shot, " · ".join(spread[place])) if place in spread else scene
        for place, scene in enumerate(scenes)
    ]


def _quiet(text: str) -> str:
    """A visual without its shouted verbs, because a draft shows its words: `a tank FILLS` as `a tank fills`."""
    return _LOUD.sub(lambda word: word[0].lower(), text)
