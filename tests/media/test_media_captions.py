"""The laws of captions: nothing is lost, nothing overlaps, lines fit, and breaks fall where a reader would put them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.media.breaking import columns
from heygen_build.media.captions import (
    align,
    cues_from_words,
    line_limit,
    model_duration,
    model_words,
    pause_seconds,
    read_srt,
    shift,
    strip_breaks,
    words_from_cues,
    write_srt,
    write_vtt,
)
from heygen_build.media.model import Canvas, Cue, MediaError, Word

LAW = settings(deadline=None, max_examples=60)  # no deadline, because the machine may be busy
UNUSUAL = [
    "Hello",
    "a",
    "sentence.",
    "clause,",
    "Dr.",
    "U.S.",
    "नमस्ते",
    "مرحبا",
    "x" * 90,
    "这是一个很长的中文句子，没有空格。",
]
token = st.one_of(
    st.text(st.characters(categories=["L", "N", "M", "P", "S"]), min_size=1, max_size=60), st.sampled_from(UNUSUAL)
)
words_of_any_time = st.lists(st.builds(Word, token, st.floats(0, 30), st.floats(0, 30)), max_size=40)
limits = st.sampled_from([(42, 2), (26, 2), (12, 1), (32, 3)])


def squeezed(texts: list[str]) -> str:
    """Texts without any blanks."""
    return "".join("".join(text.split()) for text in texts)


@LAW
@given(words_of_any_time, limits)
def test_no_letter_is_lost_or_moved(words: list[Word], limit: tuple[int, int]) -> None:
    cues = cues_from_words(words, max_chars=limit[0], max_lines=limit[1])
    assert squeezed([cue.text for cue in cues]) == squeezed([word.text for word in words])


@LAW
@given(words_of_any_time, limits)
def test_cues_are_in_order_and_never_overlap(words: list[Word], limit: tuple[int, int]) -> None:
    cues = cues_from_words(words, max_chars=limit[0], max_lines=limit[1])
    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))


@LAW
@given(words_of_any_time, limits)
def test_lines_and_their_number_stay_within_the_limits(words: list[Word], limit: tuple[int, int]) -> None:
    for cue in cues_from_words(words, max_chars=limit[0], max_lines=limit[1]):
        assert 1 <= len(cue.lines) <= limit[1]
        assert all(0 < columns(line) <= limit[0] for line in cue.lines)


@LAW
@given(st.lists(st.sampled_from(["one", "two,", "three.", "seventeen", "a"]), min_size=1, max_size=60))
def test_spoken_at_a_normal_pace_captions_can_be_read(tokens: list[str]) -> None:
    cues = cues_from_words(model_words(" ".join(tokens)), max_cps=20)
    assert all(sum(map(columns, cue.lines)) / (cue.end - cue.start) <= 25 for cue in cues)
    assert all(after.start - before.end >= 0.08 - 1e-9 for before, after in pairwise(cues))


def lines_of(text: str, max_chars: int = 42) -> list[tuple[str, ...]]:
    """The lines of each caption of a text spoken by the model."""
    return [cue.lines for cue in cues_from_words(model_words(text), max_chars=max_chars)]


CASES = {
    "sentences are not mixed": (
        "Meet Aurora, the build tool for presenter videos. It costs 49 dollars a month.",
        42,
        [("Meet Aurora, the build", "tool for presenter videos."), ("It costs 49 dollars a month.",)],
    ),
    "abbreviations end no sentence": (
        "Dr. Smith of the U.S. office called Mr. Jones.",
        42,
        [("Dr. Smith of the U.S.", "office called Mr. Jones.")],
    ),
    "clauses stay whole": (
        "Write your script as code, review it like code, and let HeyGen do the talking.",
        42,
        [("Write your script as code, review it", "like code, and let HeyGen do the talking.")],
    ),
    "narrow frames get short lines": (
        "Everything happens on one screen.",
        26,
        [("Everything happens", "on one screen.")],
    ),
    "a line is never one short word": (
        "Nobody wants to click through many dialogs now",
        42,
        [("Nobody wants to click", "through many dialogs now")],
    ),
    "short calls share a caption": ("Wow! Really?", 42, [("Wow! Really?",)]),
    "Chinese breaks after its own commas": (
        "这是一个很长的中文句子，用来测试字幕的断行。",
        26,
        [("这是一个很长的中文句子，", "用来测试字幕的断行。")],
    ),
    "French keeps its spaced marks on the line": (
        "Vous venez avec nous ce soir à la grande fête ?",
        30,
        [("Vous venez avec nous", "ce soir à la grande fête\u00a0?")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_breaks_fall_where_a_reader_would_put_them(name: str) -> None:
    text, limit, expected = CASES[name]
    assert lines_of(text, limit) == expected


def test_a_caption_stays_until_the_next_one_and_goes_in_a_long_pause() -> None:
    words = [Word("One.", 0, 0.5), Word("Two.", 0.8, 1.2), *model_words("Much later comes three.")]
    later = [Word(word.text, word.start + 10, word.end + 10) for word in words[2:]]
    cues = cues_from_words([*words[:2], *later], max_chars=20)
    assert cues[0].end < 3
    assert cues[-1].start == pytest.approx(10)


@pytest.mark.parametrize(
    ("width", "height", "limit"), [(1920, 1080, 42), (1080, 1080, 32), (864, 1080, 32), (1080, 1920, 24)]
)
def test_line_limits_follow_the_shape_of_the_frame(width: int, height: int, limit: int) -> None:
    assert line_limit(Canvas(width, height)) == limit


@LAW
@given(st.lists(token, min_size=1, max_size=20), st.lists(token, min_size=1, max_size=20))
def test_alignment_keeps_every_shown_word_in_order_of_time(shown: list[str], heard: list[str]) -> None:
    spoken = [Word(text, index * 0.4, index * 0.4 + 0.3) for index, text in enumerate(heard)]
    aligned = align(" ".join(shown), spoken)
    assert squeezed([word.text for word in aligned]) == squeezed([strip_breaks(" ".join(shown))])
    assert all(word.start < word.end for word in aligned)
    assert all(before.end <= after.start for before, after in pairwise(aligned))
    assert aligned[-1].end <= spoken[-1].end + 0.001 * len(aligned) + 1e-9


@LAW
@given(st.lists(st.sampled_from(["alpha", "beta,", "gamma.", "Ünï", "49"]), min_size=1, max_size=30))
def test_words_heard_as_written_keep_their_times(tokens: list[str]) -> None:
    spoken = [Word(token.strip(",.").upper(), index * 0.5, index * 0.5 + 0.4) for index, token in enumerate(tokens)]
    aligned = align(" ".join(tokens), spoken)
    assert [(word.start, word.end) for word in aligned] == [(word.start, word.end) for word in spoken]
    assert [word.text for word in aligned] == tokens


def test_words_that_differ_share_the_time_of_what_they_stand_for() -> None:
    heard = ["Hey", "Jen", "costs", "forty", "nine", "dollars", "now"]
    spoken = [Word(text, index, index + 1) for index, text in enumerate(heard)]
    assert align("HeyGen costs $49 now.", spoken) == (
        Word("HeyGen", 0, 2),
        Word("costs", 2, 3),
        Word("$49", 3, 6),
        Word("now.", 6, 7),
    )


def test_nothing_heard_or_nothing_shown_gives_nothing() -> None:
    assert align("", [Word("a", 0, 1)]) == ()
    assert align("a", []) == ()
    assert cues_from_words([]) == ()


def test_the_model_speaks_150_words_a_minute_and_keeps_pauses() -> None:
    assert model_duration("word " * 75) == pytest.approx(30)
    assert model_duration("word " * 75, speed=1.5) == pytest.approx(20)
    text = 'One two. <break time="0.5s"/> Three <break time="1s"/> <break time="250ms"/> four.'
    words = model_words(text)
    assert pause_seconds(text) == pytest.approx(1.75)
    assert words[-1].end == pytest.approx(model_duration(text)) == pytest.approx(4 * 0.4 + 1.75)
    assert words[2].start - words[1].end == pytest.approx(0.5)
    assert words[3].start - words[2].end == pytest.approx(1.25)
    assert strip_breaks(text) == "One two. Three four."


def test_chinese_is_counted_by_characters() -> None:
    assert model_duration("这是一个测试。") == pytest.approx(6 * 0.6 * 0.4)


def _cues(rows: list[tuple[int, int, list[str]]]) -> tuple[Cue, ...]:
    """Cues from milliseconds: begin, length, lines."""
    ordered = sorted(rows, key=lambda row: row[0])
    return tuple(Cue(begin / 1000, (begin + length) / 1000, tuple(lines)) for begin, length, lines in ordered)


plain_line = st.text(st.characters(categories=["L", "N", "Zs"]), max_size=30).map(lambda text: " ".join(text.split()))
two_lines = st.lists(plain_line.filter(bool), min_size=1, max_size=2)
rows_of_cues = st.tuples(st.integers(0, 400_000), st.integers(1, 9000), two_lines)
cue_lists = st.lists(rows_of_cues, min_size=1, max_size=8, unique_by=lambda row: row[0]).map(_cues)


@LAW
@given(cue_lists)
def test_what_is_written_as_srt_or_vtt_is_read_back(cues: tuple[Cue, ...]) -> None:
    for text in (write_srt(cues), write_vtt(cues), "\ufeff" + write_srt(cues).replace("\n", "\r\n")):
        read = read_srt(text)
        assert [cue.lines for cue in read] == [cue.lines for cue in cues]
        assert [cue.start for cue in read] == pytest.approx([cue.start for cue in cues], abs=0.0015)


def test_srt_looks_as_players_expect() -> None:
    cues = (Cue(0.5, 1.25, ("Hello", "there & you")), Cue(3661.0, 3662.0, ("Late",)))
    assert write_srt(cues) == (
        "1\n00:00:00,500 --> 00:00:01,250\nHello\nthere & you\n\n2\n01:01:01,000 --> 01:01:02,000\nLate\n"
    )
    assert write_vtt(cues) == (
        "WEBVTT\n\n00:00:00.500 --> 00:00:01.250\nHello\nthere &amp; you\n\n01:01:01.000 --> 01:01:02.000\nLate\n"
    )


@pytest.mark.parametrize("text", ["<html><body>403</body></html>", "hello\nworld", "{}", "WEBVTT\n\nnothing"])
def test_what_holds_no_subtitles_has_a_reason(text: str) -> None:
    with pytest.raises(MediaError) as caught:
        read_srt(text)
    assert caught.value.reason == "not_subtitles"


@LAW
@given(st.text(max_size=200))
def test_no_text_ends_in_a_traceback(text: str) -> None:
    try:
        cues = read_srt(text)
    except MediaError:
        cues = ()
    assert all(cue.start < cue.end for cue in cues)


def test_numbers_alone_on_a_line_are_text_unless_they_count_captions() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\nIt costs\n49\n\n2\n00:00:03,000 --> 00:00:04,000\n50\n51\n"
    assert [cue.lines for cue in read_srt(srt)] == [("It costs", "49"), ("50", "51")]
    crowded = "1\n00:00:01,000 --> 00:00:02,000\nIt costs\n2\n00:00:03,000 --> 00:00:04,000\nmore\n"
    assert [cue.lines for cue in read_srt(crowded)] == [("It costs",), ("more",)]


def test_styles_are_dropped_and_empty_files_are_empty() -> None:
    assert read_srt("1\n00:00:01,000 --> 00:00:02,000\n<i>Hi</i> {\\an8}there\n") == (Cue(1, 2, ("Hi there",)),)
    assert read_srt("\ufeff \n") == ()


def test_shifted_cues_move_together_and_never_before_zero() -> None:
    cues = (Cue(0, 1, ("a",)), Cue(1, 3, ("b",)))
    assert shift(cues, 0.5) == (Cue(0.5, 1.5, ("a",)), Cue(1.5, 3.5, ("b",)))
    assert shift(cues, -2) == (Cue(0, 1, ("b",)),)


def test_words_of_a_subtitle_file_share_their_cue_by_length() -> None:
    words = words_from_cues([Cue(1, 2, ("a longest", "bb")), Cue(4, 5, ("c",))])
    assert [word.text for word in words] == ["a", "longest", "bb", "c"]
    assert (words[0].start, words[2].end, words[3].start, words[3].end) == pytest.approx((1, 2, 4, 5))
    assert words[1].end - words[1].start > 2 * (words[0].end - words[0].start)


def test_captions_and_types_come_without_the_heavy_libraries() -> None:
    """Plans and sidecar files need both, and must not wait for video libraries to load."""
    names = "('av', 'numpy', 'PIL', 'fontTools')"
    code = f"import sys, heygen_build.media.captions as c; sys.exit(any(name in sys.modules for name in {names}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lines_of_other_languages_do_not_end_with_words_that_lean_on_the_next_one() -> None:
    text = "Soy Amara, y durante el próximo minuto te acompaño por tu primera semana."
    lines = [line for cue in cues_from_words(model_words(text), max_chars=24) for line in cue.lines]
    assert not {line.split()[-1] for line in lines} & {"y", "durante", "el", "te", "por", "tu"}
