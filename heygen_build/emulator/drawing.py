"""Draws an order into files. Runs in a worker process: this module and `wardrobe` alone import the heavy libraries."""

from __future__ import annotations

import json
import wave
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from heygen_build.emulator.codec import decode, encode
from heygen_build.emulator.jobs import Made, Render
from heygen_build.emulator.orders import Order, Recording, Saying, Spoken, VideoOrder, digest
from heygen_build.emulator.studio import Artist, DrawingError
from heygen_build.media.model import Word

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_RECORDING_SECONDS = 600.0
FPS = 25  # HeyGen's output (README, Limits)


def draw(order: Order, folder: Path) -> Render | Made:
    """The files of an order, old ones where it was drawn before. The JSON beside them comes last, as a seal."""
    key = digest(order)
    seal = folder / f"{key}.json"
    known = sealed(seal)
    if known is not None:
        return known
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".drawing-", dir=folder) as name:
        made = order.make(Path(name), key)
        for file in Path(name).iterdir():
            if file.name.startswith(key):  # anything else was scaffolding
                file.replace(folder / file.name)
        _seal(seal, made, Path(name))
    return made


def sealed(seal: Path) -> Render | Made | None:
    """What was drawn, as its seal says; None without one, or with one of another version."""
    if not seal.exists():
        return None
    made = decode(json.loads(seal.read_text("utf-8")))
    return made if isinstance(made, Render | Made) else None


def speak(saying: Saying, folder: Path) -> Spoken:
    """A WAV of the words, mono 16-bit."""
    from heygen_build.emulator import voices

    key = digest(saying)
    folder.mkdir(parents=True, exist_ok=True)
    speech = voices.say(saying)
    with TemporaryDirectory(prefix=".speaking-", dir=folder) as name:
        part = Path(name) / f"{key}.wav"
        with wave.open(str(part), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(speech.rate)
            out.writeframes(speech.samples.tobytes())
        part.replace(folder / part.name)
    return Spoken(part.name, speech.duration, speech.words)


def draw_video(order: VideoOrder, folder: Path, key: str) -> Render:
    """A presenter or a photo that speaks, with the side files that were asked for."""
    from heygen_build.draft.cutout import cut_out_photo, cut_out_presenter
    from heygen_build.draft.presenter import Stage, draw_photo, draw_presenter
    from heygen_build.emulator import voices, wardrobe

    speech = voices.hear(order.sound.path) if isinstance(order.sound, Recording) else voices.say(order.sound)
    if speech.duration > LONGEST_RECORDING_SECONDS and isinstance(order.sound, Recording):
        raise DrawingError("audio_too_long", "The audio is longer than 10 minutes")
    stage = Stage(order.width, order.height, FPS, order.background, order.fit)
    video = folder / f"{key}.{'webm' if order.is_transparent else 'mp4'}"
    if order.photo is not None:
        of_photo = cut_out_photo if order.is_transparent else draw_photo
        duration = of_photo(order.photo, stage, speech, video, mark=order.mark)
    else:
        of_presenter = cut_out_presenter if order.is_transparent else draw_presenter
        duration = of_presenter(wardrobe.appearance(order.costume or ""), stage, speech, video, mark=order.mark)
    render = Render(video.name, thumbnail(video, folder), duration)
    return _with_subtitles(order, render, speech.words, folder) if order.subtitles else render


def draw_first(order: VideoOrder, out: Path) -> None:
    """An MP4 of the one frame that the video of the order begins with; a small part of the work of the whole."""
    from heygen_build.draft.film import marked
    from heygen_build.draft.photo import photo_frames
    from heygen_build.draft.presenter import Stage, first_frame
    from heygen_build.emulator import voices, wardrobe
    from heygen_build.media.encode import Writer
    from heygen_build.media.model import Canvas

    speech = voices.hear(order.sound.path) if isinstance(order.sound, Recording) else voices.say(order.sound)
    stage = Stage(order.width, order.height, FPS, order.background, order.fit)
    if order.photo is not None:
        frame = marked(next(photo_frames(order.photo, stage, speech))[0], stage, order.mark)
    else:
        frame = first_frame(wardrobe.appearance(order.costume or ""), stage, speech, mark=order.mark)
    with Writer(out, Canvas(order.width, order.height, FPS, "draft"), sound=False) as writer:
        writer.frame(frame)


def _with_subtitles(order: VideoOrder, render: Render, words: tuple[Word, ...], folder: Path) -> Render:
    from heygen_build.emulator.burning import burn_in
    from heygen_build.emulator.subtitles import write_srt

    video = folder / render.video
    subtitles = video.with_suffix(".srt")
    write_srt(words, subtitles)
    render = replace(render, subtitles=subtitles.name)
    if not order.burned_in:
        return render
    captioned = video.with_suffix(".captioned.mp4")
    burn_in(video, words, order.width, order.height, captioned)
    return replace(render, captioned=captioned.name)


def thumbnail(video: Path, folder: Path) -> str:
    """A JPEG of the frame at one second, or of the last one before that."""
    import av

    out = folder / video.with_suffix(".jpg").name
    with av.open(str(video)) as container:
        frames = container.decode(video=0)
        chosen = next(frames)
        for frame in frames:
            if frame.time > 1.0:
                break
            chosen = frame
        picture: Image = chosen.to_image()  # type: ignore[no-untyped-call]
        picture.save(out, quality=85)
    return out.name


def _seal(seal: Path, made: Render | Made, workshop: Path) -> None:
    part = workshop / seal.name
    part.write_text(json.dumps(encode(made)), "utf-8")
    part.replace(seal)


DRAFT = Artist(draw, speak)
