"""Sound between decoding and the final encode: 48 kHz stereo 16-bit, in memory or as WAV, exact to the sample."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.layers import WHOLE, Trim
from heygen_build.media.model import MediaError
from heygen_build.media.reading import audio_stream, opened
from heygen_build.media.spool import Spool

_RAMP_SECONDS = 0.005
_CHANNELS, _SAMPLE_BYTES = 2, 2
_BLOCK = 4096
_LONGEST_SECONDS = 4 * 3600
_WORTH_SEEKING = 2.0
"""Seconds: what is nearer to the start is decoded and dropped."""


def silence(seconds: float) -> Samples:
    """So much silence. Refuses more than four hours (`too_long`): a damaged time stamp must not fill the memory."""
    if seconds > _LONGEST_SECONDS:
        raise MediaError("too_long", f"{seconds:.0f} s is longer than any scene; a time stamp is probably damaged")
    return np.zeros((round(seconds * RATE), _CHANNELS), np.int16)


def sample_count(frames: int, fps: int) -> int:
    """How many samples belong to so many pictures. Rounded once from the start, so that nothing adds up."""
    return round(frames * RATE / fps)


def decode_sound(path: Path, trim: Trim = WHOLE) -> Samples | None:
    """The sound of a file or a part of it, any format and layout, as int16 (n, 2) at 48 kHz; None if it has none.

    Starts where the file starts: a stream that begins late is led in by silence. Reasons as in `probe`.
    """
    with opened(path) as container:
        stream = audio_stream(container)
        if stream is None:
            return None
        parts = list(_decoded(container, stream, trim))
        heard = np.concatenate(parts) if parts else np.zeros((0, _CHANNELS), np.int16)
        return heard[: _true_count(len(heard), container, stream, trim)]


def sound_pieces(path: Path) -> Iterator[Samples]:
    """The same in pieces as they are decoded, nothing where there is none; the last block of a codec is whole."""
    with opened(path) as container:
        stream = audio_stream(container)
        if stream is not None:
            yield from _decoded(container, stream, WHOLE)


def spooled_sound(path: Path, trim: Trim, folder: Path) -> Spool | None:
    """The sound of a file or a part of it on disk, in a file below `folder` that goes with the object."""
    with opened(path) as container:
        stream = audio_stream(container)
        if stream is None:
            return None
        spool = Spool.of(_decoded(container, stream, trim), folder)
        spool.keep(_true_count(len(spool), container, stream, trim))
        return spool


def _decoded(container: InputContainer, stream: av.AudioStream, trim: Trim) -> Iterator[Samples]:
    zero = (container.start_time or 0) / av.time_base + trim.start
    if trim.start > _WORTH_SEEKING:
        container.seek(round(zero * av.time_base))
    limit = None if trim.end is None else trim.end - trim.start
    yield from _resampled(_until(container.decode(stream), zero, limit), zero)


def _true_count(count: int, container: InputContainer, stream: av.AudioStream, trim: Trim) -> int:
    """How many of the decoded samples are meant."""
    if trim != WHOLE:
        return count if trim.end is None else round((trim.end - trim.start) * RATE)
    zero = (container.start_time or 0) / av.time_base
    length = float((stream.duration or 0) * (stream.time_base or 0)) + _late(stream, zero)
    padding = count - round(length * RATE)
    # Codecs fill their last block; a container that knows the true length lets that be cut off again.
    return count - padding if length > 0 and 0 < padding <= _BLOCK else count


def mixed(count: int, *sounds: Samples) -> Samples:
    """Several sounds at once, each from the start, `count` samples in total; limited to what 16 bits hold."""
    total = np.zeros((count, _CHANNELS), np.int32)
    for sound in sounds:
        part = sound[:count]
        total[: len(part)] += part
    return np.clip(total, -32768, 32767).astype(np.int16)


def fitted(samples: Samples, lead: int, total: int) -> Samples:
    """`total` samples: silence for `lead`, then the sound with soft edges, then silence; cut if too long."""
    result = np.zeros((total, _CHANNELS), np.int16)
    body = soften(samples[: max(0, total - lead)])
    result[lead : lead + len(body)] = body
    return result


def soften(samples: Samples) -> Samples:
    """A copy whose ends rise from and fall to zero within 5 ms, so that a cut makes no click."""
    count = min(round(_RAMP_SECONDS * RATE), len(samples) // 2)
    result = samples.copy()
    ramp = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)[:, None]
    result[:count] = np.rint(samples[:count] * ramp)
    result[len(result) - count :] = np.rint(samples[len(samples) - count :] * ramp[::-1])
    return result


def write_wav(path: Path, samples: Samples) -> None:
    """Write int16 (n, 2) at 48 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(_CHANNELS)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(RATE)
        file.writeframes(np.ascontiguousarray(samples, dtype="<i2").tobytes())


def read_wav(path: Path, count: int) -> Iterator[Samples]:
    """`count` samples of a WAV written by `write_wav`, a second at a time; silence where the file is too short."""
    try:
        with wave.open(str(path), "rb") as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            if shape != (_CHANNELS, _SAMPLE_BYTES, RATE):
                raise MediaError("unequal", f"{path.name} is not 48 kHz stereo 16-bit sound")
            yield from _seconds(file, count)
    except FileNotFoundError as error:
        raise MediaError("missing", f"{path.name} does not exist") from error
    except (wave.Error, EOFError) as error:
        raise MediaError("not_media", f"{path.name} is not a WAV file: {error}") from error


def _seconds(file: wave.Wave_read, count: int) -> Iterator[Samples]:
    left = count
    while left > 0:
        wanted = min(RATE, left)
        data = np.frombuffer(file.readframes(wanted), dtype="<i2").reshape(-1, _CHANNELS).astype(np.int16)
        yield np.concatenate([data, np.zeros((wanted - len(data), _CHANNELS), np.int16)])
        left -= wanted


def _late(stream: av.AudioStream, zero: float) -> float:
    """By how many seconds a stream begins after its file."""
    if stream.start_time is None or stream.time_base is None:
        return 0.0
    return max(0.0, float(stream.start_time * stream.time_base) - zero)


def _until(frames: Iterator[av.AudioFrame], zero: float, limit: float | None) -> Iterator[av.AudioFrame]:
    """Frames up to `limit` seconds after `zero`; decoding on would be for nothing."""
    for frame in frames:
        if limit is not None and frame.time is not None and frame.time - zero >= limit:
            return
        yield frame


def _resampled(frames: Iterator[av.AudioFrame], zero: float) -> Iterator[Samples]:
    """48 kHz from `zero` (seconds in the file) on: what was before is dropped, what is missing is silence."""
    resampler: av.AudioResampler | None = None
    early = 0
    for frame in frames:
        if resampler is None:
            # Mono stays mono until it is doubled here, because the resampler would make it 3 dB quieter.
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE)
            late = 0.0 if frame.time is None else frame.time - zero
            early = max(0, round(-late * RATE))
            if late > 0:
                yield silence(late)
        for piece in resampler.resample(frame):
            samples = _array(piece)
            yield samples[early:]
            early = max(0, early - len(samples))
    if resampler is not None:
        yield from (_array(piece) for piece in resampler.resample(None))


def _array(frame: av.AudioFrame) -> Samples:
    samples = frame.to_ndarray().reshape(-1, frame.layout.nb_channels).astype(np.int16, copy=False)
    return samples if samples.shape[1] == _CHANNELS else np.repeat(samples, _CHANNELS, axis=1)
