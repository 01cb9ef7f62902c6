"""Signed download links that expire, as presigned links of object stores do. A link needs no API key."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

LIFETIME_SECONDS = 24 * 3600  # v3 states no length; v1 documents say one to seven days


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs paths with a secret made from the emulator's seed, so that links survive a restart."""

    seed: int

    def sign(self, path: str, now: float) -> str:
        """`path` with expiry (Unix seconds) and signature. Links made in the same minute are equal."""
        expires = int(now) // 60 * 60 + LIFETIME_SECONDS
        return f"{path}?expires={expires}&signature={self._signature(path, expires)}"

    def verdict(self, path: str, expires: str, signature: str, now: float) -> str | None:
        """Why a link is refused, or None."""
        if not expires.isascii() or not expires.isdigit() or len(expires) > 12:
            return "AccessDenied"
        if not hmac.compare_digest(self._signature(path, int(expires)).encode(), signature.encode()):
            return "SignatureDoesNotMatch"
        return "ExpiredToken" if now > int(expires) else None

    def _signature(self, path: str, expires: int) -> str:
        message = f"{path}\n{expires}".encode()
        return hmac.new(f"emulator {self.seed}".encode(), message, sha256).hexdigest()[:40]
