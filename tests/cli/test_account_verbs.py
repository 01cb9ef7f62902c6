"""What an account has, as tables that fit and as JSON that stays."""

from __future__ import annotations

import json

import pytest

from heygen_build.cli.account_session import ago
from heygen_build.cli.table import Column, cells, table
from tests.cli.conftest import Said, Shell


def rows(said: Said, key: str = "items") -> list[dict[str, object]]:
    found = json.loads(said.out)[key]
    assert isinstance(found, list)
    return found


def test_looks_are_listed_within_eighty_columns(shell: Shell) -> None:
    said = shell("avatars")
    lines = said.out.splitlines()
    assert (said.code, lines[0].split()[:2]) == (0, ["name", "id"])
    assert max(map(cells, lines)) <= 80
    assert len(lines) == 1 + len(rows(shell("avatars", "--json"), "looks"))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--private",), {"Ada, blazer", "Peter in the Garden"}),
        (("--type", "studio_avatar", "--gender", "male"), {"Daniel in Blazer", "Daniel Casual", "Luca the Barista"}),
        (("--engine", "avatar_v", "--orientation", "portrait"), {"Daniel on the Sofa"}),
        (("search", "business", "casual"), {"Business Casual"}),
        (("show", "business casual"), {"Business Casual"}),
        (("list", "--limit", "1"), {"Abigail"}),
    ],
)
def test_looks_are_chosen_by_filters_and_words(shell: Shell, words: tuple[str, ...], names: set[str]) -> None:
    said = shell("avatars", *words, "--json")
    assert {row["name"] for row in rows(said, "looks")} == names


def test_a_name_of_several_looks_shows_them_all(shell: Shell) -> None:
    assert len(rows(shell("avatars", "show", "Business Casual", "--json"), "looks")) == 3


def test_an_unknown_look_names_its_neighbor(shell: Shell) -> None:
    said = shell("avatars", "show", "Abigal")
    assert said.code == 2
    assert "did you mean `Abigail`?" in said.told


def test_voices_are_chosen_by_the_code_of_their_language(shell: Shell) -> None:
    found = rows(shell("voices", "--language", "pt-BR", "--engine", "starfish", "--json"))
    assert {row["name"] for row in found} == {"Beatriz", "Tiago"}


def test_a_voice_says_what_it_can_and_where_it_is_heard(shell: Shell) -> None:
    said = shell("voices", "show", "Chill Brian")
    assert "speech, pauses, locales" in said.out
    assert "/preview.wav" in said.out


def test_the_catalog_is_asked_for_once_and_says_how_old_it_is(shell: Shell) -> None:
    assert "just now" in shell("avatars").told
    shell.studio.forget_requests()
    shell("voices")
    assert {request.path for request in shell.studio.emulator.requests} == {"/v3/users/me"}
    shell("voices", "--refresh")
    assert "/v3/voices" in {request.path for request in shell.studio.emulator.requests}


@pytest.mark.parametrize(("verb", "path"), [("templates", "/v3/templates"), ("styles", "/v3/video-agents/styles")])
def test_templates_and_styles_are_kept_as_well(shell: Shell, verb: str, path: str) -> None:
    shell(verb)
    shell.studio.forget_requests()
    shell.studio.time.now += 3 * 3600
    said = shell(verb, "--json")
    assert {request.path for request in shell.studio.emulator.requests} == {"/v3/users/me"}
    assert json.loads(said.out)["fetched"] == pytest.approx(shell.studio.time.now - 3 * 3600)
    assert "fetched 3 hours ago; --refresh asks again" in shell(verb).told
    assert "just now" in shell(verb, "--refresh").told
    assert path in {request.path for request in shell.studio.emulator.requests}


def test_a_name_that_is_not_in_the_kept_copy_is_looked_for_in_a_fresh_one(shell: Shell) -> None:
    shell("voices")
    shell.studio.forget_requests()
    assert shell("voices", "show", "Nobody At All").code == 2
    assert "/v3/voices" in {request.path for request in shell.studio.emulator.requests}


def test_a_template_that_went_is_told(shell: Shell) -> None:
    from heygen_build.emulator.faults import Answer

    shell("templates")
    shell.studio.emulator.script("GET", "/v3/templates/*", Answer(404, "not_found", "Template not found"))
    said = shell("templates", "show", "Welcome")
    assert said.code == 2
    assert "is not in the account any more" in said.told


