"""Music and effects of HeyGen's catalog (v3 audio/sounds): found by words, then fetched. Free, and pinned."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Job, JobFailed, Ordered, probed
from heygen_build.execute.next_action import Collect
from heygen_build.execute.problems import StepError, at_step
from heygen_build.heygen.errors import LinkExpired
from heygen_build.heygen.wire.uploads import Sound
from heygen_build.plan.model import Step
from heygen_build.plan.requests import SoundSearchRequest
from heygen_build.store.results import SoundMeta

_SCORE = 0.4
"""Of what is taken. HeyGen's own 0.7 finds almost no effects (speech.md); the best comes first in any case."""
_LOOKED_AT = 200
"""So many of the sounds for the same words are looked through for one that was taken before."""
_SUFFIXES = (".mp3", ".wav", ".m4a", ".ogg", ".flac")


class SoundSearchJob(Job):
    """A search is its own order: the id of the best sound is what HeyGen would have accepted."""

    kind: ClassVar[str] = "sound_search"
    honors_key: ClassVar[bool] = False
    harmless: ClassVar[bool] = True
    pinned: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        found = await self._search(_wanted(step), _SCORE, 1)
        if not found:
            raise await self._nothing(step)
        return Ordered(found[0].id, found[0].model_dump_json())

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        sound = await self._again(step, order.remote_id) if order.answer is None else _read(order.answer)
        try:
            return await self._fetch(step, sound, folder)
        except LinkExpired:
            return await self._fetch(step, await self._again(step, order.remote_id), folder)

    async def _fetch(self, step: Step, sound: Sound, folder: Path) -> Collected:
        audio = folder / f"sound{_suffix(sound.audio_url)}"
        await self.shop.client.download(sound.audio_url, audio)
        info = await probed(step, audio, picture=False)
        return Collected(SoundMeta(seconds=info.duration, sound_id=sound.id, name=sound.name), {"audio": audio})

    async def _again(self, step: Step, sound_id: str) -> Sound:
        """A sound that was taken before: no call gives one by its id, so that it is looked for with the same words."""
        found = await self._search(_wanted(step), 0.0, _LOOKED_AT)
        same = next((sound for sound in found if sound.id == sound_id), None)
        if same is None:
            raise JobFailed("sound_not_found", f"the sound {sound_id} is not in HeyGen's catalog any more")
        return same

    async def _search(self, wanted: SoundSearchRequest, score: float, most: int) -> list[Sound]:
        sounds: list[Sound] = []
        async for sound in self.shop.client.uploads.sounds(wanted.query, type=wanted.type, min_score=score):
            sounds.append(sound)
            if len(sounds) == most:
                break
        return sounds

    async def _nothing(self, step: Step) -> StepError:
        wanted = _wanted(step)
        near = [sound.name for sound in await self._search(wanted, 0.0, 3) if sound.name]
        hint = f"the nearest are {', '.join(f'`{name}`' for name in near)}" if near else "search with other words"
        noun = "music" if wanted.type == "music" else "sound"
        return StepError(at_step(step, "HB0724", f"HeyGen's catalog has no {noun} for `{wanted.query}`", hint=hint))


def _wanted(step: Step) -> SoundSearchRequest:
    assert isinstance(step.request, SoundSearchRequest)
    return step.request


def _read(answer: str) -> Sound:
    return Sound.model_validate_json(answer)


def _suffix(url: str) -> str:
    suffix = Path(url.split("?", 1)[0]).suffix.lower()
    return suffix if suffix in _SUFFIXES else ".mp3"
