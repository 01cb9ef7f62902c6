"""Films by v2 and v1, on request: what is sent, what comes of it, and what cannot be said in them."""

from __future__ import annotations

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator import faults
from heygen_build.emulator.catalog_looks import LOOKS
from heygen_build.emulator.catalog_voices import BY_NAME
from tests.routes.orders import bodies, the_body
from tests.workshop import Studio, codes, outputs, ran

SCENES = """\
heygen_build: 1
title: Hello
render: {api: v2}
avatars:
  host: {look: Abigail Office Front, engine: avatar_iii}
  founder: {photo: face.png}
voices:
  calm: {name: Ivy, speed: 1.1}
defaults: {voice: calm}
scenes:
  - {id: hook, avatar: host, script: Hello there., background: "#102030"}
  - {id: founder, avatar: founder, script: I made this.}
  - {id: end, card: Thanks, hold: 400ms}
"""
WHOLE = """\
heygen_build: 1
title: Hello
render: {api: v2, unit: video}
avatars:
  host: {look: Abigail Office Front}
voices:
  calm: {name: Ivy}
defaults: {voice: calm}
scenes:
  - {id: hook, avatar: host, script: Hello there., background: "#102030"}
  - id: tour
    image: face.png
    presenter: {avatar: host, shape: circle, at: bottom-right, size: 20%}
    script: A tour.
  - {id: pause, image: face.png, hold: 2s}
  - {id: clip, video: screen.mp4, mute: true, loop: true, script: And a clip.}
"""
GENERATE = "/v2/video/generate"


def test_each_scene_is_a_job_of_v2_and_joined_here(studio: Studio) -> None:
    studio.write(SCENES)
    built = studio.build()
    assert built.artifacts.is_complete
    assert "film.mp4" in outputs(studio.folder / "dist")
    hook, founder = sorted(bodies(studio, GENERATE), key=lambda body: str(body["title"]), reverse=True)
    assert hook["dimension"] == {"width": 1280, "height": 720}
    assert hook["video_inputs"] == [
        {
            "character": {"type": "avatar", "avatar_id": "Abigail_office_front_public", "avatar_style": "normal"},
            "voice": {
                "type": "text",
                "voice_id": BY_NAME["Ivy"].id,
                "input_text": "Hello there.",
                "speed": 1.1,
            },
            "background": {"type": "color", "value": "#102030"},
        }
    ]
    (scene,) = _scenes(founder)
    assert set(scene["character"]) == {"type", "talking_photo_id"}


def _scenes(body: object) -> list[dict[str, dict[str, object]]]:
    assert isinstance(body, dict)
    scenes: list[dict[str, dict[str, object]]] = body["video_inputs"]
    return scenes


def test_v2_is_warned_about(studio: Studio) -> None:
    studio.write(SCENES)
    assert [warning.code for warning in studio.plan().project.warnings] == ["HB0458"]


def test_a_second_build_orders_nothing_and_another_route_is_another_render(studio: Studio) -> None:
    studio.write(SCENES)
    studio.build()
    assert ran(studio.build()) == []
    studio.write(SCENES.replace("render: {api: v2}\n", ""))
    assert [step for step in ran(studio.build()) if step.endswith("/video")] == ["hook/video", "founder/video"]


def test_one_job_renders_a_whole_film(studio: Studio) -> None:
    studio.write(WHOLE)
    assert studio.build().artifacts.is_complete
    hook, tour, pause, clip = _scenes(the_body(studio, GENERATE))
    assert hook["background"] == {"type": "color", "value": "#102030"}
    assert "character" not in pause
    assert pause["voice"] == {"type": "silence", "duration": 2.0}
    assert clip["background"]["play_style"] == "loop"
    assert clip["voice"]["input_text"] == "And a clip."
    character = tour["character"]
    assert character["avatar_style"] == "circle"
    offset = character["offset"]
    assert isinstance(offset, dict)
    assert 0.3 < offset["x"] < 0.4
    assert 0.2 < offset["y"] < 0.4
    assert tour["background"]["type"] == "image"


def test_test_mode_costs_nothing_and_is_another_video(studio: Studio) -> None:
    studio.write(WHOLE.replace("unit: video", "unit: video, test: true"))
    assert studio.plan().cost.usd == 0.0
    studio.build()
    assert the_body(studio, GENERATE)["test"] is True
    assert sum(charge.usd for charge in studio.emulator.charges) == 0.0
    studio.write(WHOLE)
    assert "video/video" in ran(studio.build())


def test_a_photo_that_moves_goes_through_avatar_iv(studio: Studio) -> None:
    moving = SCENES.replace("{photo: face.png}", "{photo: face.png, motion: nods}")
    studio.write(moving.replace(", speed: 1.1", ""))
    assert studio.build().artifacts.is_complete
    body = the_body(studio, "/v2/video/av4/generate")
    assert str(body["image_key"]).startswith("image/")
    assert (body["custom_motion_prompt"], body["video_orientation"]) == ("nods", "landscape")


