"""Files are what their content says, and broken ones are found before they are used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from heygen_build.media.model import ImageInfo, MediaError
from heygen_build.media.probe import probe, probe_image, probe_video
from tests.media.mediafiles import RED, foreign_clip, foreign_sound, own_clip


def _cut(path: Path, share: float) -> None:
    own_clip(path, 6)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def _cut_without_index(path: Path) -> None:
    foreign_clip(path, [RED] * 200)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"moov") - 4])


def _verdict(path: Path) -> str:
    try:
        probe(path)
    except MediaError as error:
        return error.reason
    return "media"


def _png(path: Path) -> None:
    Image.new("RGB", (4, 4)).save(path, format="PNG")


BROKEN: dict[str, tuple[str, Callable[[Path], object]]] = {
    "nothing there": ("missing", lambda path: None),
    "zero bytes": ("empty", lambda path: path.write_bytes(b"")),
    "a folder": ("not_a_file", lambda path: path.mkdir()),
    "an error page": ("not_media", lambda path: path.write_text("\n<!DOCTYPE html><html><body>403</body></html>")),
    "an XML error": ("not_media", lambda path: path.write_text('<?xml version="1.0"?><Error>Expired</Error>')),
    "a text file": ("not_media", lambda path: path.write_text("hello, this is not a video\n" * 50)),
    "a playlist": ("not_media", lambda path: path.write_text("#EXTM3U\n#EXTINF:10,\nhttp://example.com/a.ts\n")),
    "a concat script": ("not_media", lambda path: path.write_text("ffconcat version 1.0\nfile /etc/passwd\n")),
    "subtitles": ("not_media", lambda path: path.write_text("1\n00:00:01,000 --> 00:00:02,000\nhi\n")),
    "a picture": ("not_media", _png),
    "half a file": ("truncated", lambda path: _cut(path, 0.5)),
    "all but the end": ("truncated", lambda path: _cut(path, 0.97)),
    "only its head": ("truncated", lambda path: _cut(path, 0.01)),
    "no index": ("truncated", _cut_without_index),
    "random bytes": ("not_media", lambda path: path.write_bytes(bytes(range(256)) * 40)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_has_a_reason(tmp_path: Path, name: str) -> None:
    reason, make = BROKEN[name]
    path = tmp_path / "clip.mp4"
    make(path)
    with pytest.raises(MediaError) as caught:
        probe(path)
    assert caught.value.reason == reason
    assert "clip.mp4" in str(caught.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(place=st.integers(0, 1 << 16), junk=st.binary(max_size=64), cut=st.booleans())
@example(place=1213, junk=bytes(11), cut=False)  # a stream without a codec
def test_no_damage_ends_in_a_traceback(tmp_path: Path, place: int, junk: bytes, cut: bool) -> None:
    original, path = tmp_path / "original.mp4", tmp_path / "damaged.mp4"
    if not original.exists():
        own_clip(original, 1)
    data = original.read_bytes()
    place %= len(data)
    path.write_bytes(data[:place] + junk + (b"" if cut else data[place + len(junk) :]))
    assert _verdict(path) in {"media", "truncated", "not_media", "undecodable", "empty"}


def test_cut_files_of_other_containers_are_found(tmp_path: Path) -> None:
    webm = foreign_clip(tmp_path / "clip.webm", [RED] * 90, codec="libvpx-vp9")
    for path in (webm, foreign_clip(tmp_path / "clip.mkv", [RED] * 90), foreign_sound(tmp_path / "sound.wav", 2)):
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
        with pytest.raises(MediaError) as caught:
            probe(path)
        assert caught.value.reason == "truncated"


def test_the_name_of_a_file_means_nothing(tmp_path: Path) -> None:
    path = foreign_sound(tmp_path / "sound.wav", 1.5).rename(tmp_path / "clip.mp4")
    info = probe(path)
    assert (info.container, info.video) == ("wav", None)
    assert info.audio is not None
    assert (info.audio.rate, info.audio.channels) == (44_100, 1)
    assert info.duration == pytest.approx(1.5, abs=0.001)
    assert info.size == path.stat().st_size


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        probe_video(foreign_sound(tmp_path / "sound.wav", 1))
    assert caught.value.reason == "no_video"


@pytest.mark.parametrize(("suffix", "codec"), [("webm", "libvpx-vp9"), ("mkv", "libx264"), ("mov", "mjpeg")])
def test_other_containers_are_read(tmp_path: Path, suffix: str, codec: str) -> None:
    pixel_format = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    info, video = probe_video(
        foreign_clip(tmp_path / f"clip.{suffix}", [RED] * 30, codec=codec, pixel_format=pixel_format)
    )
    assert (video.width, video.height) == (160, 90)
    assert info.duration == pytest.approx(1, abs=0.05)


def test_a_name_with_a_colon_is_a_file_and_not_a_protocol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own_clip(tmp_path / "plain.mp4", 0.2).rename(tmp_path / "http:clip.mp4")
    assert probe(Path("http:clip.mp4")).duration == pytest.approx(0.2, abs=0.001)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_what_its_bytes_are(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.dat"
    Image.effect_noise((30, 20), 80).convert("RGB").save(path, format=kind)
    assert probe_image(path) == ImageInfo(kind.lower(), 30, 20)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_cut_picture_is_found(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "picture.png"
    Image.effect_noise((300, 200), 80).convert("RGB").save(path, format=kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(MediaError) as caught:
        probe_image(path)
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"<html>403</html>", "not_image"), (b"just text", "not_image"), (None, "missing")],
)
def test_what_is_no_picture_has_a_reason(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "picture.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MediaError) as caught:
        probe_image(path)
    assert caught.value.reason == reason
