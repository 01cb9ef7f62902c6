"""What is said in a film as a text for people and programs, and its chapters as video sites read them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from heygen_build.publish.timeline import Passage, Timeline

_SHORTEST_CHAPTER = 10.0
_FEWEST_CHAPTERS = 3
"""YouTube takes a list for chapters when it has at least three, each of at least ten seconds."""


def transcript(form: str, title: str, timeline: Timeline) -> str:
    """The transcript as `txt`, `md` or `json`; its schema is `schemas/transcript.v1.json`."""
    return {"txt": _plain, "md": _markdown, "json": _json}[form](title, timeline)


def chapters_text(passages: Sequence[Passage]) -> str:
    """A line for each chapter, `0:00 Title`, for the description of a video.

    Scenes that are too short for a chapter belong to the one before, where that leaves enough for a list.
    """
    long = _long_chapters(passages)
    chosen = long if len(long) >= _FEWEST_CHAPTERS else list(passages)
    hours = passages[-1].end >= 3600
    return "".join(f"{clock(passage.start, hours=hours)} {passage.title}\n" for passage in chosen)


def clock(seconds: float, *, hours: bool = False) -> str:
    """`1:05`, or `0:01:05` with hours."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _long_chapters(passages: Sequence[Passage]) -> list[Passage]:
    chosen: list[Passage] = []
    for passage in passages:
        if not chosen or passage.start - chosen[-1].start >= _SHORTEST_CHAPTER:
            chosen.append(passage)
    if len(chosen) > 1 and passages[-1].end - chosen[-1].start < _SHORTEST_CHAPTER:
        chosen.pop()
    return chosen


def _plain(title: str, timeline: Timeline) -> str:
    paragraphs = [passage.text for passage in timeline.passages if passage.text]
    return "\n\n".join([title, *paragraphs]) + "\n"


def _markdown(title: str, timeline: Timeline) -> str:
    said = [passage for passage in timeline.passages if passage.text]
    several = len({passage.speaker for passage in said}) > 1
    hours = timeline.seconds >= 3600
    blocks = [f"# {_escaped(title)}"]
    for passage in said:
        who = f" {_escaped(passage.speaker)}" if several and passage.speaker else ""
        blocks.append(f"**{clock(passage.start, hours=hours)}{who}**\n\n{_escaped(passage.text)}")
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    """Text in which Markdown finds no markup."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)


def _json(title: str, timeline: Timeline) -> str:
    from heygen_build.publish.transcript import Transcript, TranscriptCue, TranscriptScene

    scenes = tuple(
        TranscriptScene(
            id=passage.id,
            title=passage.title,
            start=passage.start,
            end=passage.end,
            speaker=passage.speaker,
            text=passage.text,
            cues=tuple(
                TranscriptCue(start=round(cue.start, 3), end=round(cue.end, 3), text=" ".join(cue.lines))
                for cue in passage.cues
            ),
        )
        for passage in timeline.passages
    )
    made = Transcript(title=title, seconds=round(timeline.seconds, 3), scenes=scenes)
    return json.dumps(made.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
