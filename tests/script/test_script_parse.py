"""What is written, what is shown and what is said: say-links, pauses and pronunciations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.media.captions import align, model_words
from heygen_build.script.model import Pause, Said, Words
from heygen_build.script.parse import parse
from heygen_build.script.pronounce import pronounced
from heygen_build.script.spoken import normalize, shown_text, spoken_text, word_count

PIECES = st.lists(
    st.sampled_from(
        [*"[]()\\ <>/", "say:", "Say :", "HeyGen", "Hey Jen", '<break time="1s"/>', "](say:", "https://a.b"]
    ),
    max_size=20,
).map("".join)


def said(text: str, **pronunciations: str) -> str:
    return spoken_text(text, tuple(pronunciations.items()))


@pytest.mark.parametrize(
    ("text", "shown", "spoken"),
    [
        ("Meet [HeyGen](say:Hey Jen).", "Meet HeyGen.", "Meet Hey Jen."),
        ("[SQL](say: sequel )  now", "SQL now", "sequel now"),
        ("[a\n  b](say:c\n  d)", "a b", "c d"),
        (r"[f\(x\)](say:f of x)", "f(x)", "f of x"),
        (r"[x](say:one \(two\))", "x", "one (two)"),
        (r"\[not a link\](say:x)", "[not a link](say:x)", "[not a link](say:x)"),
        ("[pause] and (say nothing)", "[pause] and (say nothing)", "[pause] and (say nothing)"),
        ("[1] (see below)", "[1] (see below)", "[1] (see below)"),
        ('Wait.<break time="0.5s" />Go.', "Wait. Go.", 'Wait. <break time="0.5s"/> Go.'),
        ("One.\n\nTwo\nlines.", "One.\n\nTwo lines.", "One.\n\nTwo lines."),
    ],
)
def test_links_and_pauses_are_shown_one_way_and_said_another(text: str, shown: str, spoken: str) -> None:
    assert (shown_text(text), spoken_text(text)) == (shown, spoken)
    assert parse(text).problems == ()


@given(PIECES)
def test_parts_cover_the_text_without_gaps_and_problems_lie_inside_it(text: str) -> None:
    script = parse(text)
    places = [0, *(edge for part in script.parts for edge in (part.start, part.end)), len(text)]
    assert places == sorted(places)
    assert places[::2] == places[1::2]
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in script.problems)


@given(st.text(st.characters(exclude_characters="[]\\<"), max_size=60))
def test_a_text_without_markup_is_shown_and_said_as_it_is(text: str) -> None:
    assert shown_text(text) == spoken_text(text) == normalize(text)


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("a [HeyGen](say:Hey Jen and more", "the link is not closed: `)` is missing", "[HeyGen](say:Hey Jen and more"),
        ("a [HeyGen] (say:Hey Jen)", "this is not a say-link: a blank stands between `]` and `(`", " "),
        ("[HeyGen](Say: Hey Jen)", "this is not a say-link: it starts with `say:`, in lower case", "Say: Hey Jen"),
        ("[HeyGen](say :Hey Jen)", "this is not a say-link: it starts with `say:`, in lower case", "say :Hey Jen"),
        ("[HeyGen](Hey Jen)", "this link does not say how it is spoken: `say:` is missing", "Hey Jen"),
        ("x [us](https://a.b/c)", "a voice would read the address of this link aloud", "[us](https://a.b/c)"),
        ("x [HeyGen](say:) y", "the link says nothing", "[HeyGen](say:)"),
        ("x [](say:a) y", "the link shows nothing", "[](say:a)"),
        ("x <break time='1s'/> y", None, "<break time='1s'/>"),
        ("x <b>bold</b>", None, "<b>"),
        ('[a](say:b <break time="1s"/>)', '`<break time="1s"/>` cannot stand inside a link', None),
    ],
)
def test_what_looks_like_markup_and_is_none_is_a_problem_at_its_place(
    text: str, message: str | None, part: str | None
) -> None:
    problem = parse(text).problems[0]
    assert message is None or problem.message == message
    assert text[problem.start : problem.end] == (text if part is None else part)


def test_escaped_brackets_are_no_links_and_do_not_move_the_places_behind_them() -> None:
    problem = parse(r"\[x\](y) <b>bold").problems[0]
    assert (problem.kind, problem.start, problem.end) == ("tag", 9, 12)


def test_all_problems_are_found_in_one_pass_in_the_order_of_the_text() -> None:
    problems = parse("[a](say:) <b> [c](d e) [f](say:)").problems
    assert [problem.start for problem in problems] == [0, 10, 18, 23]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("HeyGen is here", "Hey Jen is here"),
        ("HeyGen's and HeyGen-made", "Hey Jen's and Hey Jen-made"),
        ("heygen HEYGEN", "heygen HEYGEN"),
        ("HeyGens MyHeyGen HeyGen2 HeyGen_x", "HeyGens MyHeyGen HeyGen2 HeyGen_x"),
        ("用HeyGen制作", "用Hey Jen制作"),
        ("«HeyGen»", "«Hey Jen»"),
    ],
)
def test_pronunciations_change_whole_words_in_their_spelling(text: str, spoken: str) -> None:
    assert said(text, HeyGen="Hey Jen") == spoken


def test_a_key_in_lower_case_matches_every_spelling() -> None:
    assert said("SQL, Sql and sql", sql="sequel") == "sequel, sequel and sequel"


def test_the_longest_word_wins_whatever_comes_first() -> None:
    pairs = (("HeyGen", "Hey Jen"), ("HeyGen Studio", "the studio"))
    assert spoken_text("HeyGen Studio by HeyGen", pairs) == "the studio by Hey Jen"


def test_words_of_several_parts_may_be_wrapped_and_odd_characters_are_plain() -> None:
    assert spoken_text(
        "In New\n York, C++ and .NET", (("New York", "NYC"), ("C++", "C plus plus"), (".NET", "dot net"))
    ) == ("In NYC, C plus plus and dot net")


def test_letters_written_with_combining_marks_are_the_same_letters() -> None:
    assert spoken_text("Cafe\N{COMBINING ACUTE ACCENT} Lux", (("Café", "ka fay"),)) == "ka fay Lux"


def test_a_mark_on_a_letter_belongs_to_the_word() -> None:
    assert spoken_text("क का", (("क", "ka"),)) == "ka का"


def test_links_of_a_script_win_over_pronunciations() -> None:
    assert said("[HeyGen](say:hey gen) and HeyGen", HeyGen="Hey Jen") == "hey gen and Hey Jen"
    assert said("[AI](say:HeyGen)", HeyGen="Hey Jen") == "HeyGen"


def test_what_is_said_is_not_replaced_again() -> None:
    assert said("a b", a="b", b="a") == "b a"


@given(
    st.text("aBc 你.", max_size=30), st.dictionaries(st.text("aBc你", min_size=1, max_size=3), st.just("x"), max_size=3)
)
def test_pronunciations_never_change_what_is_shown(text: str, words: dict[str, str]) -> None:
    assert shown_text(text, tuple(words.items())) == shown_text(text)


def test_a_script_is_its_own_where_nothing_is_pronounced() -> None:
    script = parse('a [b](say:c) <break time="1s"/>')
    assert pronounced(script, ()) is script
    assert [type(part) for part in script.parts] == [Words, Said, Words, Pause]


def test_captions_show_the_written_words_at_the_times_of_the_spoken_ones() -> None:
    script = "Meet [HeyGen](say:Hey Jen) for [49](say:forty nine) dollars."
    words = align(shown_text(script), model_words(spoken_text(script)))
    assert [word.text for word in words] == ["Meet", "HeyGen", "for", "49", "dollars."]
    spoken = model_words(spoken_text(script))
    assert (words[1].start, words[1].end) == (spoken[1].start, spoken[2].end)
    assert (words[3].start, words[3].end) == (spoken[4].start, spoken[5].end)


def test_words_are_counted_as_they_are_said() -> None:
    assert word_count(spoken_text("[SQL](say:es queue ell) works")) == 4
