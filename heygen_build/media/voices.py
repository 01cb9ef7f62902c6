"""What is heard in a scene: whoever speaks, and the clip's own sound under it; and how long that makes the scene."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.layers import WHOLE
from heygen_build.media.model import ClipJob, ClipPicture, MediaError
from heygen_build.media.reels import reel_seconds
from heygen_build.media.sound import decode_sound, mixed, silence, soften

_TEMPO = 0.5, 100.0


def scene_sound(job: ClipJob) -> Samples:
    """What is heard between `before` and `after`, as long as the scene without them (see `ClipJob`).

    Raises `MediaError`: `no_audio`, `no_length`, and those of the files.
    """
    voice = _voice(job)
    clip = job.picture if isinstance(job.picture, ClipPicture) else None
    seconds = _seconds(job, voice, clip)
    count = round(seconds * RATE)
    if count < 1:
        raise MediaError("no_length", "a scene without sound and without `hold` has no length")
    own = None if clip is None else own_sound(clip, count)
    heard = [sound[:count] for sound in (voice, own) if sound is not None]
    if len(heard) == 1 and len(heard[0]) == count:
        return heard[0]
    return mixed(count, *(soften(sound) for sound in heard))


def own_sound(clip: ClipPicture, count: int) -> Samples | None:
    """A clip's own sound at its volume: cut, at its speed, and again from the start up to `count` samples if looped."""
    if clip.volume is None:
        return None
    sound = decode_sound(clip.path, clip.trim)
    if sound is None:
        return None
    if clip.speed != 1:
        sound = at_tempo(sound, clip.speed)
    if clip.loop:
        sound = _looped(sound, round(reel_seconds(clip) * RATE), count)
    return louder(sound, clip.volume)


def louder(sound: Samples, decibels: float) -> Samples:
    """The sound with so much gain, limited to what 16 bits hold."""
    if decibels == 0:
        return sound
    gained = np.rint(sound * np.float32(10 ** (decibels / 20)))
    limited: Samples = np.clip(gained, -32768, 32767).astype(np.int16)
    return limited


def at_tempo(sound: Samples, speed: float) -> Samples:
    """The sound `speed` times as fast, at its own pitch."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="s16", layout="stereo")
    links = [graph.add("atempo", f"{part:.6f}") for part in _tempos(speed)]
    links.append(graph.add("aformat", "sample_fmts=s16:channel_layouts=stereo"))
    links.append(graph.add("abuffersink"))
    graph.link_nodes(source, *links).configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound).reshape(1, -1), format="s16", layout="stereo")
    frame.sample_rate = RATE
    graph.push(frame)
    graph.push(None)
    return _pulled(graph, round(len(sound) / speed))


def _tempos(speed: float) -> list[float]:
    """The filter halves at most; slower than that is done in steps."""
    steps = []
    while speed < _TEMPO[0]:
        steps.append(_TEMPO[0])
        speed /= _TEMPO[0]
    return [*steps, speed]


def _pulled(graph: av.filter.Graph, count: int) -> Samples:
    pieces = []
    while True:
        try:
            frame = graph.pull()
        except (av.EOFError, av.BlockingIOError):
            break
        assert isinstance(frame, av.AudioFrame)
        pieces.append(frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False))
    sound: Samples = np.concatenate(pieces) if pieces else silence(0)
    missing = count - len(sound)
    return sound[:count] if missing <= 0 else np.concatenate([sound, silence(missing / RATE)])


def _looped(sound: Samples, length: int, count: int) -> Samples:
    """The sound again and again, each time as long as its picture, without a click where it starts again."""
    once = np.zeros((length, sound.shape[1]), np.int16)
    part = soften(sound[:length])
    once[: len(part)] = part
    times = -(-count // max(1, length))
    return np.tile(once, (times, 1))[:count]


def _voice(job: ClipJob) -> Samples | None:
    """Whoever speaks: a file of its own, or the presenter over the picture."""
    if job.sound is not None:
        return _heard(job.sound)
    if job.inset is None:
        return None
    return _as_long_as_seen(decode_sound(job.inset.clip.path), job.inset.clip)


def _heard(path: Path) -> Samples:
    heard = decode_sound(path)
    if heard is None:
        raise MediaError("no_audio", f"{path.name} holds no sound")
    return heard


def _as_long_as_seen(sound: Samples | None, clip: ClipPicture) -> Samples:
    count = round(reel_seconds(clip) * RATE)
    sound = silence(0) if sound is None else sound
    return sound if len(sound) >= count else np.concatenate([sound, silence((count - len(sound)) / RATE)])


def _seconds(job: ClipJob, voice: Samples | None, clip: ClipPicture | None) -> float:
    if voice is None and job.hold > 0:
        return job.hold
    spoken = 0.0 if voice is None else len(voice) / RATE
    if clip is None or (clip.loop and voice is not None):
        return max(spoken, job.hold)
    return max(spoken, job.hold, _clip_seconds(clip))


def _clip_seconds(clip: ClipPicture) -> float:
    """The longer of a clip's picture and sound, because both are its own; its picture where it is cut or silent."""
    seen = reel_seconds(clip)
    if clip.volume is None or clip.trim != WHOLE or clip.loop:
        return seen
    sound = decode_sound(clip.path)
    return max(seen, 0.0 if sound is None else len(sound) / RATE / clip.speed)