def test_a_presenter_without_a_background_is_rendered_by_v1(studio: Studio) -> None:
    studio.write(
        "heygen_build: 1\ntitle: Hello\nrender: {api: v1}\navatars: {host: {look: Abigail Office Front}}\n"
        "voices: {calm: {name: Ivy}}\nscenes:\n"
        "  - {id: tour, image: face.png, presenter: host, voice: calm, script: Hello there.}\n"
    )
    built = studio.build()
    assert [step.route for step in built.planned.plan.steps if step.is_paid] == ["v1 video.webm"]
    body = the_body(studio, "/v1/video.webm")
    assert body["avatar_pose_id"] == "Abigail_office_front_public"
    assert body["input_text"] == "Hello there."


def test_an_order_whose_answer_was_lost_is_found_in_the_list_of_v1(studio: Studio) -> None:
    studio.write(WHOLE)
    studio.emulator.script("POST", GENERATE, faults.LostAfterAcceptance())
    studio.build()
    assert studio.build().artifacts.is_complete
    assert len(studio.emulator.charges) == 1


def test_a_failed_job_is_told_with_the_words_of_v1(studio: Studio) -> None:
    studio.write(WHOLE)
    fault = faults.FailJob("MOVIO_PAYMENT_INSUFFICIENT_CREDIT", "Insufficient credit.")
    studio.emulator.script("POST", GENERATE, fault)
    built = studio.build()
    assert codes(built) == ["HB0701"]
    assert "Insufficient credit." in built.artifacts.failures[0].diagnostic.message


def test_an_expired_link_is_asked_for_again(studio: Studio) -> None:
    studio.write(WHOLE)
    studio.emulator.script("GET", "/files/videos/*/video.mp4", faults.ExpiredLink())
    assert studio.build().artifacts.is_complete


@pytest.mark.parametrize("status", [404, 410])
def test_a_retired_call_is_told_and_orders_nothing(studio: Studio, status: int) -> None:
    studio.write(WHOLE)
    studio.emulator.script("POST", GENERATE, faults.retired(status))
    built = studio.build()
    assert codes(built) == ["HB0616"]
    assert studio.emulator.charges == []


CANNOT = [
    ("engine: avatar_v", "it renders with Avatar III and IV"),
    ("expressiveness: high", "it has no `expressiveness`"),
]


@pytest.mark.parametrize(("setting", "why"), CANNOT)
def test_what_v2_cannot_say_is_told_before_anything_is_paid(studio: Studio, setting: str, why: str) -> None:
    studio.write(WHOLE.replace("{look: Abigail Office Front}", f"{{look: Abigail, {setting}}}"))
    with pytest.raises(BuildError) as refused:
        studio.plan()
    errors = [found for found in refused.value.diagnostics if found.severity == "error"]
    assert {found.code for found in errors} == {"HB0437"}
    assert why in errors[0].message


def _one(avatar: str, *, voice: str = "name: Ivy", says: str = "voice: calm, script: Hi.", render: str = "") -> str:
    return (
        f"heygen_build: 1\ntitle: Hello\nrender: {{api: v2{render}}}\navatars: {{host: {{{avatar}}}}}\n"
        f"voices: {{calm: {{{voice}}}}}\nscenes:\n  - {{id: one, avatar: host, {says}}}\n"
    )


def test_a_photo_look_is_a_talking_photo_by_its_own_id(studio: Studio) -> None:
    look = next(look for look in LOOKS if look.name == "Wren on the Roof")
    own = "{style: square, talking_style: expressive, expression: happy, super_resolution: true, scale: 1.5}"
    studio.write(_one(f"look: Wren on the Roof, engine: avatar_iii, remove_background: true, v2: {own}"))
    assert studio.build().artifacts.is_complete
    (scene,) = _scenes(the_body(studio, GENERATE))
    assert scene["character"] == {
        "type": "talking_photo",
        "talking_photo_id": look.id,
        "talking_photo_style": "square",
        "scale": 1.5,
        "offset": {"x": 0.0, "y": 0.0},
        "matting": True,
        "talking_style": "expressive",
        "expression": "happy",
        "super_resolution": True,
    }
    assert studio.orders() == {"generate": 1}, "nothing is uploaded for it"


def test_settings_of_v2_reach_the_character_and_its_voice(studio: Studio) -> None:
    own = "{style: circle, circle_background: navy, scale: 1.2, offset: {x: 20%, y: -72px}, avatar_iv: avatar_iv}"
    studio.write(_one(f"look: Abigail Office Front, v2: {own}", voice="name: Ivy, emotion: Friendly"))
    assert studio.build().artifacts.is_complete
    (scene,) = _scenes(the_body(studio, GENERATE))
    assert scene["character"] == {
        "type": "avatar",
        "avatar_id": "Abigail_office_front_public",
        "avatar_style": "circle",
        "circle_background_color": "#000080",
        "scale": 1.2,
        "offset": {"x": 0.2, "y": -0.1},
        "use_avatar_iv_model": "avatar_iv",
    }
    assert scene["voice"]["emotion"] == "Friendly"