@pytest.mark.parametrize(
    ("language", "advice"), [("Spansh", "did you mean --language Spanish?"), ("Klingon", "there are voices in ")]
)
def test_a_language_that_nobody_speaks_has_a_hint(shell: Shell, language: str, advice: str) -> None:
    said = shell("voices", "--language", language)
    assert (said.code, said.out) == (0, "")
    assert advice in said.told


@pytest.mark.parametrize("video_id", ["..", ".", ""])
def test_what_is_no_id_is_no_video(shell: Shell, video_id: str) -> None:
    said = shell("videos", "show", video_id)
    assert said.code == 2
    assert "HB0617" in said.told


def test_a_folder_that_cannot_be_made_ends_a_download(shell: Shell) -> None:
    assert shell("--yes", "-q").code == 0
    video_id = str(rows(shell("videos", "--json"))[0]["id"])
    (shell.studio.folder / "taken").write_text("a file")
    said = shell("videos", "download", video_id, "--to", "taken")
    assert said.code == 1
    assert "HB0706" in said.told


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3, "just now"), (720, "12 minutes ago"), (3700, "1 hour ago"), (90_000, "1 day ago"), (200_000, "2 days ago")],
)
def test_ages_are_told_as_people_do(seconds: float, text: str) -> None:
    assert ago(seconds) == text


def test_templates_are_shown_with_their_variables(shell: Shell) -> None:
    listed = rows(shell("templates", "--json"))
    shown = rows(shell("templates", "show", str(listed[0]["id"]), "--json"))
    assert shown[0]["variables"]


def test_styles_are_filtered_by_ratio(shell: Shell) -> None:
    found = rows(shell("styles", "--ratio", "9:16", "--json"))
    assert {row["aspect_ratio"] for row in found} == {"9:16"}


def test_without_a_key_the_emulator_answers_and_says_so(shell: Shell) -> None:
    shell.studio.environ.pop("HEYGEN_API_KEY")
    said = shell("avatars", "--limit", "3")
    assert said.code == 0
    assert "built-in emulator, because no API key is set" in said.told


def test_the_account_tells_its_balance(shell: Shell) -> None:
    said = shell("account", "--json")
    found = json.loads(said.out)
    assert (found["billing"], found["balance_usd"]) == ("wallet", 1000.0)
    assert "$1,000.00" in shell("account").out


def test_a_wrong_key_ends_with_exit_code_3(shell: Shell) -> None:
    from heygen_build.emulator.faults import Answer

    shell.studio.emulator.script("GET", "/v3/users/me", Answer(401, "unauthorized", "Unauthorized"))
    assert shell("account").code == 3


def test_a_video_is_listed_shown_downloaded_and_deleted(shell: Shell) -> None:
    assert shell("--yes", "-q").code == 0
    (video,) = rows(shell("videos", "--json"))
    video_id = str(video["id"])
    assert str(video["title"]).startswith("film hook")
    assert video_id in shell("videos", "show", video_id).out
    said = shell("videos", "download", video_id, "--to", "copies")
    assert (shell.studio.folder / "copies" / f"{video_id}.mp4").stat().st_size > 0
    assert said.out.strip() == f"copies/{video_id}.mp4"
    refused = shell("videos", "delete", video_id)
    assert refused.code == 5
    assert "--yes" in refused.told
    assert shell("videos", "delete", video_id, "--yes").out.strip() == video_id
    assert rows(shell("videos", "--json")) == []


def test_a_video_that_is_not_there_is_told(shell: Shell) -> None:
    said = shell("videos", "show", "nobody")
    assert said.code == 2
    assert "no video nobody" in said.told


def test_columns_that_do_not_fit_are_left_out_before_names_are_cut() -> None:
    columns = (Column("name", flexible=True), Column("id"), Column("more", 2), Column("state", 1))
    made = table(columns, [("Somebody with quite a long name", "1234567890", "a b c d", "ready")], 44)
    assert made.splitlines() == [
        "name                       id          state",
        "Somebody with quite a lo…  1234567890  ready",
    ]


def test_wide_letters_count_twice() -> None:
    made = table((Column("name", flexible=True), Column("id")), [("東京の朝", "1"), ("Tokyo", "2")], 80)
    assert made.splitlines()[1:] == ["東京の朝  1", "Tokyo     2"]
