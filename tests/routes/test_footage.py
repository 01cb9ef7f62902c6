"""Clips that models make, faces that are replaced, lips that are moved: from the project to the film."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from heygen_build.emulator.faults import Answer, FailJob, LostAfterAcceptance, StuckJob, VanishedJob, retired
from heygen_build.media.probe import probe
from tests.routes.orders import bodies, matches_the_schema, the_body
from tests.workshop import Studio, codes, ran

EXECUTIONS = "/v1/workflows/executions"
START = """\
heygen_build: 1
title: City
voices: {narrator: {name: Chill Brian}}
defaults: {voice: narrator}
output: {path: dist/city.mp4}
scenes:
"""


def inputs(studio: Studio) -> list[Mapping[str, JsonValue]]:
    """What nodes were given, in order."""
    found = [body["input"] for body in bodies(studio, EXECUTIONS)]
    return [item for item in found if isinstance(item, dict)]


def test_a_clip_is_generated_and_spoken_over(studio: Studio) -> None:
    studio.write(f"{START}  - {{generate: {{prompt: A coast at dawn, provider: kling_pro}}, script: Anywhere.}}\n")
    built = studio.build()
    assert built.artifacts.is_complete
    assert the_body(studio, EXECUTIONS) == {
        "workflow_type": "GenerateVideoNode",
        "input": {"prompt": "A coast at dawn", "provider": "kling_pro", "aspect_ratio": "16:9"},
    }
    film = probe(studio.folder / "dist/city.mp4")
    assert film.video is not None
    assert film.audio is not None


def test_pictures_and_settings_reach_the_node(studio: Studio) -> None:
    order = "{prompt: Go, reference_image: face.png, tail_image: face.png, aspect_ratio: '1:1', config: {seed: 7}}"
    studio.write(f"{START}  - {{generate: {order}}}\n")
    studio.build()
    (given,) = inputs(studio)
    assert given["config"] == {"seed": 7}
    assert given["aspect_ratio"] == "1:1"
    assert str(given["reference_image_url"]).endswith("/face.png") or "/files/assets/" in str(
        given["reference_image_url"]
    )
    assert given["tail_image_url"] == given["reference_image_url"]
    assert studio.orders() == {"assets": 1, "executions": 1}


def test_the_price_of_a_generated_clip_is_unknown_and_not_zero(studio: Studio) -> None:
    studio.write(f"{START}  - {{generate: A coast}}\n".replace("generate: A coast", "generate: {prompt: A coast}"))
    assert studio.plan().cost.unknown == 1


def test_what_is_done_with_a_clip_here_orders_nothing_again(studio: Studio) -> None:
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}}}\n")
    studio.build()
    studio.forget_requests()
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}, trim: {{from: 100ms}}, speed: 2, mute: true}}\n")
    assert ran(studio.build()) == ["scene-1/clip", "film"]
    assert studio.orders() == {}


def test_an_order_that_nobody_can_find_again_becomes_a_question(studio: Studio) -> None:
    studio.emulator.script("POST", EXECUTIONS, LostAfterAcceptance())
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}}}\n")
    assert codes(studio.build()) == ["HB0605"]
    again = studio.build()
    assert codes(again) == ["HB0708"]
    told = again.artifacts.failures[0].diagnostic
    assert "--order-again" in (told.hint or "")
    assert "--adopt ID" in (told.hint or "")
    assert studio.orders()["executions"] == 1


def test_an_order_is_no_question_when_only_the_address_of_its_picture_could_not_be_read(studio: Studio) -> None:
    studio.emulator.script("GET", "/v3/assets/*", *[Answer(503)] * 3)
    studio.write(f"{START}  - {{generate: {{prompt: A coast, reference_image: face.png}}}}\n")
    assert codes(studio.build()) == ["HB0605"]
    assert studio.orders()["executions"] == 0
    assert studio.build().artifacts.is_complete


@pytest.mark.parametrize("fault", [FailJob(message="The prompt was refused by the provider"), VanishedJob()])
def test_a_node_that_fails_is_told_at_the_scene(studio: Studio, fault: FailJob | VanishedJob) -> None:
    studio.emulator.script("POST", EXECUTIONS, fault)
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}}}\n")
    built = studio.build()
    # A job that HeyGen forgot may have been charged: only a person can say that it is ordered again.
    assert codes(built) == ["HB0701" if isinstance(fault, FailJob) else "HB0709"]
    told = built.artifacts.failures[0].diagnostic
    assert told.labels[0].span.start.line == 6
    assert ("refused by the provider" in told.message) == isinstance(fault, FailJob)


def test_nodes_that_are_no_longer_served_are_told_as_such(studio: Studio) -> None:
    studio.emulator.script("POST", EXECUTIONS, retired())
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}}}\n")
    built = studio.build()
    assert codes(built) == ["HB0609"]
    assert "workflow nodes are no longer served" in built.artifacts.failures[0].diagnostic.message


def test_a_node_that_never_ends_is_left_running(studio: Studio) -> None:
    studio.emulator.script("POST", EXECUTIONS, StuckJob())
    studio.write(f"{START}  - {{generate: {{prompt: A coast}}}}\n")
    built = studio.build()
    assert codes(built) == ["HB0702"]
    assert built.artifacts.failures[0].exit_code == 4


def test_a_face_is_replaced_in_a_clip_of_the_project(studio: Studio) -> None:
    studio.write(f"{START}  - {{video: screen.mp4, face_swap: face.png}}\n")
    assert studio.build().artifacts.is_complete
    body = the_body(studio, EXECUTIONS)
    assert body["workflow_type"] == "FaceswapNode"
    (given,) = inputs(studio)
    assert set(given) == {"source_image_url", "target_video_url"}


def test_a_face_is_replaced_in_a_generated_clip_and_in_that_of_an_avatar(studio: Studio) -> None:
    studio.write(
        f"{START}  - {{id: a, generate: {{prompt: A walk}}, face_swap: face.png}}\n"
        "  - {id: b, avatar: host, script: Hello there., face_swap: face.png}\n"
        "avatars: {host: {look: Abigail}}\n"
    )
    built = studio.build()
    assert built.artifacts.is_complete
    swaps = [body for body in bodies(studio, EXECUTIONS) if body["workflow_type"] == "FaceswapNode"]
    assert len(swaps) == 2
    assert built.outputs is not None
    timing = {scene.id: scene.timing for scene in built.outputs.films[0].scenes}
    assert timing["b"] == "HeyGen subtitles"


def test_lips_are_moved_to_speech_that_is_made_first(studio: Studio) -> None:
    studio.write(
        f"{START}  - {{video: screen.mp4, trim: {{from: 100ms, to: 300ms}}, "
        "lipsync: {mode: precision, dynamic_duration: false, disable_music_track: true}, script: Hello there.}\n"
    )
    built = studio.build()
    assert built.artifacts.is_complete
    body = dict(the_body(studio, "/v3/lipsyncs"))
    assert matches_the_schema(body, "POST /v3/lipsyncs")
    assert str(body.pop("title")).startswith("film scene-1 [hb-")
    assert body.pop("video") != body.pop("audio")
    assert body == {
        "mode": "precision",
        "enable_dynamic_duration": False,
        "disable_music_track": True,
        "start_time": 0.1,
        "end_time": 0.3,
    }
    assert built.outputs is not None
    assert built.outputs.films[0].scenes[0].timing == "speech words"


def test_lips_are_moved_to_a_recording(studio: Studio) -> None:
    studio.write(f"{START}  - {{video: screen.mp4, lipsync: true, audio: speech.wav}}\n")
    built = studio.build()
    assert built.artifacts.is_complete
    assert studio.orders() == {"assets": 2, "lipsyncs": 1}
    (cost,) = [decision.cost for decision in studio.plan().decisions if decision.step.kind == "lipsync"] or [None]
    assert cost is None


def test_a_lipsync_is_found_again_by_its_title(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/lipsyncs", LostAfterAcceptance())
    studio.write(f"{START}  - {{video: screen.mp4, lipsync: true, audio: speech.wav}}\n")
    studio.build()
    assert studio.build().artifacts.is_complete
    assert len([charge for charge in studio.emulator.charges if charge.what.startswith("lipsync")]) == 1


def test_a_failed_lipsync_is_told_at_its_key(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/lipsyncs", FailJob(message="no face was found"))
    studio.write(f"{START}  - video: screen.mp4\n    lipsync: {{mode: speed}}\n    audio: speech.wav\n")
    built = studio.build()
    assert codes(built) == ["HB0701"]
    told = built.artifacts.failures[0].diagnostic
    assert "no face was found" in told.message
    assert told.labels[0].span.start.line == 7
    assert not any("failure code" in note for note in told.notes), "HeyGen gives none for lipsyncs"


@pytest.mark.parametrize("picture", ["video: screen.mp4", "generate: {prompt: A coast}"])
def test_a_face_that_cannot_be_swapped_is_told_at_its_key(studio: Studio, picture: str) -> None:
    earlier = [None] if picture.startswith("generate") else []
    studio.emulator.script("POST", EXECUTIONS, *earlier, FailJob(message="no face was found"))
    studio.write(f"{START}  - {picture}\n    id: swapped\n    face_swap: face.png\n")
    told = studio.build().artifacts.failures[0].diagnostic
    assert told.code == "HB0701"
    assert told.labels[0].span.start.line == 8
