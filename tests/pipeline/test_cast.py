"""Avatars and voices that a project makes: paid once, agreed to, used by the scenes, and never made again."""

from __future__ import annotations

import asyncio
import io
import shutil
import wave
from pathlib import Path

import httpx
import pytest
from PIL import Image

from heygen_build.emulator.app import AfterPolls, Config
from heygen_build.emulator.faults import Answer, FailJob, LostAfterAcceptance
from heygen_build.heygen.api import uploads
from heygen_build.pipeline import Built
from tests.workshop import Studio, codes, ran, sample

PHOTO = """\
heygen_build: 1
title: Founder
output: {resolution: 720p}
avatars:
  founder: {create: {photo: face.png, name: The Founder}}
voices:
  narrator: {name: Ivy}
defaults: {avatar: founder, voice: narrator}
scenes:
  - {id: one, script: Hello there.}
  - {id: two, script: And again.}
"""
TWIN = PHOTO.replace("create: {photo: face.png, name: The Founder}", "create: {footage: me.mp4, CONSENT}")
VOICE = """\
heygen_build: 1
title: Founder
output: {resolution: 720p}
avatars:
  host: {look: Abigail}
voices:
  narrator: {SOURCE}
defaults: {avatar: host, voice: narrator}
scenes:
  - {id: one, script: Hello there.}
  - {id: card, card: Numbers, script: Nobody is seen here.}
"""
CLONE = VOICE.replace("SOURCE", "clone: {file: voice.wav, language: de}")
DESIGN = VOICE.replace("SOURCE", "design: {prompt: warm calm narrator, locale: en-GB, choice: 2}")


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    # Jobs that take a few polls, because looks and clones are not made at once.
    made = Studio(tmp_path, Config(workers=0, folder=tmp_path / "emulator", progression=AfterPolls(2)))
    Image.new("RGB", (600, 600), (180, 150, 120)).save(made.folder / "face.png")
    (made.folder / "me.mp4").write_bytes(sample()[0])
    (made.folder / "voice.wav").write_bytes(_recording(31))
    return made


def _recording(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(seconds * 16000))
    return out.getvalue()


def posts(studio: Studio, path: str) -> list[dict[str, object]]:
    """The bodies of the orders that one call got."""
    found = [request.json() for request in studio.emulator.requests if (request.method, request.path) == ("POST", path)]
    assert all(isinstance(body, dict) for body in found)
    return found  # type: ignore[return-value]  # checked above


