"""Video translations and their proofreading sessions (translate.md)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire.base import Data, Page
from heygen_build.heygen.wire.translations import (
    CreateProofread,
    CreateTranslation,
    GenerateProofread,
    Glossary,
    Languages,
    Proofread,
    ProofreadGenerated,
    ProofreadsCreated,
    ProofreadSubtitles,
    ReplaceSubtitles,
    Translation,
    TranslationsCreated,
)

_ROOT = "/v3/video-translations"
_PROOFREADS = f"{_ROOT}/proofreads"
_PAGE = 100


class Translations:
    """Calls about dubbing; reached as `HeyGen.translations`. The same Idempotency-Key gives the first answer again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def languages(self) -> tuple[str, ...]:
        """The names of the languages that can be ordered."""
        return (await self._session.call(Outgoing("GET", f"{_ROOT}/languages"), Data[Languages])).data.languages

    async def create(self, body: CreateTranslation, *, idempotency_key: str) -> tuple[str, ...]:
        """Orders dubbing and gives an id for each language: this costs money."""
        order = Outgoing("POST", _ROOT, json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[TranslationsCreated], idempotency_key=idempotency_key)
        return answer.data.video_translation_ids

    async def get(self, translation_id: str) -> Translation:
        """The job with fresh links. ApiError "not_found" for an unknown id."""
        return (await self._session.call(Outgoing("GET", f"{_ROOT}/{segment(translation_id)}"), Data[Translation])).data

    def list(self) -> AsyncIterator[Translation]:
        """All translations, in the server's order; the call has no filters."""
        return pages(self._session, _ROOT, _PAGE, Page[Translation])

    def glossaries(self) -> AsyncIterator[Glossary]:
        """The brand glossaries of the account."""
        return pages(self._session, "/v3/brand-glossaries", _PAGE, Page[Glossary])

    async def create_proofread(self, body: CreateProofread, *, idempotency_key: str) -> tuple[str, ...]:
        """Opens proofreading sessions and gives an id for each language: this costs money."""
        order = Outgoing("POST", _PROOFREADS, json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[ProofreadsCreated], idempotency_key=idempotency_key)
        return answer.data.proofread_ids

    async def proofread(self, proofread_id: str) -> Proofread:
        """A session. ApiError "not_found" for an unknown id, also when it is over."""
        path = f"{_PROOFREADS}/{segment(proofread_id)}"
        return (await self._session.call(Outgoing("GET", path), Data[Proofread])).data

    async def subtitles(self, proofread_id: str) -> ProofreadSubtitles:
        """Links to the subtitles of a session that is completed."""
        path = f"{_PROOFREADS}/{segment(proofread_id)}/srt"
        return (await self._session.call(Outgoing("GET", path), Data[ProofreadSubtitles])).data

    async def replace_subtitles(self, proofread_id: str, body: ReplaceSubtitles) -> Proofread:
        """Puts corrected subtitles in. May be repeated."""
        path = f"{_PROOFREADS}/{segment(proofread_id)}/srt"
        order = Outgoing("PUT", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[Proofread])).data

    async def generate(self, proofread_id: str, body: GenerateProofread, *, idempotency_key: str) -> str:
        """Orders the dubbing of a session and gives the translation's id: this costs money."""
        path = f"{_PROOFREADS}/{segment(proofread_id)}/generate"
        order = Outgoing("POST", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[ProofreadGenerated], idempotency_key=idempotency_key)
        return answer.data.video_translation_id
