"""Draws orders of several scenes: each into a clip, the clips into one video. In drawing processes only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from heygen_build.draft.film import frames_for
from heygen_build.draft.model import Speech
from heygen_build.draft.studio import Stage, backdrop
from heygen_build.emulator import voices
from heygen_build.emulator.burning import burn_in
from heygen_build.emulator.drawing import thumbnail
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import Recording, Saying
from heygen_build.emulator.people import people
from heygen_build.emulator.scenes import Backdrop, OwnSound, SceneOrder, ScenesOrder, Silence
from heygen_build.emulator.subtitles import write_ass, write_srt
from heygen_build.media.compose import held_frames
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.film import join_film
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas, Clip, ClipPicture, FilmJob, Word
from heygen_build.media.probe import probe_video
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.media.text import TextStyle, draw_text
from heygen_build.media.yuv import Sprite, Yuv, blit, from_image, sprite, to_image
from heygen_build.units import Color

_HEADLINE_SIZE, _HEADLINE_TOP, _HEADLINE_LOW, _HEADLINE_WIDTH = 0.075, 0.07, 0.8, 0.86
_LOWEST, _CARD_SIZE = 0.97, 0.13
_INSET, _INSET_LEFT, _INSET_TOP = 0.34, 0.05, 0.24


def draw_scenes(order: ScenesOrder, folder: Path, key: str) -> Render:
    """The video with its thumbnail, and the side files that were asked for."""
    canvas = Canvas(order.width, order.height, order.fps, "draft")
    clips: list[Clip] = []
    words: list[Word] = []
    seconds = 0.0
    for number, scene in enumerate(order.scenes):
        clip, spoken = _draw_scene(scene, canvas, folder / f"scene-{number}", order.mark)
        words += [Word(word.text, word.start + seconds, word.end + seconds) for word in spoken]
        clips.append(clip)
        seconds += clip.duration
    video = folder / f"{key}.mp4"
    join_film(FilmJob(canvas, tuple(clips)), video)
    render = Render(video.name, thumbnail(video, folder), seconds)
    return _with_side_files(order, render, tuple(words), video)


def _with_side_files(order: ScenesOrder, render: Render, words: tuple[Word, ...], video: Path) -> Render:
    extra: tuple[tuple[str, str], ...] = ()
    if order.subtitles:
        subtitles, styled = video.with_suffix(".srt"), video.with_suffix(".ass")
        write_srt(words, subtitles)
        write_ass(words, styled)
        render, extra = replace(render, subtitles=subtitles.name), (("ass", styled.name),)
    if order.burned_in:
        captioned = video.with_suffix(".captioned.mp4")
        burn_in(video, words, order.width, order.height, captioned)
        render = replace(render, captioned=captioned.name)
    return replace(render, extra=extra)


def _draw_scene(scene: SceneOrder, canvas: Canvas, out: Path, mark: str) -> tuple[Clip, tuple[Word, ...]]:
    speech = _heard(scene)
    count = frames_for(speech, canvas.fps)
    over = [*_layout(scene, canvas), mark_sprite(mark, canvas.width, canvas.height)]
    video, sound = out.with_suffix(".mp4"), out.with_suffix(".wav")
    frames = people(scene.person, canvas, speech, _behind(scene.backdrop, canvas, count))
    with Writer(video, canvas, sound=False) as writer:
        for frame in frames:
            for item in over:
                blit(frame, *item)
            writer.frame(frame)
    write_wav(sound, _stereo(speech, count * RATE // canvas.fps))
    return Clip(video, sound, count / canvas.fps), speech.words


def _stereo(speech: Speech, length: int) -> Samples:
    """Both channels alike, with silence up to `length` samples."""
    mono = np.pad(speech.samples, (0, max(0, length - len(speech.samples))))
    return np.repeat(mono[:, None], 2, axis=1)


def _heard(scene: SceneOrder) -> Speech:
    match scene.sound:
        case Silence(seconds=seconds):
            return Speech(np.zeros(round(seconds * RATE), np.int16), (), voices.mouths(np.zeros(0, np.int16)))
        case OwnSound():
            return _own_sound(scene.sound)
        case Recording(path=path):
            return voices.hear(path)
        case Saying():
            return voices.say(scene.sound)


def _own_sound(sound: OwnSound) -> Speech:
    """As long as the picture of the clip."""
    _, picture = probe_video(sound.path)
    heard = decode_sound(sound.path)
    mono = np.zeros(0, np.int16) if heard is None else (heard.mean(axis=1) * sound.volume).astype(np.int16)
    length = round(picture.duration * RATE)
    return Speech(np.pad(mono, (0, max(0, length - len(mono))))[:length], (), voices.mouths(np.zeros(0, np.int16)))


def _behind(behind: Backdrop, canvas: Canvas, count: int) -> Iterator[Yuv]:
    """`count` frames that may be drawn on."""
    if behind.file is not None and behind.is_clip:
        yield from _playing(ClipPicture(behind.file, behind.fit), canvas, count, loop=behind.play_style == "loop")
        return
    stage = Stage(canvas.width, canvas.height, canvas.fps, behind.file or behind.color, behind.fit)
    still = from_image(backdrop(stage))
    for _ in range(count):
        yield still.copy()


def _playing(clip: ClipPicture, canvas: Canvas, count: int, *, loop: bool) -> Iterator[Yuv]:
    """A clip's frames; at its end it starts again, or its last frame stays."""
    length = count
    if loop:
        _, stream = probe_video(clip.path)
        length = max(1, int(stream.duration * canvas.fps))
    shown = 0
    while shown < count:
        for frame, repeats in held_frames(clip, canvas, min(length, count - shown)):
            for _ in range(repeats):
                yield frame.copy()
            shown += repeats


