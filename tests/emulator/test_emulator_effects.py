"""Mattes, clips and compositions as files: what is in them, seen with PyAV."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_build.emulator.drawing import draw
from heygen_build.emulator.effects import CompositionOrder, Cut, CutsOrder, MatteOrder
from heygen_build.emulator.jobs import Made, Render
from heygen_build.emulator.studio import DrawingError
from heygen_build.media.encode import Writer
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Yuv
from heygen_build.units import Color
from tests.emulator.bench import asynchronous, data_of, opened, problem_of

GROUND, PERSON = Color(200, 210, 220), Color(180, 30, 40)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A red square before a pale ground, 1 s, with a beep's worth of silence as sound."""
    path = tmp_path_factory.mktemp("source") / "source.mp4"
    canvas = Canvas(160, 90, 25, "draft")
    frame = Yuv.blank(160, 90, GROUND)
    square = Yuv.blank(40, 40, PERSON)
    frame.y[20:60, 60:100], frame.u[10:30, 30:50], frame.v[10:30, 30:50] = square.y, square.u, square.v
    with Writer(path, canvas, sound=True) as writer:
        writer.frame(frame, 25)
        writer.sound(np.zeros((48_000, 2), np.int16))
    return path


def picture(path: Path, kind: str = "rgb24") -> np.ndarray:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if kind == "rgba":  # the native VP9 decoder of FFmpeg leaves alpha out
            decoder = av.CodecContext.create("libvpx-vp9", "r")
            frame = next(frame for packet in container.demux(stream) for frame in decoder.decode(packet))
        else:
            frame = next(container.decode(stream))
        return frame.to_ndarray(format=kind)


def test_a_matte_has_three_layers_that_fit_together(source: Path, tmp_path: Path) -> None:
    made = draw(MatteOrder(source, ("foreground", "mask", "background")), tmp_path)
    assert isinstance(made, Made)
    assert made.duration == pytest.approx(1.0)
    foreground = picture(tmp_path / made.files["foreground"], "rgba")
    assert foreground[40, 80, 3] > 240
    assert foreground[5, 5, 3] < 15
    mask = picture(tmp_path / made.files["mask"])
    assert mask[40, 80].min() > 230
    assert mask[80, 20].max() < 25
    background = picture(tmp_path / made.files["background"])
    assert np.abs(background[40, 80].astype(int) - (200, 210, 220)).max() < 12


def test_clips_have_the_wanted_shape_length_and_sound(source: Path, tmp_path: Path) -> None:
    made = draw(CutsOrder(source, (Cut(0.0, 0.6), Cut(0.4, 0.4)), 90, 160, "DRAFT"), tmp_path)
    assert isinstance(made, Made)
    assert set(made.files) == {"clip0", "thumbnail0", "clip1", "thumbnail1"}
    for label, seconds in (("clip0", 0.6), ("clip1", 0.4)):
        with av.open(str(tmp_path / made.files[label])) as container:
            assert (container.streams.video[0].width, container.streams.video[0].height) == (90, 160)
            assert container.streams.video[0].frames == round(seconds * 25)
            assert len(container.streams.audio) == 1


@pytest.mark.parametrize("kind", ["mp4", "webm", "mov"])
def test_a_composition_is_a_card_of_its_size_rate_and_format(tmp_path: Path, kind: str) -> None:
    order = CompositionOrder(("Card", "name: Ada"), 320, 180, 10, 0.5, kind, "DRAFT")  # type: ignore[arg-type]
    made = draw(order, tmp_path)
    assert isinstance(made, Render)
    assert (made.video.rpartition(".")[2], made.duration) == (kind, 0.5)
    with av.open(str(tmp_path / made.video)) as container:
        assert float(container.streams.video[0].average_rate or 0) == 10
    if kind == "webm":
        assert picture(tmp_path / made.video, "rgba")[2, 2, 3] < 10


def test_what_is_no_video_fails_as_a_drawing(tmp_path: Path) -> None:
    lie = tmp_path / "lie.mp4"
    lie.write_bytes(b"\0\0\0\x18ftypisom")
    for order in (MatteOrder(lie, ("mask",)), CutsOrder(lie, (Cut(0, 1),), 90, 160, "DRAFT")):
        with pytest.raises(DrawingError, match="could not be read"):
            draw(order, tmp_path / "out")


@asynchronous
async def test_a_removal_with_the_same_request_id_is_the_first_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        upload = await b.client.post("/v3/assets", files={"file": ("a.mp4", b"\0\0\0\x18ftypisom")})
        video = {"type": "asset_id", "asset_id": data_of(upload)["asset_id"]}
        body = {"video": video, "request_id": "proj-s2-1"}
        first = data_of(await b.client.post("/v3/background-removals", json=body))
        other = {"video": {"type": "asset_id", "asset_id": "gone"}, "request_id": "proj-s2-1"}
        assert data_of(await b.client.post("/v3/background-removals", json=other))["id"] == first["id"]
        del other["request_id"]
        assert problem_of(await b.client.post("/v3/background-removals", json=other))[1] == "asset_not_found"


@asynchronous
async def test_projects_without_their_entry_page_are_refused(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("index.html", "<p data-duration=3>")
    async with opened(tmp_path) as b:
        data = base64.b64encode(archive.getvalue()).decode()
        project = {"type": "base64", "media_type": "application/zip", "data": data}
        wrong = await b.client.post("/v3/hyperframes/renders", json={"project": project, "composition": "other.html"})
        assert problem_of(wrong) == (400, "hyperframes_project_invalid", "project")
        webm = {"project": project, "resolution": "4k", "format": "webm"}
        assert problem_of(await b.client.post("/v3/hyperframes/renders", json=webm))[2] == "resolution"
        assert (await b.client.post("/v3/hyperframes/renders", json={"project": project})).status_code == 200
        assert b.artist.drawn == [CompositionOrder(("index.html",), 1920, 1080, 30, 3.0, "mp4", "DRAFT")]
