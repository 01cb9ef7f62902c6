"""Containers of Azurite, which obstore cannot make: one signed request."""

from __future__ import annotations

import base64
import hashlib
import hmac
from email.utils import formatdate

import httpx

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""Both are published, and those of every emulator."""
_URL = f"http://127.0.0.1:10000/{ACCOUNT}"
_VERSION = "2021-08-06"


def make_container(name: str) -> int:
    """Make a container; gives the status of the answer."""
    date = formatdate(usegmt=True)
    resource = f"/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
    signed = f"PUT{chr(10) * 12}x-ms-date:{date}\nx-ms-version:{_VERSION}\n{resource}"
    digest = hmac.new(base64.b64decode(KEY), signed.encode(), hashlib.sha256).digest()
    headers = {
        "x-ms-date": date,
        "x-ms-version": _VERSION,
        "Authorization": f"SharedKey {ACCOUNT}:{base64.b64encode(digest).decode()}",
        "Content-Length": "0",
    }
    return httpx.put(f"{_URL}/{name}?restype=container", headers=headers).status_code
