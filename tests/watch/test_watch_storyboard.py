"""Where the timeline draws overlays: where they are seen in the film."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from heygen_build.media.model import Word
from heygen_build.moments import Moment
from heygen_build.resolve.model import Overlay, TextContent, TextStyle, When
from heygen_build.watch.tracks import seen
from heygen_build.watch.view import DeskView
from tests.builders import origin
from tests.watch.watching import CARDS, PATIENCE, Watching

WORDS = (Word("Meet", 0.5, 1.0), Word("Aurora", 1.0, 2.0))
WHOLE = Overlay(TextContent("Aurora", TextStyle()), origin("overlays", 0))


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (WHOLE, (0.0, 10.0)),
        (replace(WHOLE, start=When(Moment(2.0, "s"))), (2.0, 10.0)),
        (replace(WHOLE, start=When(Moment(2.0, "s")), length=Moment(3.0, "s")), (2.0, 5.0)),
        (replace(WHOLE, start=When(Moment(50.0, "%")), length=Moment(80.0, "%")), (5.0, 10.0)),
        (replace(WHOLE, until=When(Moment(2.0, "end"))), (0.0, 8.0)),
        (replace(WHOLE, start=When(word="Aurora"), length=Moment(3.0, "s")), (1.0, 4.0)),
        (replace(WHOLE, start=When(word="nobody says this")), (0.0, 10.0)),
    ],
)
def test_an_overlay_is_drawn_where_it_is_seen(overlay: Overlay, expected: tuple[float, float]) -> None:
    assert seen(overlay, WORDS, 10.0) == pytest.approx(expected)


def silence(path: Path, seconds: float) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes(bytes(2 * round(48_000 * seconds)))


def shown(project: Path) -> DeskView:
    with Watching(project) as watching:
        watching.built()
        return DeskView.model_validate_json(httpx.get(f"{watching.address}view").content)


def test_the_timeline_says_where_music_effects_and_transitions_are(cards: Path) -> None:
    silence(cards.parent / "media" / "bell.wav", 0.3)
    silence(cards.parent / "media" / "theme.wav", 2.0)
    second = "{id: second, transition: {dissolve: 400ms}, sounds: [{file: media/bell.wav, at: 200ms}], "
    cards.write_text(
        CARDS.replace("scenes:", "music: {file: media/theme.wav}\nscenes:").replace("{id: second, ", second)
    )
    film = shown(cards).film
    assert film is not None
    assert [(one.label, one.start, one.end) for one in film.effects] == [("bell.wav", 1.2, 1.5)]
    assert [(one.label, one.start, one.end) for one in film.transitions] == [("dissolve", 0.8, 1.2)]
    assert [(one.label, one.start, one.end) for one in film.music] == [("theme.wav", 0.0, 2.4)]


def test_a_film_that_is_only_listened_to_has_sound_and_waveform(cards: Path) -> None:
    silence(cards.parent / "media" / "said.wav", 0.4)
    cards.write_text(
        "heygen_build: 1\ntitle: Heard\noutput: {path: dist/heard.wav, format: wav}\n"
        "scenes: [{id: one, card: {text: One}, audio: media/said.wav}]\n"
    )
    with Watching(cards) as watching:
        watching.built()
        with httpx.stream("GET", f"{watching.address}events", timeout=PATIENCE) as events:
            for _ in events.iter_lines():
                film = DeskView.model_validate_json(httpx.get(f"{watching.address}view").content).film
                if film and film.scenes[0].picture.peaks:
                    break
        assert film is not None
        assert film.video is not None
        for name in (film.video, film.scenes[0].picture.clip or ""):
            assert name.endswith(".wav")
            assert httpx.get(watching.address + name).content[:4] == b"RIFF"
