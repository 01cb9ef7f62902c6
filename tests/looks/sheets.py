"""Sheets of frames that show one kind of thing each, drawn and encoded as in a film and read back from it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw

from heygen_build.media.breaking import pieces
from heygen_build.media.clip import render_clip
from heygen_build.media.encode import Writer
from heygen_build.media.film import join_film
from heygen_build.media.layers import Cast, Frame, Gradient, Ground, Shape, Spot
from heygen_build.media.model import (
    Canvas,
    CaptionLook,
    CaptionStyle,
    CardPicture,
    Clip,
    ClipJob,
    ClipPicture,
    Cue,
    FilmJob,
    Inset,
    Join,
    TransitionJob,
    TransitionMotion,
    Word,
)
from heygen_build.media.overlays import (
    Animation,
    BarTop,
    ClipTop,
    Content,
    Instant,
    Lettering,
    Motion,
    Outline,
    PictureTop,
    Station,
    TextTop,
    ThirdTop,
    Top,
)
from heygen_build.media.transitions import render_transition
from heygen_build.media.yuv import Yuv, with_alpha
from heygen_build.units import Color
from tests.looks.scripts import SAMPLES

CANVAS = Canvas(480, 270, 25, "draft")
GROUND = Ground(gradient=Gradient((Color(30, 60, 90), Color(120, 90, 70)), 90))
WHITE, BLACK, YELLOW, RED = Color(255, 255, 255), Color(0, 0, 0), Color(255, 212, 0), Color(210, 50, 40)
EACH = 4
"""Frames for which each sample is seen."""
_LETTERS = Lettering(26, 700)
STYLES: dict[str, Lettering] = {
    "plain": _LETTERS,
    "boxed": replace(_LETTERS, background=Color(0, 0, 0, 170), padding=8, radius=10),
    "outlined": replace(_LETTERS, color=YELLOW, stroke=Outline(BLACK, 2.5)),
    "shadowed": replace(_LETTERS, shadow=Cast(Color(0, 0, 0, 200), 6, 0, 3)),
    "shrunk": replace(_LETTERS, size=60, max_lines=1),
}


def lettered(style: str) -> Image.Image:
    """A text in one style, in each script."""
    return _in_turn([TextTop(sample.line, STYLES[style]) for sample in SAMPLES.values()])


def lower_thirds() -> Image.Image:
    """Lower thirds in each script."""
    return _in_turn([ThirdTop(sample.name, sample.role, Lettering(24)) for sample in SAMPLES.values()], Station(0, 0.8))


def typed() -> Image.Image:
    """Texts in each script that are half written."""
    seconds = 10 / CANVAS.fps
    tops = [
        Top(TextTop(sample.line, STYLES["boxed"]), start=_at(10 * index), end=_at(10 * index + 10))
        for index, sample in enumerate(SAMPLES.values())
    ]
    tops = [replace(top, motion=Motion("typewriter", "none", seconds)) for top in tops]
    frames = _frames(_scene(tops, 10 * len(tops)))
    return sheet([frames[10 * index + 2] for index in range(len(tops))])


def cards() -> Image.Image:
    """Cards in each script."""
    frames = []
    for sample in SAMPLES.values():
        frames += _frames(ClipJob(CANVAS, CardPicture(sample.line, GROUND, WHITE), hold=1 / CANVAS.fps))
    return sheet(frames)


def captioned(look: CaptionLook) -> Image.Image:
    """Captions in one look, in each script, with their second word said."""
    cues = []
    for index, sample in enumerate(SAMPLES.values()):
        start, end = index * EACH / CANVAS.fps, (index + 1) * EACH / CANVAS.fps
        parts = [piece.text for piece in pieces(sample.line)]
        words = tuple(Word(part, start if number < 2 else end, end) for number, part in enumerate(parts))
        cues.append(Cue(start, end, (sample.line,), words))
    job = ClipJob(CANVAS, CardPicture("", GROUND), hold=EACH * len(cues) / CANVAS.fps)
    frames = _frames(replace(job, cues=tuple(cues), caption_style=CaptionStyle(look=look, size=0.09)))
    return sheet(frames[EACH - 1 :: EACH])


def pictures() -> Image.Image:
    """A picture with alpha, a drawing by lines, a clip with alpha, a bar, a watermark, and the mark of a draft."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        logo, badge, spark = _logo(folder / "logo.png"), _badge(folder / "badge.svg"), _spark(folder / "spark.webm")
        tops = [
            Top(PictureTop(str(logo), 120), Station(1, 0)),
            Top(PictureTop(str(badge), 90), Station(0, 0.5)),
            Top(ClipTop(str(spark), width=120), Station(1, 1)),
            Top(BarTop(YELLOW, 8, 0.0, 0.5), Station(0, 1)),
            Top(PictureTop(str(logo), 300), opacity=0.25),
        ]
        frames = [_frames(_scene([top], 2))[1] for top in tops]
        frames += _frames(replace(_scene(tops, 1), mark="DRAFT"))
    return sheet(frames)


def animated(animation: Animation) -> Image.Image:
    """A text that comes and goes, at six moments of it."""
    text = TextTop("AVATAR مرحبا", STYLES["boxed"])
    frames = _frames(_scene([Top(text, motion=Motion(animation, animation, 0.32))], 30))
    return sheet([frames[index] for index in (1, 3, 5, 24, 26, 28)], columns=3)


