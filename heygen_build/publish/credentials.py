"""Signed content credentials (C2PA) in finished films: who made them, from what, and that they are unchanged since.

`c2pa-python` writes and verifies them; it is an extra, because most people have no certificate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heygen_build import __version__
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.media.marking import VOCABULARY
from heygen_build.plan.model import Step
from heygen_build.plan.requests import FilmRequest
from heygen_build.publish.manifest import ManifestCredentials, ManifestFile
from heygen_build.publish.shelf import Folder
from heygen_build.store.digest import key_of
from heygen_build.store.files import copy_file
from heygen_build.store.results import Blob

CERTIFICATE, KEY, ALGORITHM, TIMESTAMPS = (
    f"HEYGEN_BUILD_C2PA_{name}" for name in ("CERTIFICATE", "KEY", "ALGORITHM", "TIMESTAMPS")
)
ENVIRONMENT = (CERTIFICATE, KEY, ALGORITHM, TIMESTAMPS)
SIGNED = ("mp4",)
"""Formats that are signed."""
ALGORITHMS = ("es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519")
_EXTRA = "c2pa"


class SigningError(Exception):
    """A film that could not be signed, or whose signature does not hold when it is read back."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Certificates (PEM, that of the signer first) and the path of the private key. `timestamps` is a TSA's address.

    The key is read when a film is signed, and never kept.
    """

    certificates: bytes
    key: Path
    algorithm: str = "es256"
    timestamps: str | None = None

    @property
    def digest(self) -> str:
        return key_of({"certificates": self.certificates.decode("latin-1"), "algorithm": self.algorithm})


def signer_of(environ: Mapping[str, str]) -> Signer | None:
    """The signer that the environment names, None where it names none. Raises BuildError (HB0804) where it cannot sign.

    Asked before anything is ordered, because a film that must be signed is worth nothing unsigned.
    """
    certificate, key = environ.get(CERTIFICATE), environ.get(KEY)
    if not certificate and not key:
        return None
    if not certificate or not key:
        raise _refused(f"{CERTIFICATE if key else KEY} is not set, and {KEY if key else CERTIFICATE} is")
    algorithm = environ.get(ALGORITHM, "es256").lower()
    if algorithm not in ALGORITHMS:
        raise _refused(f"{ALGORITHM} is `{algorithm}`, and can be {', '.join(ALGORITHMS)}")
    try:
        certificates = Path(certificate).expanduser().read_bytes()
        Path(key).expanduser().open("rb").close()
    except OSError as error:
        raise _refused(f"{error.filename} cannot be read: {error.strerror}") from error
    try:
        import c2pa  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise _refused(f"signing needs c2pa-python: pip install 'heygen-build[{_EXTRA}]'") from error
    return Signer(certificates, Path(key).expanduser(), algorithm, environ.get(TIMESTAMPS) or None)


def signed_film(
    signer: Signer, shelf: Folder, blob: Blob, target: Path, title: str, step: Step
) -> tuple[ManifestFile, ManifestCredentials]:
    """Put a film in its place with a signed manifest, unless the same film was signed by the same certificate before.

    Raises OSError when the disk refuses, BuildError (HB0804) where it cannot be signed or does not verify.
    """
    issuers: list[str | None] = []

    def make(out: Path) -> None:
        source = out.with_name(f"unsigned-{out.name}")
        copy_file(shelf.store.path(blob), source)
        try:
            _sign(signer, source, out, title, step)
            issuers.append(verify(out))
        except SigningError as error:
            raise _refused(f"{target.name} cannot be signed: {error}", code=1) from error

    video = shelf.put_made(target, ("signed", blob.digest, signer.digest, title), make)
    issuer = issuers[0] if issuers else verify(target)
    return video, ManifestCredentials(film=blob.digest, signer=signer.digest, issuer=issuer)


def verify(film: Path) -> str | None:
    """Who issued the certificate of the manifest in a film. Raises `SigningError` where it is missing or broken.

    A certificate that is on no list of trust is no error here: whom to trust is a question of the viewer.
    """
    import c2pa

    try:
        with c2pa.Reader(str(film)) as reader:
            state, told = reader.get_validation_state(), json.loads(reader.json())
    except c2pa.C2paError as error:
        raise SigningError(f"its manifest cannot be read: {error}") from error
    if state not in ("Valid", "Trusted"):
        raise SigningError(f"its manifest does not verify ({state})")
    issuer = told["manifests"][told["active_manifest"]].get("signature_info", {}).get("issuer")
    return str(issuer) if issuer else None


def _sign(signer: Signer, source: Path, out: Path, title: str, step: Step) -> None:
    import c2pa

    try:
        info = c2pa.C2paSignerInfo(
            signer.algorithm.encode(),
            signer.certificates,
            signer.key.read_bytes(),
            signer.timestamps.encode() if signer.timestamps else None,
        )
        with c2pa.Signer.from_info(info) as signing, c2pa.Builder(_manifest(title, step)) as builder:
            builder.sign_file(str(source), str(out), signing)
    except c2pa.C2paError as error:
        raise SigningError(str(error)) from error


def _manifest(title: str, step: Step) -> dict[str, Any]:
    """The manifest definition of c2pa: the film was created, from what kind of source, by which step."""
    assert isinstance(step.request, FilmRequest)
    created: dict[str, Any] = {
        "action": "c2pa.created",
        "softwareAgent": {"name": "heygen-build", "version": __version__},
    }
    if step.request.source is not None:
        created["digitalSourceType"] = f"{VOCABULARY}{step.request.source}"
    return {
        "claim_generator_info": [{"name": "heygen-build", "version": __version__}],
        "title": title,
        "format": "video/mp4",
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": "com.heygen-build.step", "data": {"key": step.key}},
        ],
    }


def _refused(message: str, *, code: int = 2) -> BuildError:
    hint = f"{CERTIFICATE} and {KEY} name PEM files; unset both to build without signed credentials"
    return BuildError([Diagnostic("HB0804", message, hint=hint)], exit_code=code)
