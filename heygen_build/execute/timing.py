"""When words are said and captions are shown, from the best source that a scene has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heygen_build.execute.context import Needs
from heygen_build.media import captions
from heygen_build.media.model import Cue, Word
from heygen_build.plan.requests import CaptionRequest, ClipRequest
from heygen_build.store.results import ResultStore, SpeechMeta, StepResult, VideoMeta


def timed_words(request: CaptionRequest, needs: Needs, store: ResultStore) -> tuple[tuple[Word, ...], str]:
    """The shown words with the best times there are, and where those came from."""
    for role in ("speech", "words"):
        meta = needs[role].meta if role in needs else None
        if isinstance(meta, SpeechMeta) and meta.words:
            return captions.align(request.shown, meta.words), "speech words"
    for role in ("presenter", "video", "subtitled"):
        cues = _subtitles(needs[role], store) if role in needs else ()
        if cues:
            heard = captions.words_from_cues(cues)
            return captions.align(request.shown, heard) if request.shown else heard, "HeyGen subtitles"
    if not request.shown:
        return (), "none"
    return _model(request, sound_seconds(request, needs)), "word model"


def expected_words(request: CaptionRequest) -> tuple[Word, ...]:
    """The shown words as long as nothing is recorded, by the word model."""
    words = captions.model_words(request.spoken, words_per_minute=request.words_per_minute)
    return captions.align(request.shown, words) if request.shown else ()


def sound_seconds(request: CaptionRequest, needs: Needs) -> float:
    """How long the speech of a clip lasts: that of whoever speaks, the voice-over before the presenter."""
    if request.seconds is not None:
        return request.seconds
    speaking = next(needs[role] for role in ("speech", "presenter", "video") if role in needs)
    assert isinstance(speaking.meta, SpeechMeta | VideoMeta)
    return speaking.meta.seconds


def _subtitles(render: StepResult, store: ResultStore) -> tuple[Cue, ...]:
    """The subtitle file that came with a render; empty where none did."""
    if "subtitles" not in render.files:
        return ()
    text = store.path(render.files["subtitles"]).read_text(encoding="utf-8-sig", errors="replace")
    return captions.read_srt(text)


def until(cues: tuple[Cue, ...], end: float) -> Iterator[Cue]:
    """Cues that end with their scene: a line that is held for readability must not run into the next scene."""
    for cue in cues:
        if cue.start < end:
            yield replace(cue, end=min(cue.end, end))


def broken(request: ClipRequest, words: tuple[Word, ...]) -> tuple[Cue, ...]:
    """Words as captions, by the rules of the project or else those that are usual for the frame."""
    limit = captions.line_limit(request.canvas)
    rules = request.captions.rules if request.captions else None
    if rules is None:
        return captions.cues_from_words(words, max_chars=limit)
    gap = {} if rules.min_gap is None else {"min_gap": rules.min_gap}
    return captions.cues_from_words(
        words, max_chars=rules.max_chars, max_lines=rules.max_lines, max_cps=rules.max_cps, **gap
    )


def _model(request: CaptionRequest, seconds: float) -> tuple[Word, ...]:
    """The word model of what is said, stretched to the length the speech really has, under the shown words."""
    words = captions.model_words(request.spoken, words_per_minute=request.words_per_minute)
    if words and seconds > 0:
        factor = seconds / words[-1].end
        words = tuple(Word(word.text, word.start * factor, word.end * factor) for word in words)
    return captions.align(request.shown, words)
