"""Cinematic shots (v3 create-video, cinematic_avatar): what is ordered, what it costs, what comes of it."""

from __future__ import annotations

from tests.routes.orders import at, matches_the_schema, the_body
from tests.workshop import Studio, outputs

PROJECT = """\
heygen_build: 1
title: Hello
avatars: {host: {look: Abigail}, guest: {look: Amara}}
scenes:
  - id: corridor
    cinematic:
      prompt: They walk along a sunlit corridor.
      avatars: [host, guest]
      references: [face.png]
      duration: 8s
      enhance_prompt: true
"""


def test_a_shot_is_ordered_with_its_looks_references_and_length(studio: Studio) -> None:
    studio.write(PROJECT)
    built = studio.build()
    assert built.artifacts.is_complete
    body = the_body(studio)
    assert matches_the_schema(body, "POST /v3/videos")
    assert body["type"] == "cinematic_avatar"
    assert at(body, "avatar_id", 1) != at(body, "avatar_id", 0)
    assert at(body, "references", 0, "type") == "asset_id"
    assert (body["duration"], body["enhance_prompt"], body["aspect_ratio"]) == (8, True, "16:9")
    assert "film.mp4" in outputs(studio.folder / "dist")


def test_a_shot_may_last_as_long_as_heygen_likes(studio: Studio) -> None:
    studio.write(PROJECT.replace("8s", "auto"))
    studio.build()
    body = the_body(studio)
    assert body["auto_duration"] is True
    assert "duration" not in body


def test_a_shot_costs_the_same_however_long_it_is(studio: Studio) -> None:
    for seconds in ("4s", "15s"):
        studio.write(PROJECT.replace("8s", seconds))
        assert studio.plan().cost.usd == 7.0
    studio.build()
    assert studio.emulator.charged_usd == 7.0


def test_a_shot_that_was_paid_is_not_ordered_again(studio: Studio) -> None:
    studio.write(PROJECT)
    studio.build()
    studio.forget_requests()
    studio.write(PROJECT.replace("corridor\n", "hall\n", 1))
    assert studio.build().artifacts.is_complete
    assert studio.orders() == {}


def test_a_presenter_may_speak_over_a_shot(studio: Studio) -> None:
    studio.write(PROJECT + "    presenter: {avatar: host, shape: circle}\n    script: Hello there.\n")
    built = studio.build()
    assert built.artifacts.is_complete
    assert studio.orders() == {"videos": 2, "assets": 1}


def test_an_avatar_that_is_made_first_may_be_in_a_shot(studio: Studio) -> None:
    studio.write(PROJECT.replace("guest: {look: Amara}", "guest: {create: {photo: large-face.png}}"))
    assert studio.build().artifacts.is_complete
    assert at(the_body(studio), "avatar_id", 1) not in (None, "")
