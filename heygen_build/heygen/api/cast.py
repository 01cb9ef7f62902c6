"""Looks, their groups and voices: made, agreed to, renamed, deleted (avatars-voices.md, speech.md)."""

from __future__ import annotations

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.paging import segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data, Group, Look
from heygen_build.heygen.wire.cast import (
    AvatarCreated,
    CloneVoice,
    ConsentGiven,
    CreateAvatar,
    Deleted,
    DesignedVoices,
    DesignVoice,
    GiveConsent,
    RenameLook,
    VoiceCloned,
)


class CastCalls:
    """Who is seen and heard. Listing is the client's own: `looks`, `groups`, `voices`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def group(self, group_id: str) -> Group:
        """One group by its id. ApiError "not_found" for an unknown id, also for a look's."""
        return (await self._session.call(Outgoing("GET", f"/v3/avatars/{segment(group_id)}"), Data[Group])).data

    async def create(self, body: CreateAvatar, *, idempotency_key: str) -> AvatarCreated:
        """Orders a look: this costs money. The same key within 24 h answers the first order again."""
        order = Outgoing("POST", "/v3/avatars", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[AvatarCreated], idempotency_key=idempotency_key)).data

    async def consent(self, group_id: str, body: GiveConsent, *, idempotency_key: str) -> ConsentGiven:
        """Sends the clip in which a person agrees, or asks for the page where they do."""
        path = f"/v3/avatars/{segment(group_id)}/consent"
        order = Outgoing("POST", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[ConsentGiven], idempotency_key=idempotency_key)).data

    async def rename_look(self, look_id: str, name: str) -> Look:
        """A new name for a photo or twin look of the account."""
        path = f"/v3/avatars/looks/{segment(look_id)}"
        change = Outgoing("PATCH", path, json=RenameLook(name=name).json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(change, Data[Look])).data

    async def delete_look(self, look_id: str) -> bool:
        """Deletes a look, and its group with the last one. False when there was none."""
        return await self._delete(f"/v3/avatars/looks/{segment(look_id)}")

    async def delete_group(self, group_id: str) -> bool:
        """Deletes a group with all its looks. False when there was none."""
        return await self._delete(f"/v3/avatars/{segment(group_id)}")

    async def clone(self, body: CloneVoice, *, idempotency_key: str) -> str:
        """Makes a voice, which takes one of the account's slots; gives its id.

        Whether the key is honored is unconfirmed (api/README, idempotency): a request whose answer was lost is not
        repeated.
        """
        order = Outgoing("POST", "/v3/voices/clone", json=body.json_bytes(), seconds=WRITE_SECONDS)
        answer = await self._session.call(order, Data[VoiceCloned], idempotency_key=idempotency_key, honored=False)
        return answer.data.voice_clone_id

    async def design(self, body: DesignVoice) -> DesignedVoices:
        """Finds voices of the library by a description; nothing is made."""
        order = Outgoing("POST", "/v3/voices", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[DesignedVoices])).data

    async def delete_voice(self, voice_id: str) -> bool:
        """Deletes a voice of the account. False when there was none."""
        return await self._delete(f"/v3/voices/{segment(voice_id)}")

    async def _delete(self, path: str) -> bool:
        try:
            await self._session.call(Outgoing("DELETE", path, seconds=WRITE_SECONDS), Data[Deleted])
        except ApiError as error:
            if error.category == "not_found":
                return False
            raise
        return True
