"""Templates of an account, in v3 and in v2 (templates.md)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data, Page, Video
from heygen_build.heygen.wire.legacy import LegacyVideoCreated
from heygen_build.heygen.wire.templates import (
    GenerateTemplate,
    GenerateTemplateV2,
    Template,
    TemplateDetail,
    Templates,
)

_PAGE = 100


class TemplateCalls:
    """v3 lists only templates that have variables and are of the current editor's format; v2 lists all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> AsyncIterator[Template]:
        """All templates, by v3."""
        return pages(self._session, "/v3/templates", _PAGE, Page[Template])

    async def get(self, template_id: str) -> TemplateDetail:
        """Variables and scenes, by v3. ApiError "not_found" for an unknown id."""
        path = f"/v3/templates/{segment(template_id)}"
        return (await self._session.call(Outgoing("GET", path), Data[TemplateDetail])).data

    async def generate(self, template_id: str, body: GenerateTemplate, *, idempotency_key: str) -> Video:
        """Orders a video, by v3: this costs money. A replay of the key is the answer of the first time."""
        path = f"/v3/templates/{segment(template_id)}"
        order = Outgoing("POST", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[Video], idempotency_key=idempotency_key)).data

    async def list_v2(self) -> tuple[Template, ...]:
        """All templates, by v2, in one answer."""
        return (await self._session.call(Outgoing("GET", "/v2/templates"), Data[Templates])).data.templates

    async def get_v2(self, template_id: str) -> TemplateDetail:
        """Variables and, where the account's templates have them, scenes.

        `/v3/template/{id}` (singular) is v2's call for templates of the current editor; it alone names scenes.
        """
        try:
            return await self._details(f"/v3/template/{segment(template_id)}")
        except ApiError as error:
            if error.category != "not_found":
                raise
        return await self._details(f"/v2/template/{segment(template_id)}")

    async def _details(self, path: str) -> TemplateDetail:
        return (await self._session.call(Outgoing("GET", path), Data[TemplateDetail])).data

    async def generate_v2(self, template_id: str, body: GenerateTemplateV2) -> str:
        """Orders a video, by v2, and gives its id. No key is honored: a repeat is a second order."""
        path = f"/v2/template/{segment(template_id)}/generate"
        order = Outgoing("POST", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[LegacyVideoCreated])).data.video_id
