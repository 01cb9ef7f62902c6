"""What is written beside a film, and taken away when nobody asks for it any more."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import av
import pytest
from PIL import Image

from heygen_build.media.marking import read_mark
from heygen_build.media.model import Cue
from heygen_build.pipeline import Options, check
from heygen_build.publish.texts import chapters_text, transcript
from heygen_build.publish.timeline import Passage, Timeline
from heygen_build.resolve.written import written_by
from tests.workshop import Studio, ran

HEAD = """\
heygen_build: 1
title: Plans & prices
avatars: {host: {look: Abigail}}
defaults: {avatar: host}
"""
SCENES = """\
scenes:
  - id: 01-the-hook
    script: Hello *there*.
  - id: end
    card: {text: Thanks}
    hold: 400ms
"""
CARD = "scenes: [{card: {text: Thanks}, hold: 400ms}]"
EVERYTHING = "{chapters: true, contact_sheet: true, thumbnails: true, transcript: {formats: [txt, md, json]}}"


def built(room: Studio, output: str, scenes: str = SCENES) -> Path:
    room.write(f"{HEAD}output: {output}\n{scenes}")
    made = room.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    assert made.outputs is not None
    return room.folder / "dist"


def passage(title: str, start: float, end: float) -> Passage:
    return Passage(title.lower(), title, start, end, f"About {title}.", "Abigail", (Cue(start, end, ("Words",)),))


def test_chapters_are_in_the_film_and_in_a_text(room: Studio) -> None:
    dist = built(room, "{chapters: true}")
    with av.open(str(dist / "film.mp4")) as film:
        chapters = [(found["start"], found["end"], found["metadata"]["title"]) for found in film.chapters()]
    assert chapters == [(0, 400, "The hook"), (400, 800, "Thanks")]
    assert (dist / "film.chapters.txt").read_text() == "0:00 The hook\n0:00 Thanks\n"


def test_scenes_that_are_too_short_for_a_chapter_belong_to_the_one_before() -> None:
    parts = [passage("One", 0, 12), passage("Aside", 12, 15), passage("Two", 15, 30), passage("Three", 30, 3700)]
    assert chapters_text(parts) == "0:00:00 One\n0:00:12 Aside\n0:00:30 Three\n"
    assert chapters_text(parts[:2]) == "0:00 One\n0:12 Aside\n"


def test_a_transcript_is_text_markdown_or_data(room: Studio) -> None:
    dist = built(room, EVERYTHING)
    assert (dist / "film.transcript.txt").read_text() == "Plans & prices\n\nHello *there*.\n"
    assert (dist / "film.transcript.md").read_text() == "# Plans & prices\n\n**0:00**\n\nHello \\*there\\*.\n"
    data = json.loads((dist / "film.transcript.json").read_text())
    hook, end = data["scenes"]
    assert (hook["title"], hook["start"], hook["end"], hook["speaker"]) == ("The hook", 0.0, 0.4, "Abigail")
    assert [cue["text"] for cue in hook["cues"]] == ["Hello *there*."]
    assert (end["text"], end["cues"], data["seconds"]) == ("", [], 0.8)


def test_speakers_are_named_where_there_are_several() -> None:
    other = Passage("two", "Two", 65.0, 70.0, "And I.", "Daniel", ())
    text = transcript("md", "Talk", Timeline((), (passage("One", 0, 65), other), ()))
    assert "**0:00 Abigail**" in text
    assert "**1:05 Daniel**" in text


def test_a_contact_sheet_and_thumbnails_show_each_scene(room: Studio) -> None:
    dist = built(room, EVERYTHING)
    with Image.open(dist / "film.contact-sheet.jpg") as sheet:
        assert sheet.width == 1500
        left, right = sheet.getpixel((400, 200)), sheet.getpixel((1100, 100))
    assert left != right
    pictures = sorted((dist / "film-thumbnails").iterdir())
    assert [picture.name for picture in pictures] == ["01.jpg", "02.jpg"]
    with Image.open(pictures[0]) as first:
        assert first.size == (640, 360)


def test_what_is_not_asked_for_any_more_goes_with_its_folder_unless_somebody_changed_it(room: Studio) -> None:
    dist = built(room, EVERYTHING)
    (dist / "film.transcript.md").write_text("mine now")
    (dist / "notes.txt").write_text("mine as well")
    built(room, "{poster: false}")
    kept = ["film.mp4", "film.srt", "film.transcript.md", "film.vtt", "manifest.json", "notes.txt"]
    assert sorted(path.name for path in dist.iterdir()) == kept


def test_nothing_is_written_again_when_nothing_changed(room: Studio) -> None:
    dist = built(room, EVERYTHING[:-1] + ", export: [otio, remotion, hyperframes]}")
    stamps = {path: path.stat().st_mtime_ns for path in dist.rglob("*") if path.is_file()}
    again = room.build()
    assert again.outputs is not None
    assert (again.outputs.written, ran(again)) == (0, [])
    assert {path: path.stat().st_mtime_ns for path in dist.rglob("*") if path.is_file()} == stamps


def test_a_new_title_of_a_scene_draws_the_sheet_again_and_no_thumbnail(room: Studio) -> None:
    dist = built(room, EVERYTHING)
    sheet, thumbnail = dist / "film.contact-sheet.jpg", dist / "film-thumbnails" / "01.jpg"
    before = sheet.read_bytes(), thumbnail.stat().st_mtime_ns
    built(room, EVERYTHING.replace("chapters: true", "chapters: false"), SCENES.replace("01-the-hook", "opening"))
    first = sheet.read_bytes(), thumbnail.stat().st_mtime_ns
    assert first[0] != before[0]


@pytest.mark.parametrize(
    ("scenes", "wanted"),
    [
        ("scenes:\n  - {id: hook, script: Hello there.}\n", "trainedAlgorithmicMedia"),
        (SCENES, "compositeWithTrainedAlgorithmicMedia"),
        ("scenes:\n  - {id: end, card: Thanks, hold: 400ms}\n", "composite"),
    ],
    ids=["presenter alone", "with a card", "nothing of a model"],
)
def test_films_and_stills_carry_their_digital_source_type(room: Studio, scenes: str, wanted: str) -> None:
    dist = built(room, "{contact_sheet: true, thumbnails: true}", scenes)
    stills = [dist / "film.jpg", dist / "film.contact-sheet.jpg", *(dist / "film-thumbnails").iterdir()]
    assert {read_mark(path) for path in (dist / "film.mp4", *stills)} == {wanted}
    film = json.loads((dist / "manifest.json").read_text())["films"][0]
    assert film["digital_source_type"] == wanted


def test_webm_says_it_in_a_tag(room: Studio) -> None:
    room.write(f"{HEAD}output: {{format: webm, path: dist/film.webm}}\nscenes:\n  - {{card: Hi, hold: 200ms}}\n")
    assert room.build().artifacts.is_complete
    with av.open(str(room.folder / "dist" / "film.webm")) as film:
        tags = {name.lower(): text for name, text in film.metadata.items()}
    assert tags["digital_source_type"].endswith("/digitalsourcetype/composite")


def test_every_file_in_the_manifest_is_there_as_it_says(room: Studio) -> None:
    dist = built(room, EVERYTHING[:-1] + ", export: [otio]}")
    film = json.loads((dist / "manifest.json").read_text())["films"][0]
    named = [film["video"], film["poster"], film["contact_sheet"], film["chapters"]]
    named += [*film["thumbnails"], *film["transcripts"], *film["captions"], *film["exports"][0]["files"]]
    assert {file["path"]: file["size"] for file in named} == {
        path.relative_to(dist).as_posix(): path.stat().st_size
        for path in dist.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_what_a_film_writes_is_known_before(room: Studio) -> None:
    """That is how two films that need one file are found before anything is ordered."""
    room.write(f"{HEAD}output: {EVERYTHING[:-1]}, export: [otio, remotion, hyperframes]}}\n{SCENES}")
    made = room.build()
    known = {room.folder / path for path in written_by(made.planned.project.films[0])}
    written = {path for path in (room.folder / "dist").rglob("*") if path.is_file() and path.name != "manifest.json"}
    assert {path for path in written if not known & {path, *path.parents}} == set()
    assert all(path.exists() for path in known)


def test_projects_of_one_folder_write_films_of_their_own(room: Studio) -> None:
    for name in ("intro", "outro"):
        path = room.write(f"heygen_build: 1\ntitle: {name}\n{CARD}", f"{name}.yaml")
        project = asyncio.run(check(path, Options(draft=True), room.world))
        assert [film.output for film in project.films] == [Path(f"dist/{name}.mp4")]
