"""Real files: what the draft studio makes of an order, probed and read again."""

from __future__ import annotations

import io
import wave
from dataclasses import replace
from pathlib import Path
from typing import cast

import av
import httpx
import numpy as np
import pysubs2
import pytest
from numpy.typing import NDArray
from PIL import Image

from heygen_build.emulator.app import Config, create
from heygen_build.emulator.catalog import Timbre
from heygen_build.emulator.cinematic import CinematicOrder
from heygen_build.emulator.drawing import DRAFT, speak
from heygen_build.emulator.orders import Recording, Saying, VideoOrder
from heygen_build.emulator.scenes import Backdrop, OwnSound, Person, SceneOrder, ScenesOrder, Silence
from heygen_build.emulator.studio import DrawingError, Studio
from heygen_build.emulator.subtitles import group, line
from heygen_build.emulator.voices import hear, mouths
from heygen_build.media.model import Word
from heygen_build.media.probe import probe
from heygen_build.media.sound import decode_sound
from tests.emulator.bench import ABIGAIL, asynchronous, data_of, opened, rendered

SAYING = Saying("Hello there.", Timbre("en-us", "m3", 40))
ORDER = VideoOrder(SAYING, 320, 180, costume="abigail", subtitles=True, burned_in=True)


def test_a_drawing_is_a_playable_video_with_subtitles_thumbnail_and_captioned_copy(tmp_path: Path) -> None:
    render = rendered(ORDER, tmp_path)
    for name in (render.video, render.captioned):
        info = probe(tmp_path / str(name))
        assert info.video is not None
        assert info.audio is not None
        assert (info.video.codec, info.video.width, info.video.height, info.video.fps) == ("h264", 320, 180, 25)
        assert info.audio.codec == "aac"
        assert info.duration == pytest.approx(render.duration, abs=0.04)
    subtitles = pysubs2.load(str(tmp_path / str(render.subtitles)), format_="srt")
    assert [event.text for event in subtitles] == ["Hello there."]
    with Image.open(tmp_path / render.thumbnail) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (320, 180))


def test_the_same_order_uses_the_file_on_disk(tmp_path: Path) -> None:
    order = replace(ORDER, subtitles=False, burned_in=False)
    render = rendered(order, tmp_path)
    drawn_at = (tmp_path / render.video).stat().st_mtime_ns
    assert rendered(order, tmp_path) == render
    assert (tmp_path / render.video).stat().st_mtime_ns == drawn_at
    assert rendered(replace(order, mark="OTHER"), tmp_path).video != render.video


