"""Plans: what becomes a step, and what belongs to a step's key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heygen_build.media.model import CaptionStyle
from heygen_build.plan.build import plan
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.plan.requests import ClipRequest, SpeechRequest, VideoRequest
from heygen_build.resolve.model import Captions, Scene, Speech, Transition
from tests.builders import VOICE, avatar, card, film, image, photo, project, scene


def orders(made: BuildPlan) -> list[Step]:
    return [step for step in made.steps if step.is_paid]


def keys(made: BuildPlan) -> set[str]:
    return {step.key for step in orders(made)}


FILM = film(scene("hook", avatar(), "One."), scene("chart", image(), "Two."), scene("end", card(), None))


def test_an_avatar_scene_is_one_video_and_other_scenes_are_speech_or_silence() -> None:
    assert [step.place for step in plan(project(FILM), "heygen").steps] == [
        "hook/video",
        "hook/clip",
        "chart/speech",
        "chart/clip",
        "end/clip",
        "film",
    ]


def test_a_step_comes_after_everything_it_needs() -> None:
    made = plan(project(FILM, replace(FILM, slug="again", width=720, height=1280)), "heygen")
    seen: set[str] = set()
    for step in made.steps:
        assert set(step.needs.values()) <= seen
        seen.add(step.key)


def test_planning_twice_gives_the_same_plan() -> None:
    assert plan(project(FILM), "heygen") == plan(project(FILM), "heygen")


def test_drafts_and_real_renders_never_share_a_key() -> None:
    drafted, real, local = (plan(project(FILM), backend) for backend in ("draft", "heygen", "local"))
    assert not keys(drafted) & keys(real)
    assert not keys(local) & keys(real)


def changed_scene(**changes: object) -> set[str]:
    """The paid keys after a change of the first scene."""
    first: Scene = replace(FILM.scenes[0], **changes)  # type: ignore[arg-type]
    return keys(plan(project(replace(FILM, scenes=(first, *FILM.scenes[1:]))), "heygen"))


def test_changing_a_word_orders_exactly_one_video() -> None:
    speech = FILM.scenes[0].speech
    assert speech is not None
    before, after = keys(plan(project(FILM), "heygen")), changed_scene(speech=replace(speech, script="Uno."))
    assert (len(before - after), len(after - before)) == (1, 1)


@pytest.mark.parametrize(
    "changes", [{"id": "intro"}, {"transition": Transition("fade", 0.4)}, {"before": 1.0}, {"after": 1.0}]
)
def test_names_transitions_and_pads_are_free(changes: dict[str, object]) -> None:
    assert changed_scene(**changes) == keys(plan(project(FILM), "heygen"))


def test_reordering_scenes_is_free() -> None:
    turned = replace(FILM, scenes=tuple(reversed(FILM.scenes)))
    assert keys(plan(project(turned), "heygen")) == keys(plan(project(FILM), "heygen"))


@pytest.mark.parametrize(
    "captions",
    [Captions(("srt",), None), Captions((), None), Captions(("srt", "vtt"), CaptionStyle(position="top"))],
)
def test_captions_are_free(captions: Captions) -> None:
    changed = plan(project(replace(FILM, captions=captions)), "heygen")
    assert keys(changed) == keys(plan(project(FILM), "heygen"))


def test_the_title_is_free() -> None:
    changed = plan(project(replace(FILM, title="Other", slug="other")), "heygen")
    assert keys(changed) == keys(plan(project(FILM), "heygen"))


def test_white_space_in_a_script_is_free() -> None:
    assert changed_scene(speech=Speech("  One.\n", VOICE, FILM.origin)) == keys(plan(project(FILM), "heygen"))


@pytest.mark.parametrize(
    "changes",
    [
        {"picture": avatar(look_id="look-2")},
        {"picture": avatar(engine="avatar_v")},
        {"picture": avatar(expressiveness="high")},
        {"speech": Speech("One.", replace(VOICE, voice_id="voice-2"), FILM.origin)},
        {"speech": Speech("One.", replace(VOICE, speed=1.2), FILM.origin)},
        {"speech": Speech("One.", replace(VOICE, locale="en-GB"), FILM.origin)},
    ],
)
def test_what_changes_the_render_changes_its_key(changes: dict[str, object]) -> None:
    assert changed_scene(**changes) != keys(plan(project(FILM), "heygen"))


def test_equal_scenes_are_ordered_once() -> None:
    twice = film(scene("a", avatar(), "Same."), scene("b", avatar(), "Same."))
    assert len(orders(plan(project(twice), "heygen"))) == 1


def test_equal_speech_is_paid_once_across_films() -> None:
    wide = film(scene("a", image(), "Same."), slug="wide")
    tall = film(scene("a", image(), "Same."), slug="tall", aspect_ratio="9:16", width=720, height=1280)
    assert len(orders(plan(project(wide, tall), "heygen"))) == 1


def test_a_photo_is_uploaded_once_and_keyed_by_its_bytes() -> None:
    made = plan(project(film(scene("a", photo(), "One."), scene("b", photo(), "Two."))), "heygen")
    assert [step.place for step in made.steps if step.kind == "upload"] == ["a/photo"]
    assert [step.needs for step in orders(made)] == [{"photo": made.steps[0].key}] * 2


def test_breaks_make_speech_ssml_and_stay_in_avatar_scripts() -> None:
    script = 'A & B. <break time="1s"/> C.'
    made = plan(project(film(scene("a", avatar(), script), scene("b", card(), script))), "heygen")
    requests = [step.request for step in orders(made)]
    assert isinstance(requests[0], VideoRequest)
    assert requests[0].script == script
    assert isinstance(requests[1], SpeechRequest)
    assert (requests[1].input_type, requests[1].text) == ("ssml", 'A &amp; B. <break time="1s"/> C.')


def test_prices_follow_the_table_and_unknown_ones_stay_unknown() -> None:
    words = "word " * 75
    made = plan(
        project(
            film(
                scene("a", avatar(), words),
                scene("b", avatar(engine="avatar_v"), words),
                scene("c", photo(), words),
                scene("d", card(), words),
            )
        ),
        "heygen",
    )
    prices = [step.estimate.usd if step.estimate else None for step in orders(made)]
    assert prices == [pytest.approx(30 * 0.0667), None, pytest.approx(30 * 0.05), pytest.approx(30 * 0.000667)]


def test_a_fade_darkens_the_end_of_one_scene_and_the_start_of_the_next() -> None:
    made = plan(
        project(film(scene("a", card(), None), scene("b", card("B"), None, transition=Transition("fade", 0.4)))),
        "draft",
    )
    clips = [step.request for step in made.steps if isinstance(step.request, ClipRequest)]
    assert [(clip.fade_in, clip.fade_out) for clip in clips] == [(0.0, 0.2), (0.2, 0.0)]


def test_every_scene_of_a_draft_is_marked_exactly_once() -> None:
    made = plan(project(FILM), "draft")
    clips = [step.request for step in made.steps if isinstance(step.request, ClipRequest)]
    # The emulator marks what it draws; the rest is marked here.
    assert [clip.mark for clip in clips] == [None, "DRAFT", "DRAFT"]
    real = [step.request for step in plan(project(FILM), "heygen").steps if isinstance(step.request, ClipRequest)]
    assert {clip.mark for clip in real} == {None}


SAID = film(
    scene("hook", avatar(), "Meet [HeyGen](say:Hey Jen)."), scene("chart", image(), "By [HeyGen](say:Hey Jen).")
)


def rescripted(*scripts: str) -> set[str]:
    scenes = []
    for made, script in zip(SAID.scenes, scripts, strict=True):
        assert made.speech is not None
        scenes.append(replace(made, speech=replace(made.speech, script=script)))
    return keys(plan(project(replace(SAID, scenes=tuple(scenes))), "heygen"))


def test_voices_say_the_spoken_words_and_captions_show_the_written_ones() -> None:
    made = plan(project(SAID), "heygen")
    requests = {step.place: step.request for step in made.steps}
    video, speech, clip = requests["hook/video"], requests["chart/speech"], requests["hook/clip"]
    assert isinstance(video, VideoRequest)
    assert isinstance(speech, SpeechRequest)
    assert isinstance(clip, ClipRequest)
    assert (video.script, speech.text) == ("Meet Hey Jen.", "By Hey Jen.")
    assert clip.captions is not None
    assert (clip.captions.shown, clip.captions.spoken) == ("Meet HeyGen.", "Meet Hey Jen.")


def test_changing_only_what_is_shown_orders_nothing() -> None:
    assert rescripted("Meet [HEYGEN](say:Hey Jen).", "By Hey Jen.") == keys(plan(project(SAID), "heygen"))


def test_changing_only_what_is_said_orders_each_scene_again() -> None:
    assert not rescripted("Meet [HeyGen](say:hey gen).", "By [HeyGen](say:hey gen).") & keys(
        plan(project(SAID), "heygen")
    )


def test_a_pronunciation_that_no_scene_uses_orders_nothing() -> None:
    first = SAID.scenes[0]
    assert first.speech is not None
    speech = replace(first.speech, pronunciations=(("Aurora", "a roar a"),))
    changed = replace(SAID, scenes=(replace(first, speech=speech), *SAID.scenes[1:]))
    assert keys(plan(project(changed), "heygen")) == keys(plan(project(SAID), "heygen"))
