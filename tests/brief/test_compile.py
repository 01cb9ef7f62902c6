"""A structured brief gives one prompt. These tests are the manual of what it says, block by block."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from heygen_build.brief.compile import BLOCKS, compile_brief
from heygen_build.brief.styles import STYLES
from heygen_build.resolve.model import (
    AgentBrief,
    BriefFile,
    BriefScene,
    BriefStyle,
    FileRef,
    Voice,
)
from heygen_build.spec.models.words import AgentStyle
from tests.builders import avatar, origin

ORIGIN = origin("agent")
HOST = avatar(look_type="digital_twin")
RAIN = "Every roof collects more water than its garden needs."
B_ROLL = BriefScene(
    "A tank keeps it for the dry weeks.",
    kind="b-roll",
    duration=12.0,
    stage="Rain on a tin roof",
    visuals=("clouds DRIFT over a roof", "a tank FILLS"),
    transition="grid wipe",
)


def brief(**parts: object) -> AgentBrief:
    return AgentBrief(ORIGIN, **parts)  # type: ignore[arg-type]


def block(made: AgentBrief, name: str, ratio: str = "16:9") -> str | None:
    """The text of one block of the prompt; None where it has none."""
    found = [one for one in compile_brief(made, ratio).blocks if one.name == name]  # type: ignore[arg-type]
    return found[0].text.strip() if found else None


def test_the_whole_prompt_of_a_brief() -> None:
    made = brief(
        format="explainer for gardeners",
        tone="warm and practical",
        duration=75.0,
        avatar=HOST,
        look_orientation="portrait",
        presenter="Calm, hands visible.",
        scenes=(BriefScene(RAIN, kind="a-roll"), B_ROLL),
        critical_text=("1,200 liters", "aurora.example"),
        files=(BriefFile(FileRef(Path("tank.png"), "d", 1, "image/png"), "when the tank is named"),),
        music="light marimba",
        narration="unhurried",
        style=BriefStyle(name="swiss-pulse"),
        media="stock for places",
    )
    assert compile_brief(made, "16:9").text == (
        "FORMAT: explainer for gardeners. Total length: about 75 seconds. Energy: medium. Orientation: landscape.\n\n"
        "TONE: warm and practical\n\n"
        "AVATAR: The selected presenter speaks to the camera. Calm, hands visible.\n\n"
        "SCENES:\n"
        "Scene 1 - A-ROLL (presenter full frame)\n"
        'VOICEOVER: "Every roof collects more water than its garden needs."\n\n'
        "Scene 2 - FULL SCREEN B-ROLL (no presenter, layered graphics)\n"
        "[Rain on a tin roof]\n"
        'VOICEOVER: "A tank keeps it for the dry weeks."\n'
        "Layer 1: clouds DRIFT over a roof\n"
        "Layer 2: a tank FILLS\n"
        "Transition in: grid wipe\n\n"
        "FREEDOM: The lines above are material, not a transcript: say what they say in your own words, and add short "
        "examples until the total length is reached. Never fill time with silence.\n\n"
        "CRITICAL ON-SCREEN TEXT: display each line literally, letter by letter.\n"
        "- 1,200 liters\n"
        "- aurora.example\n\n"
        "ATTACHED FILES: in the order of attachment.\n"
        "File 1 (image): when the tank is named\n\n"
        "MUSIC: light marimba\n\n"
        "NARRATION STYLE: unhurried\n\n"
        "STYLE: Swiss Pulse: precise.\n"
        "Colors: #1a1a1a, white, #0066ff.\n"
        "Type: bold Helvetica, numbers at 80 to 120 pt.\n"
        "Motion: counters and bars on a 12-column grid.\n"
        "Transitions: grid wipe, hard cut.\n\n"
        "MEDIA: stock for places\n\n"
        "FRAMING: Show the presenter from the chest up, in the middle; extend the set to both sides by generative "
        "fill. No bars at the sides."
    )


def test_a_plain_prompt_passes_through_unchanged() -> None:
    prompt = "  A film about rain.\n\n\tKeep   it as it is. "
    assert compile_brief(brief(prompt=prompt, avatar=HOST, look_orientation="portrait"), "9:16").text == prompt


def test_a_plain_prompt_is_followed_by_a_style_and_uses_of_files_that_stand_beside_it() -> None:
    file = BriefFile(FileRef(Path("logo.png"), "d", 1, "image/png"), "at the end")
    text = compile_brief(brief(prompt="A film.", style=BriefStyle(prompt="Paper."), files=(file,)), "16:9").text
    assert text == "A film.\n\nATTACHED FILES: in the order of attachment.\nFile 1 (image): at the end\n\nSTYLE: Paper."


def test_the_length_is_told_once_and_scenes_have_no_time_stamps() -> None:
    text = compile_brief(brief(scenes=(replace(B_ROLL, duration=11.0), replace(B_ROLL, duration=13.0))), "16:9").text
    assert "Total length: about 24 seconds" in text
    assert "11" not in text


def test_a_short_film_without_pictures_flows_as_a_script() -> None:
    made = brief(scenes=(BriefScene(RAIN), BriefScene("A tank keeps it.")), duration=30.0)
    assert block(made, "SCRIPT") == f"{RAIN}\n\nA tank keeps it."
    assert block(replace(made, duration=90.0), "SCENES") is not None


def test_a_film_of_graphics_alone_shows_no_presenter() -> None:
    assert block(brief(scenes=(B_ROLL, B_ROLL)), "AVATAR") == (
        "None. Voice-over only: no presenter is shown in any scene."
    )


def test_a_style_of_the_account_is_not_said_in_words() -> None:
    assert block(brief(script=RAIN, style=BriefStyle(id="style_1")), "STYLE") is None
    assert block(brief(script=RAIN, style=BriefStyle(prompt="Paper cut-outs.")), "STYLE") == "Paper cut-outs."
    assert "Plain and clean" in (block(brief(script=RAIN), "STYLE") or "")


def test_files_are_named_by_number_so_that_renaming_one_changes_nothing() -> None:
    first, second = (BriefFile(FileRef(Path(name), "d", 1, "application/pdf")) for name in ("a.pdf", "b.pdf"))
    texts = {compile_brief(brief(script=RAIN, files=(file,)), "16:9").text for file in (first, second)}
    assert len(texts) == 1


def test_a_voice_that_speaks_another_language_and_pace_is_told_in_words() -> None:
    made = brief(script=RAIN, voice=Voice("v", "Marta", speed=0.9, locale="es-ES"), narration="unhurried")
    assert "Language of speech and on-screen text: es-ES" in (block(made, "FORMAT") or "")
    assert block(made, "NARRATION STYLE") == "unhurried. Pace: 0.9 times the usual."


def test_a_script_may_be_followed_closely() -> None:
    assert (block(brief(script=RAIN, freedom="close"), "FREEDOM") or "").startswith("Keep close to the wording")


def test_framing_notes_come_only_where_look_and_film_differ() -> None:
    made = brief(script=RAIN, avatar=HOST)
    assert block(replace(made, look_orientation="landscape"), "FRAMING") is None
    assert "chest up" in (block(replace(made, look_orientation="square"), "FRAMING") or "")
    assert "chest up" in (block(replace(made, look_orientation=None), "FRAMING") or "")
    assert "head and shoulders" in (block(replace(made, look_orientation="landscape"), "FRAMING", "9:16") or "")
    assert block(brief(script=RAIN), "FRAMING") is None
    studio = replace(HOST, look_type="studio_avatar")
    assert "clean, real setting" in (
        block(brief(script=RAIN, avatar=studio, look_orientation="landscape"), "FRAMING") or ""
    )


def test_a_film_of_another_ratio_keeps_everything_in_its_middle() -> None:
    assert "cut to 1:1 afterwards" in (block(brief(script=RAIN), "FRAMING", "1:1") or "")
    assert "Orientation: portrait" in (block(brief(script=RAIN), "FORMAT", "4:5") or "")


def test_every_style_that_a_project_may_name_is_told_by_colors_type_motion_and_transitions() -> None:
    assert set(STYLES) == set(AgentStyle.__args__)  # type: ignore[attr-defined]
    for style in STYLES.values():
        lines = style.prompt().splitlines()
        assert [line.partition(":")[0] for line in lines[1:]] == ["Colors", "Type", "Motion", "Transitions"]


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip)
_SCENES = st.builds(
    BriefScene,
    voiceover=_TEXT,
    kind=st.sampled_from(["a-roll", "b-roll", "overlay", None]),
    duration=st.none() | st.floats(1, 60),
    stage=st.none() | _TEXT,
    visuals=st.lists(_TEXT, max_size=4).map(tuple),
    transition=st.none() | _TEXT,
)
_BRIEFS = st.builds(
    AgentBrief,
    origin=st.just(ORIGIN),
    format=st.none() | _TEXT,
    tone=st.none() | _TEXT,
    duration=st.none() | st.floats(1, 600),
    avatar=st.sampled_from([None, HOST]),
    presenter=st.none() | _TEXT,
    scenes=st.lists(_SCENES, min_size=1, max_size=6).map(tuple),
    freedom=st.sampled_from(["free", "close"]),
    critical_text=st.lists(_TEXT, max_size=5).map(tuple),
    style=st.none() | st.builds(BriefStyle, name=st.sampled_from(sorted(STYLES))),
    music=st.none() | _TEXT,
    media=st.none() | _TEXT,
    look_orientation=st.sampled_from([None, "landscape", "portrait", "square"]),
)
_RATIOS = st.sampled_from(["16:9", "9:16", "1:1", "4:5", "5:4"])


@given(_BRIEFS, _RATIOS)
def test_every_critical_text_stands_in_the_prompt_letter_by_letter(made: AgentBrief, ratio: str) -> None:
    lines = compile_brief(made, ratio).text.split("\n")  # type: ignore[arg-type]
    assert all(f"- {literal}" in lines for literal in made.critical_text)


@given(_BRIEFS, _RATIOS)
def test_blocks_stand_in_their_order_and_once_each(made: AgentBrief, ratio: str) -> None:
    places = [BLOCKS.index(one.name) for one in compile_brief(made, ratio).blocks]  # type: ignore[arg-type]
    assert places == sorted(set(places))
    assert {"FORMAT", "TONE", "AVATAR", "FREEDOM", "STYLE"} <= {BLOCKS[place] for place in places}


@given(_BRIEFS, _RATIOS)
def test_everything_that_is_said_is_in_the_prompt(made: AgentBrief, ratio: str) -> None:
    text = compile_brief(made, ratio).text  # type: ignore[arg-type]
    assert all(" ".join(scene.voiceover.split()) in text for scene in made.scenes)
    assert compile_brief(made, ratio).text == text  # type: ignore[arg-type]
