"""Where the API key comes from. Nothing is cached, and nothing but this module reads the key's file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_VARIABLE = "HEYGEN_API_KEY"


class CredentialError(Exception):
    """A key was given but cannot be used. The message says where it came from and what to do, never what it was."""


@dataclass(frozen=True, slots=True)
class Credential:
    """An API key and where it was found: "HEYGEN_API_KEY", or the path of a file.

    The key is in no text of this object.
    """

    key: str = field(repr=False)
    source: str

    def __post_init__(self) -> None:
        _check(self.key, self.source)

    def redact(self, text: str) -> str:
        """`text` without the key in any case, because a server may repeat it. Very short keys are words, and stay."""
        return re.sub(re.escape(self.key), "[key]", text, flags=re.IGNORECASE) if len(self.key) >= 8 else text


def find_credential(environ: Mapping[str, str], home: Path) -> Credential | None:
    """The key of this user: the variable HEYGEN_API_KEY first, else HeyGen's credentials file, else None.

    The file is `$HEYGEN_CONFIG_DIR/credentials` or `~/.heygen/credentials`. An empty variable counts as unset, because
    CI systems set missing secrets to "". Raises CredentialError for anything that is there and unusable.
    """
    if environ.get(_VARIABLE, "").strip():
        return Credential(environ[_VARIABLE].strip(), _VARIABLE)
    folder = environ.get("HEYGEN_CONFIG_DIR", "").strip()
    path = (Path(folder) if folder else home / ".heygen") / "credentials"
    text = _read(path)
    return None if text is None else Credential(_key_in(text, path), str(path))


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        reason = "is not text"
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
    raise CredentialError(f"{path} {reason}. Set {_VARIABLE}, or write the file again with: heygen auth login")


def _key_in(text: str, path: Path) -> str:
    stripped = text.strip()
    if not stripped:
        raise CredentialError(f"{path} is empty. Write your HeyGen API key into it, or set {_VARIABLE}.")
    if stripped.startswith(("{", "[", '"')):
        return _key_in_json(stripped, path)
    if len(stripped.splitlines()) > 1:
        raise CredentialError(
            f"{path} has several lines. It should hold one line with the API key, or JSON with api_key."
        )
    return stripped


def _key_in_json(text: str, path: Path) -> str:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):  # the error's own text would quote the file
        found = None
    if not isinstance(found, dict):
        raise CredentialError(f'{path} is not valid. It should hold {{"api_key": "…"}}, or one line with the API key.')
    key = found.get("api_key")
    if isinstance(key, str) and key.strip():
        return key.strip()
    if {"oauth", "access_token", "refresh_token"} & found.keys():
        raise CredentialError(
            f"{path} holds a web login (OAuth) but no API key. Web logins are billed to another account; "
            f"create an API key in HeyGen's settings and set {_VARIABLE}."
        )
    raise CredentialError(f'{path} has no "api_key". Add it, or set {_VARIABLE}.')


def _check(key: str, source: str) -> None:
    """A key travels in a header: one word of visible ASCII.

    Anything else was pasted wrongly, and would fail obscurely.
    """
    if not key:
        raise CredentialError(f"The API key from {source} is empty.")
    if any(character.isspace() for character in key):
        raise CredentialError(
            f"The API key from {source} contains white space. Copy it again, without blanks or line breaks."
        )
    if key[0] in "'\"" or not key.isascii() or not key.isprintable():
        raise CredentialError(
            f"The API key from {source} contains characters no key has. Copy it again from HeyGen's settings."
        )