def test_speech_is_a_wav_as_long_as_it_says(tmp_path: Path) -> None:
    spoken = speak(SAYING, tmp_path)
    with wave.open(str(tmp_path / spoken.file)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        assert file.getnframes() / 48_000 == pytest.approx(spoken.duration)
    assert [word.text for word in spoken.words] == ["Hello", "there."]


def test_a_recording_moves_the_mouth_and_ends_at_rest(tmp_path: Path) -> None:
    heard = hear(tmp_path / speak(SAYING, tmp_path).file)
    assert len({mouth.shape for mouth in heard.mouths}) > 2
    assert heard.mouths[-1].shape == "rest"
    order = VideoOrder(Recording(tmp_path / speak(SAYING, tmp_path).file), 320, 180, costume="omar-news")
    assert rendered(order, tmp_path).duration == pytest.approx(heard.duration, abs=0.04)


def test_silence_keeps_the_mouth_shut() -> None:
    assert [mouth.shape for mouth in mouths(np.zeros(48_000, np.int16))] == ["rest"]


def test_a_recording_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF\0\0\0\0WAVEfmt ")
    with pytest.raises(DrawingError, match="invalid_audio"):
        hear(tmp_path / "broken.wav")


def test_nothing_half_made_stays_behind_a_failure(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF\0\0\0\0WAVEfmt ")
    with pytest.raises(DrawingError):
        rendered(VideoOrder(Recording(tmp_path / "broken.wav"), 320, 180, costume="abigail"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.wav"]


def test_cues_end_with_sentences_and_long_pauses() -> None:
    words = [Word("One", 0, 0.3), Word("two.", 0.3, 0.6), Word("Three", 0.7, 1.0), Word("four", 2.0, 2.3)]
    assert [line(cue) for cue in group(words)] == ["One two.", "Three", "four"]


def test_no_word_is_lost_and_no_cue_is_longer_than_a_line() -> None:
    words = [Word(f"word{n}", n * 0.2, n * 0.2 + 0.2) for n in range(100)]
    cues = group(words)
    assert [word for cue in cues for word in cue] == words
    assert all(len(line(cue)) <= 42 for cue in cues)


def test_chinese_words_are_joined_without_blanks() -> None:
    assert line([Word("你", 0, 1), Word("好。", 1, 2)]) == "你好。"
    assert line([Word("Hello,", 0, 1), Word("你", 1, 2)]) == "Hello, 你"


@asynchronous
async def test_a_drawing_process_makes_the_video_of_an_order(tmp_path: Path) -> None:
    studio = Studio(tmp_path, 1, DRAFT)
    key = studio.begin(replace(ORDER, subtitles=False, burned_in=False))
    await studio.wait([key], 60)
    outcome = studio.outcome(key)
    studio.close()
    assert outcome is not None
    assert not hasattr(outcome, "code"), outcome


@asynchronous
async def test_every_look_has_a_preview_picture(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        look = data_of(await b.client.get(f"/v3/avatars/looks/{ABIGAIL.id}"))
        picture = await b.client.get(str(look["preview_image_url"]))
        assert picture.headers["Content-Type"] == "image/jpeg"
        with Image.open(io.BytesIO(picture.content)) as image:
            assert image.size == (640, 360)


def test_a_transparent_video_is_webm_that_shows_nothing_but_the_presenter(tmp_path: Path) -> None:
    render = rendered(replace(ORDER, subtitles=False, burned_in=False, is_transparent=True), tmp_path)
    info = probe(tmp_path / render.video)
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.audio.codec, info.video.fps) == ("vp9", "opus", 25)
    alpha = _alpha_of(tmp_path / render.video)
    assert alpha[2, 2] == alpha[2, -3] == 0
    assert alpha[60, 160] == 255


def _alpha_of(path: Path) -> NDArray[np.uint8]:
    """The alpha of the first frame."""
    with av.open(str(path)) as container:
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        frames = (frame for packet in container.demux(video=0) for frame in decoder.decode(packet))
        return cast("NDArray[np.uint8]", next(frames).to_ndarray(format="rgba")[..., 3])


def test_a_cinematic_shot_shows_its_people_moving_for_as_long_as_was_asked(tmp_path: Path) -> None:
    render = rendered(CinematicOrder("She walks.", ("abigail", "omar-news"), 320, 180, 4), tmp_path)
    info = probe(tmp_path / render.video)
    assert info.video is not None
    assert info.duration == pytest.approx(4.0, abs=0.05)
    assert (info.video.width, info.video.height) == (320, 180)


def test_a_studio_video_joins_people_stills_and_clips_with_their_own_sound(tmp_path: Path) -> None:
    spoken = rendered(replace(ORDER, subtitles=False, burned_in=False), tmp_path)
    Image.new("RGB", (32, 18), "teal").save(tmp_path / "still.png")
    clip = tmp_path / spoken.video
    scenes = (
        SceneOrder(SAYING, Backdrop(), Person("abigail")),
        SceneOrder(Silence(0.4), Backdrop(file=tmp_path / "still.png")),
        SceneOrder(OwnSound(clip), Backdrop(file=clip, is_clip=True)),
    )
    render = rendered(ScenesOrder(scenes, 320, 180), tmp_path)
    assert render.duration == pytest.approx(2 * spoken.duration + 0.4, abs=0.1)
    heard = decode_sound(tmp_path / render.video)
    assert heard is not None
    assert np.abs(heard[-40_000:]).max() > 1000


@asynchronous
async def test_the_moving_preview_of_a_video_is_a_gif_that_is_drawn_when_it_is_fetched(tmp_path: Path) -> None:
    emulator = create(Config(workers=0, folder=tmp_path))
    transport = httpx.ASGITransport(emulator.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://h", headers={"X-Api-Key": "k"}) as client:
        body = {"type": "avatar", "avatar_id": ABIGAIL.id, "script": "Hello there.", "resolution": "720p"}
        video_id = data_of(await client.post("/v3/videos", json=body))["video_id"]
        await emulator.settle()
        link = str(data_of(await client.get(f"/v3/videos/{video_id}"))["gif_url"])
        assert not list(tmp_path.glob("drawings/*.gif"))
        answer = await client.get(link)
    await emulator.aclose()
    with Image.open(io.BytesIO(answer.content)) as preview:
        assert (preview.format, preview.size) == ("GIF", (320, 180))
        assert getattr(preview, "n_frames", 1) > 3
