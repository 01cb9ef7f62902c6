"""Scenes from templates, from the project to the file: v3 and, on request, v2."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from heygen_build.diagnostics import BuildError
from heygen_build.emulator import faults
from heygen_build.emulator.catalog_templates import TEMPLATES
from heygen_build.emulator.catalog_voices import BY_NAME
from tests.routes.orders import matches_the_schema
from tests.workshop import Studio, codes, outputs, ran

WELCOME = TEMPLATES[0]
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
        logo: face.png
        host: host
        narrator: calm
      scenes: [s2, s1]
"""
OLD = """\
heygen_build: 1
title: Hello
render: {api: v2}
scenes:
  - id: intro
    template:
      name: Classic intro
      variables: {name: Ben}
"""


@pytest.fixture
def studio(studio: Studio) -> Studio:
    studio.write(PROJECT)
    return studio


def ordered(studio: Studio, pattern: str) -> Mapping[str, JsonValue]:
    """The body of the one order whose path matches."""
    requests = [request for request in studio.emulator.requests if request.method == "POST"]
    (body,) = [json.loads(request.body) for request in requests if re.fullmatch(pattern, request.path)]
    assert isinstance(body, dict)
    return body


def test_a_template_is_found_by_name_filled_ordered_and_joined(studio: Studio) -> None:
    built = studio.build()
    assert built.artifacts.is_complete
    assert set(outputs(studio.folder / "dist")) >= {"film.mp4", "manifest.json"}
    body = ordered(studio, f"/v3/templates/{WELCOME.id}")
    assert matches_the_schema(body, "POST /v3/templates/{template_id}")
    assert body["scene_ids"] == ["s2", "s1"]
    assert body["dimension"] == {"width": 1280, "height": 720}


def test_values_are_sent_in_the_types_of_their_variables(studio: Studio) -> None:
    studio.build()
    variables = ordered(studio, "/v3/templates/.*")["variables"]
    assert isinstance(variables, dict)
    logo = variables.pop("logo")
    assert isinstance(logo, dict)
    properties = logo["properties"]
    assert isinstance(properties, dict)
    assert (logo["type"], list(properties)) == ("image", ["asset_id"])
    assert variables == {
        "customer": {"name": "customer", "type": "text", "properties": {"content": "Ben"}},
        "host": {
            "name": "host",
            "type": "character",
            "properties": {"character_id": "Luca_barista_public", "type": "avatar"},
        },
        "narrator": {"name": "narrator", "type": "voice", "properties": {"voice_id": BY_NAME["Ivy"].id}},
    }


def test_a_template_is_paid_once_and_again_only_when_a_value_changes(studio: Studio) -> None:
    studio.build()
    assert ran(studio.build()) == []
    studio.write(PROJECT.replace("Ben", "Zoe"))
    assert ran(studio.build()) == ["welcome/template", "welcome/clip", "film"]
    assert len(studio.emulator.charges) == 2


def test_renaming_a_scene_and_naming_the_template_by_its_id_cost_nothing(studio: Studio) -> None:
    studio.build()
    studio.write(PROJECT.replace("id: welcome", "id: hello").replace("name: Welcome", f"id: {WELCOME.id}"))
    assert ran(studio.build()) == []


def test_a_template_that_was_edited_is_rendered_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.build()
    monkeypatch.setitem(WELCOME.__dict__, "updated_at", WELCOME.updated_at + 60)
    planned = studio.plan()
    decision = next(decision for decision in planned.decisions if decision.step.kind == "template")
    assert [change.field for change in decision.changes] == ["revision"]


def test_a_lost_answer_is_found_again_and_not_paid_twice(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/templates/*", faults.LostAfterAcceptance())
    studio.build()
    studio.build()
    assert len(studio.emulator.charges) == 1


def test_a_failed_template_is_told_at_its_line_and_not_charged(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/templates/*", faults.FailJob("rendering_failed", "The template broke"))
    built = studio.build()
    assert codes(built) == ["HB0701"]
    (failure,) = built.artifacts.failures
    assert failure.diagnostic.labels[0].span.start.line == 9
    assert "The template broke" in failure.diagnostic.message
    assert studio.emulator.charges == []


def test_a_price_that_no_page_states_is_unknown(studio: Studio) -> None:
    assert studio.plan().cost.unknown == 1


def test_v2_renders_templates_of_the_older_editor_and_says_that_it_ends(studio: Studio) -> None:
    studio.write(OLD)
    built = studio.build()
    assert built.artifacts.is_complete
    assert [warning.code for warning in built.planned.project.warnings] == ["HB0458"]
    classic = next(template for template in TEMPLATES if not template.is_current)
    body = ordered(studio, f"/v2/template/{classic.id}/generate")
    assert body["variables"] == {"name": {"name": "name", "type": "text", "properties": {"content": "Ben"}}}


def test_v3_does_not_know_templates_of_the_older_editor(studio: Studio) -> None:
    studio.write(OLD.replace("render: {api: v2}\n", ""))
    with pytest.raises(BuildError) as refused:
        studio.plan()
    assert [found.code for found in refused.value.diagnostics] == ["HB0327"]


def test_an_order_of_v2_whose_answer_was_lost_is_adopted_by_its_title(studio: Studio) -> None:
    studio.write(OLD)
    studio.emulator.script("POST", "/v2/template/*/generate", faults.LostAfterAcceptance())
    studio.build()
    assert studio.build().artifacts.is_complete
    assert len(studio.emulator.charges) == 1


def test_a_retired_api_is_told_as_such_and_orders_nothing(studio: Studio) -> None:
    studio.write(OLD)
    studio.emulator.script("POST", "/v2/template/*/generate", faults.retired())
    built = studio.build()
    assert codes(built) == ["HB0616"]
    assert "api: auto" in (built.artifacts.failures[0].diagnostic.hint or "")
    assert studio.emulator.charges == []


OPTIONS = """\
      caption: true
      subtitles: {preset_name: bold, alignment: 8, font_size: 40, disable_highlight: true, position: {y: 12}}
      reorder_music: false
      keep_text_vertically_centered: true
      brand_voice: bv_1
"""


@pytest.mark.parametrize("api", ["v3", "v2"])
def test_what_heygen_does_with_a_template_can_be_asked_for(studio: Studio, api: str) -> None:
    studio.write((PROJECT + OPTIONS).replace("title: Hello\n", f"title: Hello\nrender: {{api: {api}}}\n"))
    assert studio.build().artifacts.is_complete
    body = ordered(studio, r"/v3/templates/\w+" if api == "v3" else r"/v2/template/\w+/generate")
    assert {name: body.get(name) for name in ("caption", "reorder_music", "keep_text_vertically_centered")} == {
        "caption": True,
        "reorder_music": False,
        "keep_text_vertically_centered": True,
    }
    assert body["brand_voice_id"] == "bv_1"
    assert body["subtitles"] == {
        "preset_name": "bold",
        "alignment": 8,
        "font_size": 40.0,
        "disable_highlight": True,
        "position": {"y": 12.0},
    }
    if api == "v3":
        assert matches_the_schema(body, "POST /v3/templates/{template_id}")


def test_a_test_of_v2_reaches_templates_and_costs_nothing(studio: Studio) -> None:
    studio.write(OLD.replace("api: v2", "api: v2, test: true"))
    assert studio.plan().cost.usd == 0.0
    assert studio.plan().cost.unknown == 0
    assert studio.build().artifacts.is_complete
    assert ordered(studio, r"/v2/template/\w+/generate")["test"] is True
    assert sum(charge.usd for charge in studio.emulator.charges) == 0.0
