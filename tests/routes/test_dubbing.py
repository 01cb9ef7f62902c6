"""Dubbed films, from the project to the files: one order a language, and none twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from heygen_build.cli.build import PARTLY_DONE, exit_code
from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import FailJob, LostAfterAcceptance, StuckJob
from heygen_build.media.marking import read_mark
from heygen_build.publish.manifest import read_manifest
from tests.workshop import Studio, code_of, codes, ran

FILM = """\
heygen_build: 1
title: Tank
output: {path: dist/tank.mp4}
scenes:
  - {id: card, card: Rainwater, hold: 1s}
"""
CORRECTED = "1\n00:00:00,000 --> 00:00:00,900\nJedes Dach sammelt Wasser.\n"


def project(studio: Studio, translations: str) -> Path:
    return studio.write(f"{FILM}translations: {translations}\n")


def test_each_language_is_an_order_and_a_file_of_its_own(studio: Studio) -> None:
    project(studio, "[Spanish (Spain), {language: German (Germany), path: dist/de.mp4, captions: true}]")
    built = studio.build()
    assert exit_code(built) == 0
    folder = studio.folder / "dist"
    assert {path.name for path in folder.iterdir()} >= {"tank.mp4", "tank-spanish-spain.mp4", "de.mp4", "de.srt"}
    manifest = read_manifest(folder / "manifest.json")
    assert manifest is not None
    assert [version.language for version in manifest.films[0].translations] == ["Spanish (Spain)", "German (Germany)"]
    assert studio.orders() == {"assets": 1, "video-translations": 2}


def test_a_dubbed_film_carries_the_mark_of_what_is_made_with_ai(studio: Studio) -> None:
    project(studio, "[Spanish (Spain)]")
    assert studio.build().artifacts.is_complete
    dubbed = studio.folder / "dist/tank-spanish-spain.mp4"
    assert read_mark(studio.folder / "dist/tank.mp4") == "composite", "nobody speaks in it"
    assert read_mark(dubbed) == "compositeWithTrainedAlgorithmicMedia"
    written = dubbed.stat().st_mtime_ns
    assert studio.build().artifacts.is_complete
    assert dubbed.stat().st_mtime_ns == written, "a second build leaves it alone"


def test_the_price_of_a_language_is_by_the_second_and_the_mode(studio: Studio) -> None:
    project(studio, "[Spanish (Spain), {language: French (France), audio_only: true}]")
    costs = [decision.cost for decision in studio.plan().decisions if decision.step.kind == "translation"]
    assert [round(cost.usd or 0, 4) for cost in costs if cost] == [0.0333, 0.0167]


def test_the_price_of_another_language_is_exact_once_the_film_is_there(studio: Studio) -> None:
    project(studio, "[Spanish (Spain)]")
    studio.build()
    project(studio, "[Spanish (Spain), French (France)]")
    (cost,) = [decision.cost for decision in studio.plan().decisions if decision.cost is not None]
    assert cost.is_measured
    assert cost.seconds == pytest.approx(1.0)


def test_a_second_build_orders_nothing_and_a_new_language_only_itself(studio: Studio) -> None:
    project(studio, "[Spanish (Spain)]")
    studio.build()
    studio.forget_requests()
    assert ran(studio.build()) == []
    project(studio, "[Spanish (Spain), Korean (Korea)]")
    assert ran(studio.build()) == ["Korean (Korea)/translation"]
    assert studio.orders() == {"video-translations": 1}


def test_what_is_said_about_a_language_reaches_the_order(studio: Studio) -> None:
    (studio.folder / "es.srt").write_text(CORRECTED)
    wanted = "{language: Spanish (Spain), mode: precision, srt: es.srt, speakers: 2, glossary: Legal terms, "
    project(studio, f"[{wanted}dynamic_duration: false, speech_enhancement: true, disable_music_track: true}}]")
    studio.build()
    order = next(request for request in studio.emulator.requests if request.path == "/v3/video-translations")
    body = order.json()
    assert isinstance(body, dict)
    assert body.pop("video")["type"] == body.pop("srt")["type"] == "asset_id"
    assert body.pop("title").startswith("film Spanish (Spain) [hb-")
    assert body == {
        "output_languages": ["Spanish (Spain)"],
        "mode": "precision",
        "speaker_num": 2,
        "enable_caption": False,
        "enable_dynamic_duration": False,
        "disable_music_track": True,
        "enable_speech_enhancement": True,
        "srt_role": "output",
        "brand_glossary_id": "77d9a2f6c84b4b0fa1e35d6c0b2e8a94",
    }


@pytest.mark.parametrize(
    ("wanted", "code", "hint"),
    [
        ("[Spanish]", "HB0336", "`Spanish (Spain)`"),
        ("[german (germany)]", "HB0336", "write `German (Germany)`"),
        ("[Klingon (Qo'noS)]", "HB0336", "languages, such as"),
        ("[{language: Spanish (Spain), glossary: Legal}]", "HB0337", "`Legal terms`"),
    ],
)
def test_a_wrong_name_is_told_before_anything_is_ordered(studio: Studio, wanted: str, code: str, hint: str) -> None:
    project(studio, wanted)
    with pytest.raises(BuildError) as caught:
        studio.build()
    assert code_of(caught.value) == [code]
    assert hint in (caught.value.diagnostics[0].hint or "")
    assert studio.orders() == {}


def test_the_film_is_there_when_one_of_its_languages_fails(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/video-translations", FailJob(message="audio is missing or corrupted"))
    project(studio, "[Spanish (Spain)]")
    built = studio.build()
    assert codes(built) == ["HB0701"]
    told = built.artifacts.failures[0].diagnostic
    assert "audio is missing or corrupted" in told.message
    assert told.labels[0].span.start.line == 5
    assert (studio.folder / "dist/tank.mp4").exists()
    assert exit_code(built) == PARTLY_DONE


def test_an_order_whose_answer_was_lost_is_not_placed_twice(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/video-translations", LostAfterAcceptance())
    project(studio, "[Spanish (Spain)]")
    studio.build()
    studio.build()
    assert len([charge for charge in studio.emulator.charges if charge.what.startswith("translation")]) == 1


def test_a_stuck_job_is_given_up_after_an_hour_and_collected_later(studio: Studio) -> None:
    studio.emulator.script("POST", "/v3/video-translations", StuckJob())
    project(studio, "[Spanish (Spain)]")
    began = studio.time.now
    built = studio.build()
    assert codes(built) == ["HB0702"]
    assert 3600 <= studio.time.now - began < 3600 + 120
    assert built.artifacts.failures[0].exit_code == 4


PROOFREAD = "[{language: German (Germany), proofread: translations/de.srt, captions: true}]"


def test_subtitles_are_fetched_corrected_and_dubbed(studio: Studio) -> None:
    project(studio, PROOFREAD)
    first = studio.build()
    srt = studio.folder / "translations/de.srt"
    assert srt.read_text().startswith("1\n00:00:00,000 --> ")
    assert [problem.code for problem in first.problems] == ["HB0802"]
    assert "translations/de.srt" in first.problems[0].message
    assert exit_code(first) == PARTLY_DONE
    assert not (studio.folder / "dist/tank-german-germany.mp4").exists()

    srt.write_text(CORRECTED)
    studio.forget_requests()
    second = studio.build()
    assert exit_code(second) == 0
    assert (studio.folder / "dist/tank-german-germany.mp4").exists()
    assert studio.orders() == {"assets": 1, "generate": 1}
    assert [request.method for request in studio.emulator.requests if request.path.endswith("/srt")] == ["PUT"]
    assert srt.read_text() == CORRECTED


def test_subtitles_without_a_correction_are_not_sent_back(studio: Studio) -> None:
    project(studio, PROOFREAD)
    studio.build()
    studio.forget_requests()
    assert exit_code(studio.build()) == 0
    assert not [request for request in studio.emulator.requests if request.path.endswith("/srt")]


def test_a_later_correction_orders_a_new_dubbing_and_no_second_session(studio: Studio) -> None:
    project(studio, PROOFREAD)
    studio.build()
    studio.build()
    (studio.folder / "translations/de.srt").write_text(CORRECTED)
    studio.forget_requests()
    assert exit_code(studio.build()) == 0
    assert studio.orders() == {"assets": 1, "generate": 1}


def test_a_session_that_is_over_is_opened_again_and_the_corrections_are_kept(studio: Studio) -> None:
    project(studio, PROOFREAD)
    studio.build()
    srt = studio.folder / "translations/de.srt"
    srt.write_text(CORRECTED)
    asyncio.run(studio.time.sleep(25 * 3600))
    late = studio.build()
    assert codes(late) == ["HB0609"]
    assert "the next build opens a new one" in late.artifacts.failures[0].diagnostic.message
    studio.forget_requests()
    assert exit_code(studio.build()) == 0
    assert studio.orders() == {"proofreads": 1, "generate": 1}
    assert srt.read_text() == CORRECTED


def test_an_account_that_refuses_subtitles_as_assets_gets_an_address(studio: Studio) -> None:
    from heygen_build.emulator.faults import Answer

    project(studio, PROOFREAD)
    studio.build()
    (studio.folder / "translations/de.srt").write_text(CORRECTED)
    refusal = Answer(400, "invalid_parameter", "Content type not supported application/x-subrip", body=None)
    studio.emulator.script("PUT", "*/srt", refusal)
    studio.forget_requests()
    assert exit_code(studio.build()) == 0
    sent = [request.json() for request in studio.emulator.requests if request.method == "PUT"]
    assert [body["srt"]["type"] for body in sent if isinstance(body, dict)] == ["asset_id", "url"]
