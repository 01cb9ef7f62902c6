"""Captions in the picture in all their looks, as a track of the film, and in every kind of file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import av
import numpy as np
import pysubs2
import pytest

from heygen_build.media.burn import AT_REST, Said, caption_sprite, safe_room
from heygen_build.media.captionlayers import caption_room
from heygen_build.media.captionlooks import LOOKS
from heygen_build.media.captions import cues_from_words, shift
from heygen_build.media.clip import render_clip
from heygen_build.media.film import join_film
from heygen_build.media.insets import inset_area
from heygen_build.media.layers import Frame, Ground, Spot
from heygen_build.media.model import (
    Canvas,
    CaptionLook,
    CaptionStyle,
    CardPicture,
    ClipJob,
    ClipPicture,
    Cue,
    FilmJob,
    Inset,
    NoPicture,
    Subtitles,
    Word,
)
from heygen_build.media.softtrack import language_code
from heygen_build.media.stills import frame_at
from heygen_build.media.subtitles import SidecarForm, write_sidecar
from heygen_build.units import Color
from tests.media.mediafiles import own_clip

CANVAS = Canvas(640, 360, 25, "draft")
CUE = Cue(0.0, 1.0, ("Meet Aurora,", "all of you."))
WORDS = tuple(
    Word(text, index * 0.2, index * 0.2 + 0.2) for index, text in enumerate(["Meet", "Aurora,", "all", "of", "you."])
)


def yellow(sprite_style: CaptionStyle, said: Said) -> float:
    """The mean column of what is drawn in yellow, as a share of the sprite's width; chroma blue is low there."""
    sprite, _, _ = caption_sprite(CUE, CANVAS, sprite_style, said)
    solid = sprite.keep_chroma < 40
    blue = np.where(solid, sprite.u / 256.0, 128.0)
    columns = np.flatnonzero((blue < 90).any(axis=0))
    return float(columns.mean() / sprite.u.shape[1]) if len(columns) else -1.0


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_inside_the_safe_area(look: CaptionLook) -> None:
    style = CaptionStyle(look=look)
    for canvas in (CANVAS, Canvas(360, 640), Canvas(360, 360)):
        sprite, x, y = caption_sprite(CUE, canvas, style)
        assert y >= 0
        assert y + sprite.height <= canvas.height
        assert (x == 0 and sprite.width == canvas.width) if look == "bar" else x > 0


@pytest.mark.parametrize("look", ["karaoke", "pop"])
def test_the_word_that_is_said_has_a_color_of_its_own(look: CaptionLook) -> None:
    words = tuple(word.text for word in WORDS)
    first, second = (yellow(CaptionStyle(look=look), Said(words, number)) for number in (0, 1))
    assert 0 < first < second < 1
    assert yellow(CaptionStyle(look="boxed"), Said(words, 0)) == -1.0


def test_a_caption_that_pops_is_smaller_at_first_and_then_larger() -> None:
    style = CaptionStyle(look="pop")
    widths = [caption_sprite(CUE, CANVAS, style, None, age)[0].width for age in range(AT_REST + 1)]
    assert widths[0] < widths[-1] < max(widths)


def test_captions_keep_the_times_of_their_words_and_move_with_them() -> None:
    cue = cues_from_words(WORDS)[0]
    assert [word.text for word in cue.words] == [word.text for word in WORDS]
    moved = shift([cue], 2.0)[0]
    assert moved.words[1].start == pytest.approx(2.2)


def test_karaoke_follows_the_words_through_the_clip(tmp_path: Path) -> None:
    cue = Cue(0.0, 1.0, CUE.lines, WORDS)
    job = ClipJob(CANVAS, CardPicture("", Ground(Color(0, 0, 0))), hold=1.0, cues=(cue,))
    video = render_clip(
        replace(job, caption_style=CaptionStyle(look="karaoke")), tmp_path / "a.mp4", tmp_path / "a.wav"
    )

    def place(at: float) -> float:
        pixels = np.asarray(frame_at(video.video, at)).astype(int)
        hits = (pixels[..., 0] > 180) & (pixels[..., 1] > 140) & (pixels[..., 2] < 110)
        return float(np.flatnonzero(hits.any(axis=0)).mean())

    assert place(0.1) < place(0.3)


