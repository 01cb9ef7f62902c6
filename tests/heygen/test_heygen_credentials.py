"""Where the key comes from, and that every unusable key says what to do without being shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heygen_build.heygen.credentials import Credential, CredentialError, find_credential


def _home(tmp_path: Path, text: str | bytes) -> Path:
    folder = tmp_path / ".heygen"
    folder.mkdir()
    (folder / "credentials").write_bytes(text.encode() if isinstance(text, str) else text)
    return tmp_path


def test_without_variable_and_file_there_is_no_credential(tmp_path: Path) -> None:
    assert find_credential({}, tmp_path) is None


def test_the_variable_wins_over_the_file(tmp_path: Path) -> None:
    found = find_credential({"HEYGEN_API_KEY": "from-env"}, _home(tmp_path, "from-file"))
    assert found == Credential("from-env", "HEYGEN_API_KEY")


def test_an_empty_variable_counts_as_unset_because_ci_sets_missing_secrets_to_nothing(tmp_path: Path) -> None:
    found = find_credential({"HEYGEN_API_KEY": ""}, _home(tmp_path, "from-file"))
    assert found is not None
    assert found.key == "from-file"


@pytest.mark.parametrize(
    "text",
    ["abc123", "abc123\n", "\ufeffabc123\r\n", '{"api_key": "abc123"}', '{\n "api_key": " abc123 ",\n "x": [1]\n}\n'],
)
def test_the_file_is_one_line_or_json(tmp_path: Path, text: str) -> None:
    found = find_credential({}, _home(tmp_path, text))
    assert found is not None
    assert (found.key, found.source) == ("abc123", str(tmp_path / ".heygen" / "credentials"))


def test_the_folder_variable_moves_the_file(tmp_path: Path) -> None:
    (tmp_path / "credentials").write_text("moved")
    found = find_credential({"HEYGEN_CONFIG_DIR": str(tmp_path)}, tmp_path / "elsewhere")
    assert found is not None
    assert found.key == "moved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("secret1\nsecret2", "several lines"),
        ('{"api_key": "secret1"', "not valid"),
        ('["secret1"]', "not valid"),
        ("[" * 100_000, "not valid"),
        ('{"api_key": ""}', 'no "api_key"'),
        ('{"api_key": 7}', 'no "api_key"'),
        ('{"access_token": "secret1"}', "OAuth"),
        ('{"oauth": {"access_token": "secret1"}}', "OAuth"),
        ("secret1 secret2", "white space"),
        ("sécret1", "characters no key has"),
        ("secret1\x00", "characters no key has"),
        ("'secret1'", "characters no key has"),
        (b"\xff\xfesecret1", "is not text"),
    ],
)
def test_an_unusable_file_says_what_is_wrong_and_never_what_is_in_it(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    with pytest.raises(CredentialError) as caught:
        find_credential({}, _home(tmp_path, text))
    message = str(caught.value)
    assert expected in message
    assert "credentials" in message
    assert "cret1" not in message
    assert caught.value.__cause__ is None


def test_a_folder_in_the_files_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / ".heygen" / "credentials").mkdir(parents=True)
    with pytest.raises(CredentialError, match="cannot be read"):
        find_credential({}, tmp_path)


def test_an_oauth_login_beside_a_key_does_no_harm(tmp_path: Path) -> None:
    found = find_credential({}, _home(tmp_path, json.dumps({"api_key": "abc123", "oauth": {"access_token": "t"}})))
    assert found is not None
    assert found.key == "abc123"


def test_the_key_is_in_no_text_of_a_credential() -> None:
    credential = Credential("abc123456", "HEYGEN_API_KEY")
    assert "abc123456" not in f"{credential} {credential!r} {[credential]}"


def test_redaction_ignores_case_and_spares_short_words() -> None:
    assert Credential("AbC12345", "x").redact("bad key abc12345!") == "bad key [key]!"
    assert Credential("test", "x").redact("a test") == "a test"
