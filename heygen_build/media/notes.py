"""What had to be done to other people's clips so that they fit a film, in words for the manifest."""

from __future__ import annotations

from fractions import Fraction

import av

from heygen_build.media.encode import RATE
from heygen_build.media.hdr import HDR
from heygen_build.media.model import Canvas, ClipJob, ClipPicture
from heygen_build.media.reading import audio_stream, opened, video_stream

_SQUARE = Fraction(1)
_UNEVEN = 0.005


def conform_notes(job: ClipJob) -> tuple[str, ...]:
    """A note for each thing about the clips of a scene that is not as the film wants it; none for clips that match."""
    clips = [job.picture] if isinstance(job.picture, ClipPicture) else []
    clips += [job.inset.clip] if job.inset else []
    return tuple(note for clip in clips for note in _notes(clip, job.canvas))


def _notes(clip: ClipPicture, canvas: Canvas) -> list[str]:
    with opened(clip.path) as container:
        video, audio = video_stream(container), audio_stream(container)
        found = [] if video is None else _seen(video, next(container.decode(video), None), canvas)
        if audio is not None:
            found += _heard(audio)
        elif clip.volume is not None:
            found.append("it has no sound")
        return found


def _seen(stream: av.VideoStream, frame: av.VideoFrame | None, canvas: Canvas) -> list[str]:
    if frame is None:
        return []
    rate = stream.average_rate
    facts = {
        f"{frame.width}×{frame.height} became {canvas.width}×{canvas.height}": (frame.width, frame.height)
        != (canvas.width, canvas.height),
        f"{float(rate or 0):.5g} pictures a second became {canvas.fps}": rate != canvas.fps,
        "pictures at uneven times became even": _is_uneven(stream),
        "it was turned upright": round(frame.rotation / 90) % 4 != 0,
        "pixels became square": (stream.sample_aspect_ratio or _SQUARE) != _SQUARE,
        "HDR became BT.709": frame.color_trc in HDR,
    }
    return [note for note, is_so in facts.items() if is_so]


def _is_uneven(stream: av.VideoStream) -> bool:
    """Whether the rate by which times can be counted is another than the mean one, as phones record."""
    mean, base = float(stream.average_rate or 0), float(stream.guessed_rate or 0)
    return mean > 0 and base > 0 and abs(base / mean - 1) > _UNEVEN


def _heard(stream: av.AudioStream) -> list[str]:
    context = stream.codec_context
    facts = {
        f"sound of {context.sample_rate} Hz became {RATE}": context.sample_rate != RATE,
        f"{context.layout.name} sound became stereo": context.layout.nb_channels != 2,
    }
    return [note for note, is_so in facts.items() if is_so]
