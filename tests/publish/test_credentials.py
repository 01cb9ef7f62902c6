"""Films that carry a signed C2PA manifest: written, read back, and broken by any change."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from heygen_build.diagnostics import BuildError
from heygen_build.media.marking import read_mark
from heygen_build.publish import credentials
from heygen_build.publish.credentials import CERTIFICATE, KEY, SigningError, signer_of, verify
from tests.workshop import Studio, code_of

PROJECT = "heygen_build: 1\ntitle: Plans\nscenes:\n  - {card: Hello, hold: 400ms}\n"
BEGIN = datetime.datetime(2026, 1, 1)
END = datetime.datetime(2036, 1, 1)


@dataclass(frozen=True)
class Issued:
    certificate: Path
    key: Path

    @property
    def environ(self) -> dict[str, str]:
        return {CERTIFICATE: str(self.certificate), KEY: str(self.key)}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """A certificate for signing, issued by a root that nobody knows."""
    folder = tmp_path_factory.mktemp("certificates")
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    chain = [_signers(own, root), _root(root)]
    pem = serialization.Encoding.PEM
    (folder / "chain.pem").write_bytes(b"".join(certificate.public_bytes(pem) for certificate in chain))
    secret = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    return Issued(folder / "chain.pem", folder / "key.pem")


def _begun(subject: str, key: ec.EllipticCurvePrivateKey, usage: x509.KeyUsage, *, ca: bool) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name("Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _root(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return _begun("Root", key, _usage(issues=True), ca=True).sign(key, hashes.SHA256())


def _signers(key: ec.EllipticCurvePrivateKey, root: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    made = _begun("Signer", key, _usage(issues=False), ca=False)
    return made.add_extension(issuer, critical=False).add_extension(purpose, critical=False).sign(root, hashes.SHA256())


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "US"), (NameOID.ORGANIZATION_NAME, "Acme"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


@pytest.fixture
def signing(room: Studio, issued: Issued) -> Studio:
    room.environ |= issued.environ
    room.write(PROJECT)
    return room


def manifest(room: Studio) -> dict[str, object]:
    film = json.loads((room.folder / "dist" / "manifest.json").read_text())["films"][0]
    assert isinstance(film, dict)
    return film


def test_a_film_carries_a_manifest_that_verifies_and_names_its_source(signing: Studio) -> None:
    import c2pa

    assert signing.build().artifacts.is_complete
    film = signing.folder / "dist" / "film.mp4"
    assert verify(film) == "Acme"
    with c2pa.Reader(str(film)) as reader:
        told = json.loads(reader.json())
    active = told["manifests"][told["active_manifest"]]
    actions = next(part for part in active["assertions"] if part["label"].startswith("c2pa.actions"))
    assert actions["data"]["actions"][0]["digitalSourceType"].endswith("/composite")
    assert active["title"] == "Plans"
    assert read_mark(film) == "composite"
    assert manifest(signing)["credentials"]["issuer"] == "Acme"  # type: ignore[index]


def test_any_change_of_a_signed_film_is_noticed(signing: Studio, tmp_path: Path) -> None:
    signing.build()
    changed = bytearray((signing.folder / "dist" / "film.mp4").read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "film.mp4").write_bytes(changed)
    with pytest.raises(SigningError, match="does not verify"):
        verify(tmp_path / "film.mp4")


def test_a_film_is_signed_once(signing: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    signing.build()
    before = (signing.folder / "dist" / "film.mp4").read_bytes()
    monkeypatch.setattr(credentials, "_sign", lambda *given: pytest.fail("it was signed again"))
    again = signing.build()
    assert again.outputs is not None
    assert again.outputs.written == 0
    assert (signing.folder / "dist" / "film.mp4").read_bytes() == before


def test_without_a_certificate_the_film_is_published_unsigned_again(signing: Studio) -> None:
    signing.build()
    del signing.environ[CERTIFICATE], signing.environ[KEY]
    signing.build()
    with pytest.raises(SigningError):
        verify(signing.folder / "dist" / "film.mp4")
    assert manifest(signing)["credentials"] is None


def test_a_key_of_another_certificate_publishes_nothing(signing: Studio, tmp_path: Path) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (tmp_path / "other.pem").write_bytes(other.private_bytes(pem, form, serialization.NoEncryption()))
    signing.environ[KEY] = str(tmp_path / "other.pem")
    with pytest.raises(BuildError) as refused:
        signing.build()
    assert (code_of(refused.value), refused.value.exit_code) == (["HB0804"], 1)
    assert not (signing.folder / "dist" / "film.mp4").exists()


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({CERTIFICATE: "chain.pem"}, f"{KEY} is not set"),
        ({CERTIFICATE: "/nowhere/chain.pem", KEY: "/nowhere/key.pem"}, "cannot be read: No such file"),
        ({CERTIFICATE: "a", KEY: "b", credentials.ALGORITHM: "rot13"}, "can be es256"),
    ],
)
def test_what_cannot_sign_is_refused_before_anything_is_made(environ: dict[str, str], message: str) -> None:
    with pytest.raises(BuildError) as refused:
        signer_of(environ)
    assert message in str(refused.value)


def test_nothing_is_signed_where_nothing_is_configured() -> None:
    assert signer_of({}) is None