def transition(kind: TransitionMotion) -> Image.Image:
    """A card that becomes another one, in other scripts each time, at three moments of it."""
    lines = [sample.line for sample in SAMPLES.values()]
    frames = []
    with tempfile.TemporaryDirectory() as name:
        clips = [_card(Path(name), number, line) for number, line in enumerate(lines[:-1:2])]
        for number, (old, new) in enumerate(pairwise(clips)):
            frames += _between(old, new, kind, Path(name) / f"{number}")
    return sheet(frames, columns=3)


def faded() -> Image.Image:
    """Cards that come from black and go to black, at three moments of each."""
    frames = []
    for sample in list(SAMPLES.values())[1::3]:
        job = ClipJob(CANVAS, CardPicture(sample.line, GROUND, WHITE), hold=0.4, fade_in=0.16, fade_out=0.16)
        found = _frames(job)
        frames += [found[1], found[5], found[8]]
    return sheet(frames, columns=3)


def presenter(shape: Shape) -> Image.Image:
    """Somebody in a frame with a border and a shadow, and without."""
    with tempfile.TemporaryDirectory() as name:
        person = _spark(Path(name) / "person.webm")
        clip = ClipPicture(person, matte="alpha")
        bare = Inset(clip, Spot(150, 1, 1, 10), Frame(shape, 18))
        framed = Frame(shape, 18, Color(240, 235, 220), YELLOW, 5)
        dressed = Inset(clip, Spot(150, 0, 1, 10), framed, Cast(Color(0, 0, 0, 170), 14, 0, 5))
        jobs = [ClipJob(CANVAS, CardPicture("", GROUND), inset=inset, hold=0.08) for inset in (bare, dressed)]
        return sheet([_frames(job)[0] for job in jobs])


def sheet(frames: Sequence[Image.Image], columns: int = 2) -> Image.Image:
    """Frames side by side."""
    rows = -(-len(frames) // columns)
    width, height = frames[0].size
    whole = Image.new("RGB", (width * columns, height * rows))
    for index, frame in enumerate(frames):
        whole.paste(frame, (index % columns * width, index // columns * height))
    return whole


def _in_turn(contents: Sequence[Content], station: Station | None = None) -> Image.Image:
    tops = [
        Top(content, station or Station(), _at(EACH * index), _at(EACH * index + EACH))
        for index, content in enumerate(contents)
    ]
    return sheet(_frames(_scene(tops, EACH * len(tops)))[EACH - 1 :: EACH])


def _at(frame: int) -> Instant:
    return Instant(frame / CANVAS.fps)


def _scene(tops: Sequence[Top], count: int) -> ClipJob:
    return ClipJob(CANVAS, CardPicture("", GROUND), hold=count / CANVAS.fps, tops=tuple(tops))


def _frames(job: ClipJob) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as name:
        return _decoded(render_clip(job, Path(name) / "clip.mp4", Path(name) / "clip.wav").video)


def _decoded(film: Path) -> list[Image.Image]:
    with av.open(str(film)) as container:
        return [Image.fromarray(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]


def _card(folder: Path, number: int, line: str) -> Clip:
    ground = GROUND if number % 2 else Ground(RED)
    job = ClipJob(CANVAS, CardPicture(line, ground, WHITE), hold=0.4, keyframe=5)
    return render_clip(job, folder / f"{number}.mp4", folder / f"{number}.wav")


def _between(old: Clip, new: Clip, kind: TransitionMotion, folder: Path) -> list[Image.Image]:
    """The frames around a cut in the joined film, so that what is copied is looked at as well."""
    folder.mkdir()
    window = render_transition(TransitionJob(CANVAS, old, new, kind, 0.4), folder / "window.mp4")
    join_film(FilmJob(CANVAS, (old, new), joins=(None, Join(window, 5))), folder / "film.mp4")
    frames = _decoded(folder / "film.mp4")
    return [frames[index] for index in (7, 10, 12)]


def _logo(path: Path) -> Path:
    picture = Image.new("RGBA", (400, 240), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 220, 220), fill=(255, 120, 30, 255))
    pen.rectangle((180, 60, 380, 180), fill=(40, 200, 160, 150))
    picture.save(path)
    return path


def _badge(path: Path) -> Path:
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="48" fill="#ff5a36"/>'
        '<path d="M30 52 L45 66 L72 34" stroke="white" stroke-width="9" fill="none"/></svg>',
        encoding="utf-8",
    )
    return path


def _spark(path: Path) -> Path:
    """A clip with alpha: a soft disk before nothing."""
    rows, columns = np.mgrid[0:180, 0:320].astype(np.float32)
    alpha = np.clip((80 - np.hypot(columns - 160, rows - 95)) * 16, 0, 255).astype(np.uint8)
    with Writer(path, Canvas(320, 180, 25, "draft"), sound=True, alpha=True) as film:
        film.frame(with_alpha(Yuv.blank(320, 180, Color(230, 80, 120)), alpha), 5)
        film.sound(np.zeros((9600, 2), np.int16))
    return path
