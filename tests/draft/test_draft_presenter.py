"""What the drawn videos promise: streams that play everywhere, ends that agree, lips that follow the voice."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops

from heygen_build.draft.model import Speech
from heygen_build.draft.motion import lips_at, loudness
from heygen_build.draft.presenter import Appearance, Stage, draw_photo, draw_presenter, preview
from heygen_build.draft.speech import DraftVoice, speak
from heygen_build.media.model import MediaError
from heygen_build.units import Color

ANNIE = DraftVoice("en-us", "Annie")
SMALL = Stage(320, 180)
LOOKS = [
    Appearance(),
    Appearance(hair_style="long", clothes="top", lipstick=True, slim=True),
    Appearance(skin="deep", hair="black", hair_style="afro", clothes="tee"),
    Appearance(hair_style="bald", facial_hair="beard", clothes="suit"),
    Appearance(hair="gray", glasses="round", age="senior", clothes="sweater"),
    Appearance(hair_style="headscarf", clothes="coat", accent=Color(200, 120, 140)),
    Appearance(hair_style="bun", clothes="turtleneck", clothes_color=Color(30, 90, 80)),
    Appearance(hair_style="curly", facial_hair="goatee", clothes="hoodie"),
    Appearance(hair_style="bob", facial_hair="none", clothes="shirt", hair="red"),
    Appearance(hair_style="wavy", glasses="square", hair="blonde"),
    Appearance(hair_style="ponytail", hair="auburn", face="soft"),
    Appearance(hair_style="crop", facial_hair="mustache", face="square"),
    Appearance(hair_style="side", facial_hair="stubble", skin="tan"),
]


@pytest.fixture(scope="module")
def speech() -> Speech:
    return speak('Hello and welcome. <break time="0.4s"/> My name is Abigail.', ANNIE)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photo") / "founder.jpg"
    preview(LOOKS[1], 400, 500).save(path)
    return path


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        return [np.asarray(frame.to_ndarray(format="gray"), np.uint8) for frame in container.decode(video=0)]


def sound_of(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def difference(one: Image.Image, two: Image.Image) -> float:
    return float(np.asarray(ImageChops.difference(one, two)).mean())


def lasting(ticks: int | None, tick: Fraction | None) -> float:
    assert ticks is not None
    assert tick is not None
    return float(ticks * tick)


def assert_plays_everywhere(path: Path, stage: Stage, seconds: float) -> None:
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == (stage.width, stage.height)
        assert video.average_rate == Fraction(stage.fps)
        assert (video.codec_context.colorspace, video.codec_context.color_range) == (1, 1)
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48_000, 2)
        assert lasting(video.duration, video.time_base) == pytest.approx(seconds, abs=0.001)
        assert lasting(audio.duration, audio.time_base) == pytest.approx(seconds, abs=0.04)
        assert video.frames == round(seconds * stage.fps)


def test_the_video_plays_everywhere_and_sound_ends_with_the_picture(tmp_path: Path, speech: Speech) -> None:
    seconds = draw_presenter(Appearance(), SMALL, speech, tmp_path / "a.mp4")
    assert 0 <= seconds - speech.duration < 0.04
    assert_plays_everywhere(tmp_path / "a.mp4", SMALL, seconds)


@pytest.mark.parametrize("size", [(180, 320), (240, 240), (192, 240), (240, 192), (426, 240)])
def test_every_ratio_shows_the_face_within_the_frame(size: tuple[int, int]) -> None:
    plain = np.asarray(preview(Appearance(hair_style="bun"), *size)).astype(int)
    width, height = size
    top_rows = plain[: height // 40]
    assert np.abs(top_rows - top_rows[:, ::-1]).mean() < 2.5
    skin = np.abs(plain - np.array([232, 184, 148])).sum(axis=2) < 12
    rows, columns = np.nonzero(skin)
    assert 0.1 * height < rows.min()
    assert rows.max() < 0.8 * height
    assert 0.15 * width < columns.mean() < 0.85 * width


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_other_frame_rates_keep_both_ends_together(tmp_path: Path, fps: int) -> None:
    stage = Stage(160, 90, fps=fps)
    short = speak("Good day.", ANNIE)
    assert_plays_everywhere(tmp_path / "a.mp4", stage, draw_presenter(Appearance(), stage, short, tmp_path / "a.mp4"))


def test_the_same_scene_gives_the_same_frames(tmp_path: Path, speech: Speech) -> None:
    digests = []
    for name in ("a.mp4", "b.mp4"):
        draw_presenter(LOOKS[4], SMALL, speech, tmp_path / name)
        digests.append(hashlib.sha256(b"".join(frame.tobytes() for frame in frames_of(tmp_path / name))).hexdigest())
    assert digests[0] == digests[1]


def test_the_mark_is_drawn_only_when_asked_for(tmp_path: Path) -> None:
    short = speak("Hi.", ANNIE)
    draw_presenter(Appearance(), SMALL, short, tmp_path / "marked.mp4")
    draw_presenter(Appearance(), SMALL, short, tmp_path / "plain.mp4", mark=None)
    top = [frames_of(tmp_path / name)[0][:14, 120:200].astype(int) for name in ("marked.mp4", "plain.mp4")]
    assert top[0].max() > top[1].max() + 60


def test_looks_are_told_apart() -> None:
    pictures = [preview(look, 160, 160) for look in LOOKS]
    pairs = [(one, two) for index, one in enumerate(pictures) for two in pictures[index + 1 :]]
    assert min(difference(one, two) for one, two in pairs) > 1.5


def test_lips_open_with_the_voice_and_close_for_m_b_and_p() -> None:
    speech = speak("Maybe Bob and Pam remember a warm summer morning above the bay.", ANNIE)
    times = np.arange(0, speech.duration, 0.02)
    openings = np.array([lips.open for lips in lips_at(speech, times)])
    assert np.corrcoef(openings, loudness(speech, times))[0, 1] > 0.35
    closed = [mouth.start for mouth in speech.mouths if mouth.shape == "mbp"]
    assert len(closed) >= 6
    at_closed = np.array([lips.open for lips in lips_at(speech, np.array(closed))])
    assert np.quantile(at_closed, 0.75) <= 0.2
    assert openings.max() >= 0.5


def test_lips_are_shut_in_silence_and_at_the_end(speech: Speech) -> None:
    pause = np.array([(speech.words[2].end + speech.words[3].start) / 2, speech.duration - 0.001])
    assert [lips.open for lips in lips_at(speech, pause)] == [0.0, 0.0]


def test_the_drawn_mouth_moves_when_the_sound_does(tmp_path: Path) -> None:
    speech = speak('Now we are talking. <break time="1.5s"/> And again, for a while.', ANNIE)
    stage = Stage(320, 320)
    draw_presenter(Appearance(), stage, speech, tmp_path / "a.mp4", mark=None)
    frames = np.stack(frames_of(tmp_path / "a.mp4"))
    # The mouth of a square frame: about a quarter of a head below the middle of the face.
    mouth = frames[:, 150:200, 130:190].astype(float)
    moved = np.abs(np.diff(mouth, axis=0)).mean(axis=(1, 2))
    times = np.arange(len(moved)) / 25 + 0.04
    speaking = np.array([any(word.start <= t <= word.end for word in speech.words) for t in times])
    pausing = (times > speech.words[3].end + 0.2) & (times < speech.words[4].start - 0.2)
    assert moved[speaking].mean() > 3 * moved[pausing].mean()


def test_a_photo_breathes_and_its_bars_follow_the_voice(tmp_path: Path, photo: Path, speech: Speech) -> None:
    seconds = draw_photo(photo, SMALL, speech, tmp_path / "a.mp4")
    assert_plays_everywhere(tmp_path / "a.mp4", SMALL, seconds)
    frames = np.stack(frames_of(tmp_path / "a.mp4")).astype(float)
    bright = (frames[:, :20, :30] > 200).sum(axis=(1, 2))
    voice = loudness(speech, np.arange(len(frames)) / 25)
    assert np.corrcoef(bright, voice)[0, 1] > 0.7
    assert np.abs(frames[-1] - frames[0])[60:].mean() > 0.5


def test_the_sound_in_the_file_is_the_speech(tmp_path: Path, speech: Speech) -> None:
    draw_presenter(Appearance(), SMALL, speech, tmp_path / "a.mp4")
    decoded = sound_of(tmp_path / "a.mp4")[: len(speech.samples)]
    assert np.corrcoef(decoded, speech.samples[: len(decoded)])[0, 1] > 0.98


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_an_unreadable_picture_is_a_media_error_that_names_it(tmp_path: Path, content: bytes, speech: Speech) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(content)
    with pytest.raises(MediaError, match=r"broken\.png"):
        draw_photo(broken, SMALL, speech, tmp_path / "a.mp4")
    with pytest.raises(MediaError, match=r"broken\.png"):
        draw_presenter(Appearance(), Stage(160, 90, background=broken), speech, tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


def test_a_background_color_reaches_the_corners_unchanged(tmp_path: Path) -> None:
    draw_presenter(Appearance(), Stage(320, 180, background=Color(16, 24, 32)), speak("Hi.", ANNIE), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(picture[:6, :6].reshape(-1, 3).mean(axis=0) - (16, 24, 32)).max() < 5
