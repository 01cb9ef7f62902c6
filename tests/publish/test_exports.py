"""Exports open in the tools they are for, and play as the film does."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from opentimelineio.adapters import read_from_file
from opentimelineio.opentime import RationalTime
from opentimelineio.schema import Timeline

from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Plans & prices
avatars: {host: {look: Abigail}}
defaults: {avatar: host}
music: {file: bed.wav, volume: -10dB, duck: 6dB, fade_in: 200ms}
output: {fps: 30, export: [otio, remotion, hyperframes]}
scenes:
  - id: 01-the-hook
    script: Hello there.
  - id: end
    transition: {dissolve: 200ms}
    card: {text: Thanks}
    hold: 400ms
"""
NODE_MODULES = os.environ.get("HEYGEN_BUILD_NODE_MODULES")
"""A `node_modules` with what the export's package.json names: `npm install` in an export makes one."""


@pytest.fixture
def dist(room: Studio) -> Path:
    room.write(PROJECT)
    made = room.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    return room.folder / "dist"


def timeline(dist: Path) -> Timeline:
    found = read_from_file(str(dist / "film-otio" / "film.otio"))  # type: ignore[no-untyped-call]
    assert isinstance(found, Timeline)
    return found


def test_the_reference_library_opens_the_timeline_and_finds_all_media(dist: Path) -> None:
    opened = timeline(dist)
    assert opened.name == "Plans & prices"
    assert [(track.name, track.kind) for track in opened.tracks] == [
        ("Scenes", "Video"),
        ("Sound", "Audio"),
        ("Music 1", "Audio"),
    ]
    assert [track.duration() for track in opened.tracks] == [RationalTime(24, 30)] * 3
    for clip in opened.find_clips():
        assert (dist / "film-otio" / clip.media_reference.target_url).is_file()


def test_pictures_follow_each_other_as_the_film_was_joined(dist: Path) -> None:
    opened = timeline(dist)
    ranges = [(clip.name, clip.source_range) for clip in opened.tracks[0]]
    pictures = [(name, used.start_time.value, used.duration.value) for name, used in ranges]
    assert pictures == [("01-the-hook", 0, 9), ("02-transition", 0, 6), ("02-end", 3, 9)]


def test_scenes_and_captions_are_markers_with_the_script(dist: Path) -> None:
    markers = timeline(dist).tracks.markers
    hook = markers[0]
    assert (hook.name, hook.marked_range.duration.value) == ("The hook", 12)
    assert hook.metadata["heygen-build"]["script"] == "Hello there."
    assert [marker.name for marker in markers if marker.color == "YELLOW"] == ["Hello there."]


def test_the_props_of_the_composition_tell_the_film_in_its_frames(dist: Path) -> None:
    folder = dist / "film-remotion"
    props = json.loads((folder / "src" / "props.json").read_text())
    assert (props["fps"], props["durationInFrames"], props["width"]) == (30, 24, 1280)
    assert [(piece["from"], piece["durationInFrames"], piece["startFrom"]) for piece in props["pictures"]] == [
        (0, 9, 0),
        (9, 6, 0),
        (15, 9, 3),
    ]
    assert props["music"][0]["volume"] == pytest.approx(10 ** (-16 / 20), abs=1e-3)
    for piece in (*props["pictures"], *props["sounds"], *props["music"]):
        assert (folder / "public" / piece["src"]).is_file()


@pytest.mark.skipif(NODE_MODULES is None, reason="HEYGEN_BUILD_NODE_MODULES names no folder")
def test_the_typescript_compiler_accepts_the_composition(dist: Path) -> None:
    assert NODE_MODULES is not None
    folder = dist / "film-remotion"
    (folder / "node_modules").symlink_to(NODE_MODULES)
    compiler = Path(NODE_MODULES) / "typescript" / "bin" / "tsc"
    done = subprocess.run(["node", compiler, "--noEmit", "-p", folder], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_page_has_each_medium_at_its_time(dist: Path) -> None:
    folder = dist / "film-hyperframes"
    page = (folder / "index.html").read_text()
    assert "<title>Plans &amp; prices</title>" in page
    assert 'data-composition-id="film" data-start="0" data-duration="0.8"' in page
    videos = re.findall(r'<video .*?data-start="(.*?)" data-duration="(.*?)".*?data-media-start="(.*?)"', page)
    assert videos == [("0", "0.3", "0"), ("0.3", "0.2", "0"), ("0.5", "0.3", "0.1")]
    for source in re.findall(r'src="(.*?)"', page):
        assert (folder / source).is_file()


def test_an_export_that_is_not_asked_for_any_more_goes(room: Studio, dist: Path) -> None:
    room.write(PROJECT.replace("export: [otio, remotion, hyperframes]", "export: [otio]"))
    room.build()
    assert (dist / "film-otio").is_dir()
    assert not (dist / "film-remotion").exists()
    assert not (dist / "film-hyperframes").exists()
