"""Credentials of a shared cache: from the usual environment, and never shown.

obstore reads the variables of the process by itself (`AWS_*`, web identity tokens of CI systems, `GOOGLE_*`,
`AZURE_*`). What it does not read are the files of the AWS command line, which most developers have.
"""

from __future__ import annotations

import configparser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from obstore.store import S3Config

_SECRET = ("KEY", "SECRET", "TOKEN", "PASSWORD", "SAS", "CREDENTIAL")
_OWN = ("AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
SHORTEST_SECRET = 6
"""Shorter values are words that may well be part of a message."""


def access(environ: Mapping[str, str], home: Path) -> S3Config:
    """Settings of an S3 bucket beyond the environment; empty where the environment says it all."""
    if any(environ.get(name) for name in _OWN):
        return {}
    profile = environ.get("AWS_PROFILE") or "default"
    secrets = _section(Path(environ.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials"), profile)
    settings = _section(
        Path(environ.get("AWS_CONFIG_FILE") or home / ".aws" / "config"),
        profile if profile == "default" else f"profile {profile}",
    )
    found = settings | secrets
    config: S3Config = {}
    if found.get("aws_access_key_id") and found.get("aws_secret_access_key"):
        config["access_key_id"] = found["aws_access_key_id"]
        config["secret_access_key"] = found["aws_secret_access_key"]
        if token := found.get("aws_session_token"):
            config["session_token"] = token
    if (region := found.get("region")) and not (environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION")):
        config["region"] = region
    if (endpoint := found.get("endpoint_url")) and not environ.get("AWS_ENDPOINT_URL"):
        config["endpoint"] = endpoint
    return config


def scrub(error: BaseException, environ: Mapping[str, str]) -> str:
    """The first line of an error, without values of variables that hold secrets and without what is signed."""
    line = str(error).strip().split("\n", 1)[0]
    for name, value in environ.items():
        if len(value) >= SHORTEST_SECRET and any(part in name.upper() for part in _SECRET):
            line = line.replace(value, "…")
    return " ".join(word.split("?", 1)[0] if "://" in word else word for word in line.split())


def _section(path: Path, name: str) -> dict[str, str]:
    """A section of a file of the AWS command line; empty where it is missing or cannot be read."""
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return {}
    return dict(parser.items(name)) if parser.has_section(name) else {}
