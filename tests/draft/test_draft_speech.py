"""What `speak` promises: the same sound for the same text, honest times, and no text that breaks it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heygen_build.draft import engine
from heygen_build.draft.speech import DraftVoice, Speech, SpeechError, speak

ANNIE = DraftVoice("en-us", "Annie")
SENTENCE = "Hello, and welcome to Aurora — it costs $49 a month, Dr. Smith!"


def assert_orderly(speech: Speech) -> None:
    """Times rise, stay inside the sound, and the mouth ends at rest."""
    assert all(0 <= word.start <= word.end <= speech.duration + 1e-3 for word in speech.words)
    assert all(one.end <= two.start + 1e-6 for one, two in pairwise(speech.words))
    assert all(one.start < two.start for one, two in pairwise(speech.mouths))
    assert speech.mouths[-1].shape == "rest"
    assert speech.mouths[-1].start <= speech.duration


def loud_share(speech: Speech, start: float, end: float) -> float:
    part = speech.samples[int(start * speech.rate) : int(end * speech.rate)].astype(float)
    return float(np.sqrt(np.mean(np.square(part)))) / 32768


@pytest.mark.parametrize("variant", [None, "Annie", "m3", "klatt", "whisper"])
def test_the_same_text_gives_the_same_samples_whatever_was_said_before(variant: str | None) -> None:
    voice = DraftVoice("en-us", variant)
    first = speak(SENTENCE, voice)
    speak("Something else entirely?", DraftVoice("de"))
    again = speak(SENTENCE, voice)
    assert np.array_equal(first.samples, again.samples)
    assert first.words == again.words


def test_words_are_the_written_tokens_with_their_punctuation() -> None:
    speech = speak(SENTENCE, ANNIE)
    assert [word.text for word in speech.words] == SENTENCE.split()
    assert_orderly(speech)


def test_every_word_sounds_while_it_lasts() -> None:
    speech = speak("Seven brave engineers repaired wonderful machines yesterday evening.", ANNIE)
    assert all(loud_share(speech, word.start, word.end) > 0.01 for word in speech.words)


def test_sound_is_level_without_clipping_and_ends_are_short() -> None:
    speech = speak(SENTENCE, ANNIE)
    assert speech.rate == 48_000
    assert speech.samples.dtype == np.int16
    assert 6_000 < np.abs(speech.samples.astype(int)).max() < 32_000
    heard = np.flatnonzero(np.abs(speech.samples) > 400) / speech.rate
    assert heard[0] < 0.12
    assert speech.duration - heard[-1] < 0.25


@pytest.mark.parametrize("seconds", [0.3, 0.5, 2.0])
@pytest.mark.parametrize("text", ["Hello there. {} Meet us.", "Please {} wait.", "{} Now.", "At last {}"])
def test_a_break_lengthens_speech_by_exactly_its_time(text: str, seconds: float) -> None:
    plain = speak(text.format(""), ANNIE)
    paused = speak(text.format(f'<break time="{seconds}s"/>'), ANNIE)
    assert len(paused.samples) - len(plain.samples) == round(seconds * 48_000)
    assert [word.text for word in paused.words] == [word.text for word in plain.words]
    assert_orderly(paused)


def test_a_break_is_silent_and_the_mouth_rests_in_it() -> None:
    speech = speak('Wait <break time="1s"/> here.', ANNIE)
    wait, here = speech.words
    assert here.start - wait.end >= 1.0 - 0.05
    assert loud_share(speech, wait.end + 0.05, here.start - 0.1) < 0.002
    middle = (wait.end + here.start) / 2
    assert [mouth.shape for mouth in speech.mouths if mouth.start <= middle][-1] == "rest"


def test_neighboring_breaks_add_up_and_milliseconds_count() -> None:
    one = speak('A <break time="0.75s"/> b.', ANNIE)
    two = speak('A <break time="250ms"/> <break time="0.5s"/> b.', ANNIE)
    assert one.duration == two.duration


def test_other_markup_is_left_out_and_other_angle_brackets_are_text() -> None:
    assert [word.text for word in speak("<speak>Fish &amp; <emphasis>chips</emphasis></speak>", ANNIE).words] == [
        "Fish",
        "&",
        "chips",
    ]
    assert [word.text for word in speak("if 3 < 4 then", ANNIE).words] == ["if", "3", "<", "4", "then"]


def test_speed_changes_length() -> None:
    slow, fast = speak(SENTENCE, ANNIE, speed=0.6), speak(SENTENCE, ANNIE, speed=1.5)
    assert slow.duration > 1.8 * fast.duration


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("es", "¿Qué tal? Hoy cuesta 49 euros.", 6),
        ("de", "Größere Übungen machen Spaß.", 4),
        ("fr-fr", "L’été arrive à l’heure : voilà !", 7),
        ("pt-br", "Não é só isso, amanhã tem mais.", 7),
        ("ru", "Добро пожаловать в наш фильм.", 5),
        ("ja", "今日は良い天気です。", 9),
        ("cmn", "你好，世界。今天天气很好。", 10),
        ("ko", "안녕하세요 여러분.", 2),
        ("hi", "नमस्ते, आप कैसे हैं?", 4),
        ("ar", "مرحبا بكم في الفيلم.", 4),
        ("tr", "Günaydın, bugün başlıyoruz.", 3),
    ],
)
def test_many_languages_are_spoken_with_a_time_for_each_word(language: str, text: str, tokens: int) -> None:
    speech = speak(text, DraftVoice(language))
    assert len(speech.words) == tokens
    assert "".join(word.text for word in speech.words) == "".join(text.split())
    assert all(word.end > word.start for word in speech.words if any(c.isalnum() for c in word.text))
    assert speech.duration > 0.8
    assert len({mouth.shape for mouth in speech.mouths}) >= 4
    assert_orderly(speech)


@pytest.mark.parametrize("text", ["", " \n ", "…", "😀 🎬", "—", "\x00\x07\x1b", "?!"])
def test_unspeakable_text_gives_a_short_silence(text: str) -> None:
    speech = speak(text, ANNIE)
    assert 0.1 < speech.duration < 1
    assert not speech.samples.any()
    assert_orderly(speech)


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x07c \x1b[31mred\x1b[0m",
        "lone \ud800 surrogate",
        "a" * 5000,
        "word " * 1000,
        "1" * 3000,
        "<" * 300,
        "שלום hello مرحبا \u202ebackwards\u202c",
        "emoji 👩‍👩‍👧 in 🇩🇪 the middle ❤️",
        "[[h@'loU]] %s {0} \\n $& |",
        '<break time="9999999999s"/> <break time="x"/> <break> ok',
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_text_is_spoken_without_an_error(text: str) -> None:
    speech = speak(text, ANNIE)
    assert speech.duration > 0.1
    assert_orderly(speech)


@settings(max_examples=60, deadline=None)
@example("\U0003134b", "ja")
@given(st.text(max_size=60), st.sampled_from(["en-us", "ar", "ja", "hi", "th"]))
def test_any_text_keeps_its_tokens_and_its_order(text: str, language: str) -> None:
    speech = speak(text, DraftVoice(language))
    assert_orderly(speech)


def test_emoji_are_not_read_out() -> None:
    assert speak("Good 😀 day.", ANNIE).duration == pytest.approx(speak("Good day.", ANNIE).duration, abs=0.3)


def test_an_unknown_language_is_a_speech_error_and_the_engine_lives_on() -> None:
    with pytest.raises(SpeechError, match="xx-nowhere"):
        speak("Hello", DraftVoice("xx-nowhere"))
    assert speak("Hello", ANNIE).duration > 0.3


def test_a_crashed_worker_is_replaced_and_says_the_same() -> None:
    before = speak(SENTENCE, ANNIE)
    worker = engine.ENGINE._worker
    assert worker is not None
    worker.process.kill()
    assert np.array_equal(speak(SENTENCE, ANNIE).samples, before.samples)
    assert worker.process.returncode == -signal.SIGKILL


def test_two_crashes_in_a_row_are_a_speech_error(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = engine.Engine()
    monkeypatch.setattr(engine, "_library", lambda: "/nowhere/libespeak.so")
    with pytest.raises(SpeechError, match="stopped twice"):
        broken.speak(engine.Request("Hello", "en-us", 165, 50, 50))


def test_closing_ends_the_worker_and_the_next_word_starts_another() -> None:
    speak("One", ANNIE)
    worker = engine.ENGINE._worker
    assert worker is not None
    engine.ENGINE.close()
    assert worker.process.poll() is not None
    assert speak("Two", ANNIE).duration > 0.2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_speaks_through_a_worker_of_its_own() -> None:
    script = (
        "import os\n"
        "from heygen_build.draft.speech import DraftVoice, speak\n"
        "from heygen_build.draft.engine import ENGINE\n"
        "voice = DraftVoice('en-us')\n"
        "before = speak('Hello', voice).samples.tobytes()\n"
        "parent = ENGINE._worker.process.pid\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    same = speak('Hello', voice).samples.tobytes() == before\n"
        "    own = ENGINE._worker.process.pid != parent\n"
        "    ENGINE.close()\n"
        "    os._exit(0 if same and own else 1)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0\n"
        "assert speak('Hello', voice).samples.tobytes() == before\n"
        "assert ENGINE._worker.process.pid == parent\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
