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

from heygen_build.media.sound import write_wav
from tests.media.mediafiles import tone
from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Plans & prices
avatars: {host: {look: Abigail}}
defaults: {avatar: host}
music: {file: bed.wav, from: 1500ms, volume: -10dB, duck: -6dB, fade_in: 200ms}
output: {fps: 30, export: [otio, remotion, hyperframes]}
scenes:
  - id: 01-the-hook
    script: Hello there.
    sounds: [{file: ding.wav, at: 100ms, volume: -3dB}]
  - id: ../../the end?
    transition: {dissolve: 200ms}
    card: {text: Thanks}
    hold: 400ms
"""
NODE_MODULES = os.environ.get("HEYGEN_BUILD_NODE_MODULES")
"""A `node_modules` with what the export's package.json names: `npm install` in an export makes one.

With `npm install hyperframes` in it (and node 22 or newer) the composition is linted as well.
"""

LINTER = Path(NODE_MODULES) / "hyperframes" / "dist" / "cli.js" if NODE_MODULES else None


@pytest.fixture
def dist(room: Studio) -> Path:
    room.write(PROJECT)
    write_wav(room.folder / "ding.wav", tone(0.3))
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
        ("Effect 1", "Audio"),
    ]
    assert [track.duration() for track in opened.tracks] == [RationalTime(24, 30)] * 4
    for clip in opened.find_clips():
        assert (dist / "film-otio" / clip.media_reference.target_url).is_file()
        assert clip.source_range.end_time_exclusive() <= clip.available_range().end_time_exclusive()


def test_music_that_is_repeated_is_laid_out_again_and_again(dist: Path) -> None:
    opened = timeline(dist)
    pieces = [(type(item).__name__, item.source_range) for item in opened.tracks[2]]
    laid = [(kind, used.start_time.value, used.duration.value) for kind, used in pieces]
    assert laid == [("Clip", 45, 15), ("Clip", 45, 9)]


def test_an_effect_is_as_long_as_its_file(dist: Path) -> None:
    opened = timeline(dist)
    items = [(type(item).__name__, item.source_range.duration.value) for item in opened.tracks[3]]
    assert items == [("Gap", 3), ("Clip", 9), ("Gap", 12)]


def test_no_name_of_a_scene_leads_out_of_the_export(dist: Path) -> None:
    media = {path.name for path in (dist / "film-otio" / "media").iterdir()}
    assert {"02-the-end.mp4", "02-the-end.wav"} <= media
    assert sorted(path.name for path in dist.parent.iterdir() if path.suffix == ".mp4") == []
    opened = timeline(dist)
    assert list(opened.tracks[0][2].metadata["heygen-build"]["scenes"]) == ["../../the end?"]


def test_pictures_follow_each_other_as_the_film_was_joined(dist: Path) -> None:
    opened = timeline(dist)
    ranges = [(clip.name, clip.source_range) for clip in opened.tracks[0]]
    pictures = [(name, used.start_time.value, used.duration.value) for name, used in ranges]
    assert pictures == [("01-the-hook", 0, 9), ("02-transition", 0, 6), ("02-the-end", 3, 9)]


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
    assert [(piece["from"], piece["durationInFrames"], piece["startFrom"]) for piece in props["music"]] == [
        (0, 15, 45),
        (15, 9, 45),
        (3, 9, 0),
    ]
    assert props["music"][1]["fades"] == {"begin": 0, "end": 24, "in": 6, "out": 0}
    volumes = [piece["volume"] for piece in props["music"]]
    assert volumes == pytest.approx([10 ** (-16 / 20), 10 ** (-16 / 20), 10 ** (-3 / 20)], abs=1e-3)
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


@pytest.mark.parametrize("name", ["index.html", "player.html"])
def test_a_page_has_each_medium_at_its_time(dist: Path, name: str) -> None:
    folder = dist / "film-hyperframes"
    page = (folder / name).read_text()
    assert "<title>Plans &amp; prices</title>" in page
    videos = re.findall(r'<video .*?data-start="(.*?)" data-duration="(.*?)".*?data-media-start="(.*?)"', page)
    assert videos == [("0", "0.3", "0"), ("0.3", "0.2", "0"), ("0.5", "0.3", "0.1")]
    for source in re.findall(r'src="(.*?)"', page):
        assert (folder / source).is_file()


def test_the_composition_has_no_clock_of_its_own(dist: Path) -> None:
    """Its renderer seeks: a script that measures time would draw other frames each time (HyperFrames' linter)."""
    page = (dist / "film-hyperframes" / "index.html").read_text()
    assert 'data-composition-id="film" data-no-timeline data-start="0" data-duration="0.8"' in page
    assert "<script" not in page


@pytest.mark.skipif(LINTER is None or not LINTER.is_file(), reason="HEYGEN_BUILD_NODE_MODULES has no hyperframes")
def test_the_linter_of_hyperframes_finds_nothing(dist: Path) -> None:
    command = ["node", str(LINTER), "lint", str(dist / "film-hyperframes")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "DO_NOT_TRACK": "1"})
    assert "0 errors, 0 warnings" in done.stdout + done.stderr


def test_an_export_that_is_not_asked_for_any_more_goes(room: Studio, dist: Path) -> None:
    room.write(PROJECT.replace("export: [otio, remotion, hyperframes]", "export: [otio]"))
    room.build()
    assert (dist / "film-otio").is_dir()
    assert not (dist / "film-remotion").exists()
    assert not (dist / "film-hyperframes").exists()