NOT_OF_ITS_KIND = [
    ("look: Abigail Office Front, v2: {style: square}", "it frames looks `normal`, `closeUp` or `circle`"),
    ("look: Abigail Office Front, v2: {expression: happy}", "`expression` is a setting of photos"),
    ("look: Wren on the Roof, v2: {style: closeUp}", "it frames photos `normal`, `square` or `circle`"),
    ("look: Wren on the Roof, v2: {scale: 2.5}", "it makes photos 2 times as large at most"),
    ("photo: face.png, motion: nods, v2: {scale: 1.5}", "a photo that moves has no `scale`"),
    ("photo: face.png, v2: {enhance_motion: true}", "`enhance_motion` needs a photo with a `motion`"),
]


@pytest.mark.parametrize(("avatar", "why"), NOT_OF_ITS_KIND)
def test_settings_of_another_kind_of_character_are_refused(studio: Studio, avatar: str, why: str) -> None:
    studio.write(_one(avatar))
    with pytest.raises(BuildError) as refused:
        studio.plan()
    errors = [found for found in refused.value.diagnostics if found.severity == "error"]
    assert [found.code for found in errors] == ["HB0437"]
    assert why in errors[0].message


def test_settings_of_v2_are_warned_about_where_the_film_takes_v3(studio: Studio) -> None:
    text = _one("look: Abigail, v2: {scale: 1.2}", voice="name: Ivy, emotion: Serious")
    studio.write(text.replace("api: v2", "api: auto"))
    warnings = studio.plan().project.warnings
    assert [warning.code for warning in warnings] == ["HB0470", "HB0470"]
    assert [warning.message.split()[0] for warning in warnings] == ["`v2`", "`emotion`"]


@pytest.mark.parametrize("first", [False, True])
def test_a_recording_is_spoken_without_a_background_and_by_a_photo_that_moves(studio: Studio, first: bool) -> None:
    says = "voice: calm, script: Hi." if first else "audio: speech.wav"
    speech = ", speech: audio_first" if first else ""
    moving = _one("photo: face.png, motion: nods, v2: {enhance_motion: true}", says=says, render=speech)
    studio.write(moving.replace("title: Hello\n", "title: Hello\noutput: {resolution: 720p}\n"))
    assert studio.build().artifacts.is_complete
    body = the_body(studio, "/v2/video/av4/generate")
    assert body["enhance_custom_motion_prompt"] is True
    assert body["audio_asset_id"]
    assert not {"script", "voice_id"} & set(body)
    cut = _one("look: Abigail Office Front, v2: {style: closeUp}", says=says, render=speech).replace(
        "api: v2", "api: v1"
    )
    studio.write(cut.replace("title: Hello\n", "title: Hello\noutput: {format: webm}\n"))
    assert studio.build().artifacts.is_complete
    body = the_body(studio, "/v1/video.webm")
    assert body["avatar_style"] == "closeUp"
    assert "/files/assets/" in str(body["input_audio"])
    assert not {"input_text", "voice_id"} & set(body)


PAID = [
    ("photo: face.png, motion: nods", "avatar: host, voice: calm, script: Hi.", "v2 av4 video"),
    ("look: Abigail Office Front", "image: face.png, presenter: host, voice: calm, script: Hi.", "v1 video.webm"),
    ("look: Abigail Office Front", "image: face.png, voice: calm, script: Hi.", "v3 speech (Starfish)"),
    ("look: Abigail Office Front", "video: screen.mp4, lipsync: true, audio: speech.wav", "v3 lipsync"),
    ("look: Abigail Office Front", "video: screen.mp4, face_swap: face.png", "v1 workflow (FaceswapNode)"),
    ("look: Abigail Office Front", "generate: {prompt: A coast}", "v1 workflow (GenerateVideoNode)"),
    ("look: Abigail Office Front", "avatar: host, voice: calm, script: Hi.", None),
]


@pytest.mark.parametrize(("avatar", "scene", "call"), PAID)
def test_a_test_says_which_scenes_are_paid_for_all_the_same(
    studio: Studio, avatar: str, scene: str, call: str | None
) -> None:
    text = _one(avatar, render=", test: true")
    studio.write(text.partition("  - {id: one")[0] + f"  - {{id: one, {scene}}}\n")
    planned = studio.plan()
    told = [found.message for found in planned.project.warnings if found.code == "HB0437"]
    wanted = f"the scene `one` is paid for, although this is a test: {call} has no test mode"
    assert told == ([] if call is None else [wanted])
    costly = [step for step in planned.plan.steps if step.is_paid and (step.estimate is None or step.estimate.usd != 0)]
    assert bool(costly) == (call is not None), "what is told is what the plan asks money for"
