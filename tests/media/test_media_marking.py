"""The mark of what was made with AI, as other programs read and write it."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from PIL import Image

from heygen_build.media.gif import write_gif
from heygen_build.media.marking import mark_gif, mark_mp4, packet, read_mark, save_jpeg, save_png
from heygen_build.media.model import MediaError
from heygen_build.media.probe import probe
from tests.media.mediafiles import SMALL, own_clip


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
