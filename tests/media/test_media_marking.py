"""The mark of what was made with AI, as other programs read and write it."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from heygen_build.media.finish import join_sounds
from heygen_build.media.gif import write_gif
from heygen_build.media.marking import mark_gif, mark_mp4, mark_wav, packet, read_mark, save_jpeg, save_png
from heygen_build.media.model import Heard, MediaError, SoundFormat, SoundJob
from heygen_build.media.probe import probe
from heygen_build.media.sound import decode_sound, write_wav
from tests.media.mediafiles import SMALL, own_clip, tone


def test_a_marked_film_is_found_so_by_ffmpeg_and_still_plays(tmp_path: Path) -> None:
    film = own_clip(tmp_path / "film.mp4", 0.4)
    before = probe(film)
    assert read_mark(film) is None
    mark_mp4(film, "trainedAlgorithmicMedia")
    after = probe(film)
    assert read_mark(film) == "trainedAlgorithmicMedia"
    assert (after.video, after.audio) == (before.video, before.audio)


@pytest.mark.parametrize("name", ["still.jpg", "still.png"])
def test_a_still_carries_its_mark(tmp_path: Path, name: str) -> None:
    picture, path = Image.new("RGB", (32, 18), "teal"), tmp_path / name
    if path.suffix == ".png":
        save_png(picture, path, "compositeWithTrainedAlgorithmicMedia")
    else:
        save_jpeg(picture, path, "compositeWithTrainedAlgorithmicMedia", quality=90)
    assert read_mark(path) == "compositeWithTrainedAlgorithmicMedia"


def test_the_mark_is_read_as_an_attribute_as_well(tmp_path: Path) -> None:
    text = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        'i:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/composite"/></rdf:RDF></x:xmpmeta>'
    )
    Image.new("RGB", (8, 8)).save(tmp_path / "other.jpg", xmp=text.encode())
    assert read_mark(tmp_path / "other.jpg") == "composite"


def test_a_picture_without_a_mark_has_none(tmp_path: Path) -> None:
    save_jpeg(Image.new("RGB", (8, 8)), tmp_path / "plain.jpg", None, quality=90)
    assert read_mark(tmp_path / "plain.jpg") is None


def test_a_packet_that_is_cut_off_is_told(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "torn.jpg", xmp=packet("composite")[:200])
    with pytest.raises(MediaError, match="cannot be read"):
        read_mark(tmp_path / "torn.jpg")


def test_a_gif_carries_its_mark_and_every_picture_it_had(tmp_path: Path) -> None:
    clip = own_clip(tmp_path / "film.mp4", 0.4)
    write_gif(clip, tmp_path / "film.gif", SMALL)
    mark_gif(tmp_path / "film.gif", "trainedAlgorithmicMedia")
    assert read_mark(tmp_path / "film.gif") == "trainedAlgorithmicMedia"
    with av.open(str(tmp_path / "film.gif")) as film:
        # FFmpeg, like browsers, walks over the extension block by block.
        assert sum(1 for _ in film.decode(video=0)) == 10
    with Image.open(tmp_path / "film.gif") as picture:
        assert picture.info["loop"] == 0


@pytest.mark.parametrize("form", ["wav", "mp3"])
def test_sound_carries_its_mark_and_is_as_long_as_before(tmp_path: Path, form: SoundFormat) -> None:
    write_wav(tmp_path / "a.wav", tone(1.0))
    sound = tmp_path / f"film.{form}"
    job = SoundJob(25, (Heard(tmp_path / "a.wav", 1.0),), form, title="Ton", source="trainedAlgorithmicMedia")
    join_sounds(job, sound)
    assert read_mark(sound) == "trainedAlgorithmicMedia"
    with av.open(str(sound)) as container:
        heard = sum(frame.samples for frame in container.decode(audio=0))
        assert container.metadata["title"] == "Ton"
    assert heard == pytest.approx(48_000, abs=2400)


def test_a_marked_wav_is_one_to_other_programs(tmp_path: Path) -> None:
    """The size at its head counts the chunk of the mark, and the sound is what it was to the sample."""
    write_wav(tmp_path / "a.wav", tone(0.5))
    mark_wav(tmp_path / "a.wav", "composite")
    data = (tmp_path / "a.wav").read_bytes()
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.readframes(file.getnframes()) == tone(0.5).tobytes()
    sound = decode_sound(tmp_path / "a.wav")
    assert sound is not None
    assert np.array_equal(sound, tone(0.5))
