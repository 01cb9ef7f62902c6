"""Scenes from templates, from the project to the file: v3 and, on request, v2."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from heygen_build.emulator import faults
from heygen_build.heygen.wire.base import JobState
from tests.workshop import Studio, codes, outputs, ran

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Luca the Barista}
voices:
  calm: {name: Ivy}
scenes:
  - id: welcome
    template:
      name: Welcome
      variables:
        customer: Ben
        logo: logo.png
        host: host
        narrator: calm
      scenes: [s2, s1]
"""


@pytest.fixture
def studio(studio: Studio) -> Studio:
    studio.write(PROJECT)
    Image.new("RGB", (64, 48), "teal").save(studio.folder / "logo.png")
    return studio


def ordered(studio: Studio, path: str) -> dict[str, object]:
    """The body of the one order that went to a path."""
    bodies = [request.json() for request in studio.emulator.requests if request.method == "POST" and path in request.path]
    assert len(bodies) == 1
    assert isinstance(bodies[0], dict)
    return bodies[0]


def test_a_template_is_found_by_name_filled_ordered_and_joined(studio: Studio) -> None:
    built = studio.build()
    assert built.artifacts.is_complete
    assert set(outputs(studio.folder / "dist")) >= {"film.mp4", "manifest.json"}
    body = ordered(studio, "/v3/templates/")
    assert body["scene_ids"] == ["s2", "s1"]
    assert body["dimension"] == {"width": 1280, "height": 720}
    variables = body["variables"]
    assert isinstance(variables, dict)
    assert variables["customer"] == {"name": "customer", "type": "text", "properties": {"content": "Ben"}}
    assert {name: value["type"] for name, value in variables.items()} == {
        "customer": "text",
        "logo": "image",
        "host": "character",
        "narrator": "voice",
    }
    assert set(variables["logo"]["properties"]) == {"asset_id"}


def test_a_template_is_paid_once_and_again_only_when_a_value_changes(studio: Studio) -> None:
    studio.build()
    assert ran(studio.build()) == []
    studio.write(PROJECT.replace("Ben", "Zoe"))
    studio.forget_requests()
    assert ran(studio.build()) == ["welcome/template", "welcome/clip", "film"]
    assert len(studio.emulator.charges) == 2


def test_a_lost_answer_is_found_again_and_not_paid_twice(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/templates/*", faults.LostAfterAcceptance())
    studio.build()
    studio.build()
    assert len(studio.emulator.charges) == 1
