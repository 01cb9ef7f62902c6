"""Sounds at times and words of scenes, and music and sounds that are found in HeyGen's catalog."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from heygen_build.media.encode import RATE
from heygen_build.media.sound import decode_sound, write_wav
from tests.media.mediafiles import tone
from tests.routes.test_compositions import HEAD, built
from tests.workshop import Studio, codes, ran

SEARCHED = """\
music: {search: calm piano, volume: -6dB}
scenes:
  - {card: One, hold: 1s, sounds: [{search: whoosh transition, at: 500ms}]}
  - {card: Two, hold: 1s, sounds: [{search: whoosh  transition}]}
"""


def onsets(film: Path, level: int = 3000) -> list[float]:
    """When something becomes loud after a tenth of a second without."""
    sound = decode_sound(film)
    assert sound is not None
    loud = np.flatnonzero(np.abs(sound[:, 0].astype(int)) > level) / RATE
    return [float(at) for at in loud[np.flatnonzero(np.diff(loud, prepend=-1) > 0.1)]]


def searches(studio: Studio) -> int:
    return sum(request.path == "/v3/audio/sounds" for request in studio.emulator.requests)


@pytest.fixture
def room(studio: Studio) -> Studio:
    write_wav(studio.folder / "ding.wav", tone(0.1, 12_000))
    return studio


def test_sounds_come_at_times_and_words_and_a_pad_moves_the_words(room: Studio) -> None:
    folder = built(
        room,
        """\
scenes:
  - {card: One, hold: 1s, sounds: [{file: ding.wav, at: 250ms}, {file: ding.wav, at: end-300ms, volume: -6dB}]}
  - card: Two
    script: Hello there.
    pad: {before: 500ms, after: 500ms}
    sounds: [{file: ding.wav, at: {word: there, offset: 100ms}}]
""",
    )
    assert onsets(folder / "film.mp4") == pytest.approx([0.25, 0.7, 1 + 0.5 + 0.2 + 0.1], abs=0.005)


def test_a_sound_changes_the_film_and_nothing_that_is_paid_or_drawn(room: Studio) -> None:
    scenes = "scenes:\n  - {id: hi, avatar: host, script: Hello there.}\n"
    built(room, scenes)
    room.write(HEAD + scenes.replace("there.}", "there., sounds: [{file: ding.wav, at: {word: hello}}]}"))
    assert ran(room.build()) == ["film"]


def test_music_lies_under_a_film_that_is_rendered_whole(room: Studio) -> None:
    folder = built(
        room,
        """\
render: {unit: video}
music: {file: ding.wav, volume: -6dB}
scenes:
  - {script: Hello there.}
  - {script: Hello there.}
""",
    )
    assert len(onsets(folder / "film.mp4", 3000)) == 1


def test_equal_searches_are_one_and_what_they_found_is_kept(room: Studio) -> None:
    folder = built(room, SEARCHED)
    assert searches(room) == 2
    assert not {"videos", "speech"} & room.orders().keys()
    whooshes = onsets(folder / "film.mp4", 6000)
    assert any(at == pytest.approx(0.5, abs=0.4) for at in whooshes)
    room.forget_requests()
    room.write(HEAD + SEARCHED.replace("500ms", "300ms"))
    assert ran(room.build()) == ["film"]
    assert searches(room) == 0


def test_the_lock_file_keeps_what_was_found_although_others_would_be_found_now(
    room: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    from heygen_build.emulator import routes_sounds

    film = built(room, SEARCHED) / "film.mp4"
    before = film.read_bytes()
    lock = (room.folder / "project.lock.json").read_text()
    assert lock.count('"kind": "sound_search"') == 2
    room.lose_cache()
    shutil.rmtree(room.folder / ".heygen-build")
    monkeypatch.setattr(routes_sounds, "_score", lambda words, sound: 0.9)  # now the first of the catalog is the best
    assert room.build().artifacts.is_complete
    assert film.read_bytes() == before


def test_a_search_that_finds_nothing_is_told_at_its_line_with_the_nearest(room: Studio) -> None:
    room.write(HEAD + "scenes:\n  - {card: One, hold: 1s, sounds: [{search: xylophone}]}\n")
    made = room.build()
    assert codes(made) == ["HB0724"]
    found = made.artifacts.failures[0].diagnostic
    assert (found.message, found.labels[0].span.start.line) == ("HeyGen's catalog has no sound for `xylophone`", 6)
    assert found.hint is not None
    assert found.hint.startswith("the nearest are `Soft Whoosh`")


def test_a_link_that_expired_is_asked_for_again(room: Studio) -> None:
    room.write(HEAD + SEARCHED)
    room.build()
    room.lose_cache()
    room.forget_requests()
    room.time.now += 30 * 24 * 3600
    made = room.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    assert searches(room) == 2