def _layout(scene: SceneOrder, canvas: Canvas) -> Iterator[tuple[Sprite, int, int]]:
    """A headline on a dark strip, and a picture at the left."""
    if scene.picture is not None:
        side = round(_INSET * canvas.width / 2) * 2
        inset = Stage(side, round(side * 9 / 16 / 2) * 2, canvas.fps, scene.picture)
        yield sprite(backdrop(inset)), _even(_INSET_LEFT * canvas.width), _even(_INSET_TOP * canvas.height)
    if scene.headline and scene.place == "middle":
        yield _card(scene.headline, canvas)
    elif scene.headline:
        yield from _strip(scene.headline, canvas, _HEADLINE_TOP if scene.place == "top" else _HEADLINE_LOW)


def _strip(headline: str, canvas: Canvas, top_share: float) -> Iterator[tuple[Sprite, int, int]]:
    size = max(12, round(_HEADLINE_SIZE * min(canvas.width, canvas.height)))
    style = TextStyle(size, 700, Color(255, 255, 255), leading=1.2)
    text = draw_text(headline, style, canvas.width * _HEADLINE_WIDTH)
    strip = Yuv.blank(canvas.width, _even(text.height + size * 0.4), Color(24, 32, 48))
    top = _even(min(top_share * canvas.height, canvas.height * _LOWEST - strip.height))
    yield _opaque(strip), 0, top
    yield sprite(text), _even((canvas.width - text.width) / 2), top + _even(size * 0.2)


def _card(headline: str, canvas: Canvas) -> tuple[Sprite, int, int]:
    """Large text in the middle of the frame."""
    style = TextStyle(round(_CARD_SIZE * min(canvas.width, canvas.height)), 700, Color(255, 255, 255), leading=1.2)
    text = draw_text(headline, style, canvas.width * _HEADLINE_WIDTH)
    return sprite(text), _even((canvas.width - text.width) / 2), _even((canvas.height - text.height) / 2)


def _opaque(picture: Yuv) -> Sprite:
    return sprite(to_image(picture))


def _even(value: float) -> int:
    return round(value / 2) * 2
