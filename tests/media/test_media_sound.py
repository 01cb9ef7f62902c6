"""Sound on its way from any file to 48 kHz stereo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.media.encode import RATE
from heygen_build.media.model import MediaError
from heygen_build.media.sound import decode_sound, fitted, read_wav, sample_count, silence, soften, write_wav
from tests.media.mediafiles import RED, foreign_clip, foreign_sound, loudness, own_clip, tone


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("layout", ["mono", "stereo", "5.1"])
def test_any_rate_and_layout_becomes_stereo_of_the_same_length(tmp_path: Path, rate: int, layout: str) -> None:
    samples = decode_sound(foreign_sound(tmp_path / "sound.wav", 0.5, rate=rate, layout=layout))
    assert samples is not None
    assert samples.dtype == np.int16
    assert samples.shape[1] == 2
    assert len(samples) == pytest.approx(0.5 * RATE, abs=RATE * 0.002)


def test_mono_keeps_its_level_in_both_ears(tmp_path: Path) -> None:
    samples = decode_sound(foreign_sound(tmp_path / "sound.wav", 0.5, level=10_000))
    assert samples is not None
    assert np.array_equal(samples[:, 0], samples[:, 1])
    assert samples[RATE // 4, 0] == pytest.approx(10_000, abs=20)


def test_encoded_sound_comes_back_with_its_exact_length(tmp_path: Path) -> None:
    samples = decode_sound(own_clip(tmp_path / "clip.mp4", 3))
    assert samples is not None
    assert len(samples) == 3 * RATE


def test_a_silent_clip_has_no_sound(tmp_path: Path) -> None:
    assert decode_sound(foreign_clip(tmp_path / "clip.mp4", [RED] * 5)) is None


def test_what_is_no_sound_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sound.mp3").write_text("<html>gone</html>")
    with pytest.raises(MediaError) as caught:
        decode_sound(tmp_path / "sound.mp3")
    assert caught.value.reason == "not_media"


@settings(deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 6000))
def test_fitted_sound_has_exactly_the_asked_length_and_silence_around(length: int, lead: int, total: int) -> None:
    lead = min(lead, total)
    samples = np.full((length, 2), 1000, np.int16)
    result = fitted(samples, lead, total)
    assert result.shape == (total, 2)
    assert not result[:lead].any()
    assert not result[lead + length :].any()


def test_soft_edges_make_no_click_and_leave_the_middle_alone() -> None:
    samples = np.full((RATE, 2), 20_000, np.int16)
    result = soften(samples)
    assert np.abs(np.diff(result[:, 0].astype(int), prepend=0, append=0)).max() < 200
    assert np.array_equal(result[300:-300], samples[300:-300])


def test_a_damaged_time_stamp_cannot_fill_the_memory() -> None:
    assert len(silence(1.5)) == 72_000
    with pytest.raises(MediaError) as caught:
        silence(1e9)
    assert caught.value.reason == "too_long"


@pytest.mark.parametrize("fps", [24, 25, 29, 30, 60])
def test_samples_of_pictures_never_add_up_to_a_drift(fps: int) -> None:
    assert all(abs(sample_count(frames, fps) / RATE - frames / fps) < 1 / RATE for frames in range(0, 5000, 37))


def test_a_wav_comes_back_sample_by_sample_and_is_filled_with_silence(tmp_path: Path) -> None:
    sound = tone(1.3)
    write_wav(tmp_path / "sound.wav", sound)
    assert np.array_equal(np.concatenate(list(read_wav(tmp_path / "sound.wav", len(sound)))), sound)
    longer = np.concatenate(list(read_wav(tmp_path / "sound.wav", len(sound) + 1000)))
    assert len(longer) == len(sound) + 1000
    assert loudness(longer)[-1000:].max() == 0


def test_a_wav_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        list(read_wav(foreign_sound(tmp_path / "sound.wav", 0.1), 100))
    assert caught.value.reason == "unequal"