def _delete(studio: Studio, path: str) -> None:
    async def delete() -> None:
        transport = httpx.ASGITransport(studio.emulator.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://heygen") as somebody:
            answer = await somebody.delete(path, headers={"X-Api-Key": "key"})
            assert answer.status_code == 200

    asyncio.run(delete())


def notes(built: Built) -> str:
    return " ".join(note for failure in built.artifacts.failures for note in failure.diagnostic.notes)


def test_an_avatar_of_a_photo_is_made_once_and_speaks_in_every_scene(studio: Studio) -> None:
    studio.write(PHOTO)
    built = studio.build()
    assert built.artifacts.is_complete, built.artifacts.failures
    (made,) = posts(studio, "/v3/avatars")
    videos = posts(studio, "/v3/videos")
    assert (made["type"], len(videos)) == ("photo", 2)
    assert len({video["avatar_id"] for video in videos}) == 1
    assert {video["engine"]["type"] for video in videos} == {"avatar_iv"}  # type: ignore[index]
    assert studio.emulator.charges[0].usd == 1.0


def test_a_second_build_and_another_project_make_no_second_avatar(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.build()
    studio.forget_requests()
    assert ran(studio.build()) == []
    studio.write(PHOTO.replace("Hello there.", "Good day."))
    studio.build()
    assert (len(posts(studio, "/v3/avatars")), len(posts(studio, "/v3/videos"))) == (0, 1)


def test_the_name_of_an_avatar_may_change_without_a_new_one(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.build()
    studio.write(PHOTO.replace("The Founder", "Our founder"))
    assert ran(studio.build()) == []


def test_the_look_is_called_as_the_project_says(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.build()
    renames = [request.json() for request in studio.emulator.requests if request.method == "PATCH"]
    assert renames == [{"name": "The Founder"}]


def test_a_twin_with_a_clip_of_consent_can_be_used(studio: Studio) -> None:
    studio.write(TWIN.replace("CONSENT", "consent: {video: me.mp4}"))
    built = studio.build()
    assert built.artifacts.is_complete, built.artifacts.failures
    assert len([request for request in studio.emulator.requests if request.path.endswith("/consent")]) == 1


def test_a_twin_without_consent_is_made_paid_once_and_waits(studio: Studio) -> None:
    studio.write(TWIN.replace(", CONSENT", ""))
    first = studio.build()
    assert codes(first) == ["HB0721"]
    assert [failure.exit_code for failure in first.artifacts.failures] == [4]
    label = first.artifacts.failures[0].diagnostic.labels[0]
    assert label.span.start.line == 4
    studio.write(TWIN.replace("CONSENT", "consent: {video: me.mp4}"))
    assert studio.build().artifacts.is_complete
    assert len(posts(studio, "/v3/avatars")) == 1


def test_another_project_of_the_same_account_uses_the_files_and_looks_that_are_there(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.build()
    studio.forget_requests()
    shutil.rmtree(studio.folder / ".heygen-build")
    (studio.folder / "project.lock.json").unlink()
    studio.write(PHOTO.replace("title: Founder", "title: Another film").replace("Hello there.", "Good day."))
    assert studio.build().artifacts.is_complete
    assert (posts(studio, "/v3/assets"), posts(studio, "/v3/avatars"), len(posts(studio, "/v3/videos"))) == ([], [], 1)


def test_a_look_that_somebody_deleted_is_made_again_by_the_next_build(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.build()
    look = str(posts(studio, "/v3/videos")[0]["avatar_id"])
    _delete(studio, f"/v3/avatars/looks/{look}")
    studio.write(PHOTO.replace("Hello there.", "Good day."))
    assert codes(studio.build()) == ["HB0609"]
    assert studio.build().artifacts.is_complete
    assert len(posts(studio, "/v3/avatars")) == 2


def test_a_voice_that_is_still_there_is_not_made_again_because_something_else_is_missing(studio: Studio) -> None:
    studio.write(CLONE)
    studio.build()
    studio.write(CLONE.replace("Hello there.", "Good day."))
    missing = Answer(404, "avatar_not_found", "Avatar not found")
    studio.emulator.script("POST", "/v3/videos", missing)
    assert codes(studio.build()) == ["HB0609"]
    assert studio.build().artifacts.is_complete
    assert len(posts(studio, "/v3/voices/clone")) == 1


def test_a_large_file_takes_the_direct_way_and_works_as_any_other(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "UPLOAD_BYTES", 100)
    studio.write(PHOTO)
    assert studio.build().artifacts.is_complete
    assert posts(studio, "/v3/assets") == []
    puts = [request for request in studio.emulator.requests if request.method == "PUT"]
    assert (len(puts), "x-api-key" in puts[0].headers) == (1, False)


def test_somebody_who_has_not_agreed_is_told_where(studio: Studio) -> None:
    studio.write(TWIN.replace("CONSENT", 'consent: {reroute_url: "https://example.com/thanks"}'))
    built = studio.build()
    assert codes(built) == ["HB0722"]
    assert "/consent/" in notes(built)


def test_an_avatar_whose_answer_was_lost_is_found_and_not_paid_twice(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.emulator.script("POST", "/v3/avatars", *[LostAfterAcceptance()] * 3)
    studio.build()
    built = studio.finish()
    assert built.artifacts.is_complete, built.artifacts.failures
    assert [charge.what for charge in studio.emulator.charges].count("avatar") == 1


def test_an_avatar_that_cannot_be_made_is_told_at_its_own_line(studio: Studio) -> None:
    studio.write(PHOTO)
    studio.emulator.script("POST", "/v3/avatars", FailJob("no_face", "No face was found"))
    built = studio.build()
    assert codes(built) == ["HB0701"]
    diagnostic = built.artifacts.failures[0].diagnostic
    assert "No face was found" in diagnostic.message
    assert diagnostic.labels[0].span.start.line == 4
    assert studio.emulator.charged_usd == 0


def test_an_account_without_a_free_slot_is_told_so(studio: Studio) -> None:
    studio.write(PHOTO)
    full = Answer(400, "resource_limit_reached", "You have exceeded your limit of 3 photo avatars")
    studio.emulator.script("POST", "/v3/avatars", full)
    assert codes(studio.build()) == ["HB0615"]


def test_a_cloned_voice_speaks_with_and_without_an_avatar(studio: Studio) -> None:
    studio.write(CLONE)
    built = studio.build()
    assert built.artifacts.is_complete, built.artifacts.failures
    (clone,) = posts(studio, "/v3/voices/clone")
    (video,) = posts(studio, "/v3/videos")
    (speech,) = posts(studio, "/v3/voices/speech")
    assert (clone["language"], clone["remove_background_noise"]) == ("de", True)
    assert video["voice_id"] == speech["voice_id"] != ""


def test_a_clone_that_fails_is_told_in_the_words_of_heygen(studio: Studio) -> None:
    studio.write(CLONE)
    studio.emulator.script("POST", "/v3/voices/clone", FailJob("voice_clone_failed", "Too much noise"))
    built = studio.build()
    assert codes(built) == ["HB0701"]
    assert "Too much noise" in built.artifacts.failures[0].diagnostic.message


def test_a_designed_voice_is_the_one_that_was_chosen_and_stays(studio: Studio) -> None:
    studio.write(DESIGN)
    assert studio.build().artifacts.is_complete
    (asked,) = posts(studio, "/v3/voices")
    assert asked == {"prompt": "warm calm narrator", "locale": "en-GB", "seed": 0}
    first = posts(studio, "/v3/videos")[0]["voice_id"]
    studio.forget_requests()
    studio.write(DESIGN.replace("Hello there.", "Good day."))
    studio.build()
    assert (posts(studio, "/v3/voices"), posts(studio, "/v3/videos")[0]["voice_id"]) == ([], first)


@pytest.mark.parametrize("project", [PHOTO, CLONE, DESIGN])
def test_a_colleague_with_the_lock_file_makes_nothing_again(studio: Studio, project: str) -> None:
    studio.write(project)
    studio.build()
    spent = len(studio.emulator.charges)
    studio.forget_requests()
    studio.lose_cache()
    shutil.rmtree(studio.folder / ".heygen-build")
    built = studio.build()
    assert built.artifacts.is_complete, built.artifacts.failures
    made = [request.path for request in studio.emulator.requests if request.method == "POST"]
    assert not {"/v3/avatars", "/v3/voices/clone", "/v3/voices", "/v3/videos"} & set(made)
    assert [charge.what for charge in studio.emulator.charges[spent:] if charge.what != "speech"] == []


def test_a_found_voice_that_cannot_do_what_it_is_asked_to_is_told_with_the_way_out(studio: Studio) -> None:
    studio.write(DESIGN)
    refusal = Answer(400, "voice_not_usable", "Voice does not support the starfish engine")
    studio.emulator.script("POST", "/v3/voices/speech", refusal)
    built = studio.build()
    assert codes(built) == ["HB0620"]
    assert "`choice`" in (built.artifacts.failures[0].diagnostic.hint or "")


def test_a_look_whose_consent_was_withdrawn_is_told_as_one_that_is_not_ready(studio: Studio) -> None:
    studio.write(VOICE.replace("SOURCE", "name: Ivy"))
    refusal = Answer(400, "avatar_consent_required", "Consent was withdrawn")
    studio.emulator.script("POST", "/v3/videos", refusal)
    assert codes(studio.build()) == ["HB0323"]


def test_a_description_that_nobody_answers_to_is_told(studio: Studio) -> None:
    studio.write(DESIGN.replace("locale: en-GB, choice: 2", "locale: ko-KR, gender: female"))
    assert codes(studio.build()) == ["HB0723"]