def test_a_film_carries_captions_that_players_can_show(tmp_path: Path) -> None:
    card = CardPicture("", Ground(Color(0, 0, 0)))
    clip = render_clip(ClipJob(CANVAS, card, hold=2.0), tmp_path / "a.mp4", tmp_path / "a.wav")
    cues = (Cue(0.2, 0.9, ("Grüße",)), Cue(1.0, 1.8, ("two", "lines")))
    info = join_film(FilmJob(CANVAS, (clip,), subtitles=Subtitles(cues, "de-DE")), tmp_path / "film.mp4")
    assert info.duration == pytest.approx(2.0, abs=0.05)
    with av.open(str(tmp_path / "film.mp4")) as film:
        stream = film.streams.subtitles[0]
        assert stream.codec_context.name == "mov_text"
        assert stream.metadata["language"] == "deu"
        packets = [packet for packet in film.demux(stream) if packet.size]
        shown = {
            round(float(packet.pts * packet.time_base), 2): bytes(packet)[2:].decode()
            for packet in packets
            if packet.pts is not None and len(bytes(packet)) > 2
        }
    assert shown == {0.2: "Grüße", 1.0: "two\nlines"}


@pytest.mark.parametrize(("locale", "code"), [("de-DE", "deu"), ("zh-Hant-TW", "zho"), (None, "und"), ("tlh", "und")])
def test_languages_have_the_codes_of_mp4(locale: str | None, code: str) -> None:
    assert language_code(locale) == code


@pytest.mark.parametrize("form", ["srt", "vtt", "ass", "ttml"])
def test_every_kind_of_file_is_read_by_another_program_as_it_was_meant(form: SidecarForm) -> None:
    cues = (Cue(0.5, 1.75, ("<Ampersands> & {braces}", "مرحبا 49")), Cue(3661.0, 3662.5, ("two",)))
    text = write_sidecar(form, cues, width=1920, height=1080, language="ar")
    if form == "ttml":
        root = ElementTree.fromstring(text)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
        found = root.findall(".//{http://www.w3.org/ns/ttml}p")
        times = [(cue.get("begin"), cue.get("end")) for cue in found]
        assert times == [("00:00:00.500", "00:00:01.750"), ("01:01:01.000", "01:01:02.500")]
        assert "".join(found[0].itertext()) == "<Ampersands> & {braces}مرحبا 49"
        return
    read = pysubs2.SSAFile.from_string(text, format_=form)
    assert [(event.start, event.end) for event in read] == [(500, 1750), (3661000, 3662500)]
    assert "مرحبا 49" in read[0].plaintext


@pytest.mark.parametrize(("at", "sees"), [((1.0, 1.0), "left"), ((0.0, 1.0), "right"), ((1.0, 0.0), "middle")])
def test_captions_make_room_for_a_presenter_in_their_way(tmp_path: Path, at: tuple[float, float], sees: str) -> None:
    person = own_clip(tmp_path / "person.mp4", 0.2, canvas=Canvas(320, 180))
    inset = Inset(ClipPicture(person), Spot(220, *at, margin=20), Frame("circle"))
    style = CaptionStyle()
    job = ClipJob(Canvas(1280, 720), NoPicture(), inset=inset, cues=(CUE,), caption_style=style)
    room, area = caption_room(job, style), inset_area(inset, job.canvas)
    sprite, x, _ = caption_sprite(CUE, job.canvas, style, room=room)
    if sees == "middle":
        assert room == safe_room(job.canvas)
    else:
        assert x + sprite.width <= area.left if sees == "left" else x >= area.right


def test_captions_stay_in_the_middle_where_a_presenter_leaves_too_little_room(tmp_path: Path) -> None:
    person = own_clip(tmp_path / "person.mp4", 0.2, canvas=Canvas(320, 180))
    inset = Inset(ClipPicture(person), Spot(700, 1.0, 1.0))
    job = ClipJob(Canvas(1280, 720), NoPicture(), inset=inset, cues=(CUE,))
    assert caption_room(job, CaptionStyle()) == safe_room(job.canvas)
