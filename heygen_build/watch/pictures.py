"""Clips, stills and waveforms for the page: made in the background as clips appear, found again after a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from heygen_build.emulator.studio import DrawingError
from heygen_build.execute.runner import Runner, WorkerLostError
from heygen_build.media.model import Canvas, Clip, MediaError
from heygen_build.store.files import write_text
from heygen_build.store.results import ClipMeta, ResultStore
from heygen_build.watch import media
from heygen_build.watch.glimpse import Glimpse, draw_glimpse
from heygen_build.watch.view import ScenePicture


class Pictures:
    """What the page has of each clip, by the key of its step. `tell` is called when there is something new."""

    def __init__(self, folder: Path, runner: Runner) -> None:
        self.folder = folder
        self._runner = runner
        self.tell: Callable[[], None] = lambda: None
        self._ready: dict[str, ScenePicture] = {}
        self._making: dict[str, asyncio.Task[None]] = {}
        self._glimpsing: dict[str, asyncio.Task[None]] = {}
        self._made: set[Path] = set()

    def of(self, key: str) -> ScenePicture:
        """Links of the page for a clip; empty while they are made."""
        return self._ready.get(key, ScenePicture())

    def want(self, key: str, store: ResultStore, canvas: Canvas) -> None:
        """Make what the page needs of a clip that is in the store."""
        if self.of(key).clip is None and key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, store, canvas))

    def glimpse(self, key: str, glimpse: Glimpse) -> None:
        """Show the first picture of a clip that is not there yet."""
        if key not in self._ready and key not in self._glimpsing:
            self._glimpsing[key] = asyncio.create_task(self._draw(key, glimpse))

    def keep_only(self, keys: frozenset[str]) -> None:
        """Forget and remove what belongs to clips that no scene has any more."""
        for key in self._ready.keys() - keys:
            del self._ready[key]
        # Only what was made here: another watch of this folder may show the rest.
        for path in [path for path in self._made if path.name.partition(".")[0] not in keys | self._making.keys()]:
            path.unlink(missing_ok=True)
            self._made.discard(path)

    async def close(self) -> None:
        tasks = [*self._making.values(), *self._glimpsing.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _draw(self, key: str, glimpse: Glimpse) -> None:
        self._made.add(self.folder / f"{key}.first.jpg")
        try:
            await self._runner.run(draw_glimpse, glimpse, self.folder / f"{key}.first.jpg")
        except (MediaError, DrawingError, WorkerLostError, OSError):
            # The build draws the same and tells what is wrong with it, at its place.
            return
        finally:
            glimpse.rendered.unlink(missing_ok=True)
            del self._glimpsing[key]
        if key not in self._ready:
            self._ready[key] = ScenePicture(first=f"media/{key}.first.jpg")
            self.tell()

    async def _make(self, key: str, store: ResultStore, canvas: Canvas) -> None:
        try:
            result = store.get(key)
            if result is None or not isinstance(result.meta, ClipMeta):
                return
            sound = store.path(result.files["sound"])
            if "video" in result.files:
                await self._seen(key, Clip(store.path(result.files["video"]), sound, result.meta.seconds), canvas)
            else:
                await self._heard(key, sound)
            self.tell()
        except (MediaError, OSError):
            # The clip may be gone again, because the next build replaced it; the card then stays without a picture.
            return
        finally:
            del self._making[key]

    async def _seen(self, key: str, clip: Clip, canvas: Canvas) -> None:
        video, picture = self.folder / f"{key}.{clip.video.suffix[1:]}", self.folder / f"{key}.jpg"
        self._made |= {path for path in (video, picture) if not path.exists()}
        if not video.is_file():
            await asyncio.to_thread(media.playable, clip, canvas, video)
        self._ready[key] = self.of(key).model_copy(update={"clip": f"media/{video.name}"})
        # The clip is shown before its still and its waveform are made, because it is what people wait for.
        self.tell()
        if not picture.is_file():
            await asyncio.to_thread(media.still, clip, picture)
        peaks = await self._peaks(key, clip.sound)
        self._ready[key] = ScenePicture(clip=f"media/{video.name}", still=f"media/{picture.name}", peaks=peaks)

    async def _heard(self, key: str, sound: Path) -> None:
        """A clip of a film that is only listened to."""
        file = self.folder / f"{key}{sound.suffix}"
        self._made |= {path for path in (file,) if not path.exists()}
        if not file.is_file():
            await asyncio.to_thread(media.copied, sound, file)
        self._ready[key] = ScenePicture(clip=f"media/{file.name}", peaks=await self._peaks(key, sound))

    async def _peaks(self, key: str, sound: Path) -> tuple[int, ...]:
        file = self.folder / f"{key}.json"
        if not file.is_file():
            self._made.add(file)
            write_text(file, json.dumps(await asyncio.to_thread(media.peaks, sound)))
        return tuple(json.loads(file.read_text(encoding="utf-8")))
