"""A plan while it is drawn, for the modules that each know one route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from heygen_build.plan.model import KEY_VERSION, Backend, Estimate, Step
from heygen_build.plan.requests import EngineSettings, StepRequest, UploadRequest, VoiceSettings
from heygen_build.resolve.model import FileRef, Film, Origin, Scene, Voice
from heygen_build.script.spoken import model_seconds
from heygen_build.store.digest import JsonValue, key_of

WORDS_PER_MINUTE = 150.0
"""HeyGen's own word model at speed 1 ([skills])."""


@dataclass(slots=True)
class Drawing:
    """Steps by key, in an order in which each comes after what it needs."""

    backend: Backend
    steps: dict[str, Step] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    def add(
        self,
        place: str,
        request: StepRequest,
        origin: Origin,
        route: str,
        *,
        needs: Mapping[str, str] | None = None,
        estimate: Estimate | None = None,
        parts: tuple[Origin, ...] = (),
    ) -> str:
        """Add a step unless an equal one is there already; give its key.

        `place` names it for people (`hook/video`), `route` says which call makes it (`v3 video (avatar)`). `parts` is
        where the scenes of an order stand that is made of several.
        """
        inputs: dict[str, JsonValue] = {
            "version": KEY_VERSION,
            "backend": self.backend,
            "request": request.model_dump(mode="json", exclude_none=True),
            "needs": dict(needs or {}),
        }
        key = key_of(inputs)
        if key not in self.steps:
            self.steps[key] = Step(key, place, request, dict(needs or {}), inputs, origin, route, estimate, parts)
        return key

    def file(self, ref: FileRef) -> str:
        """The digest of a file, whose bytes the build will find again."""
        self.files[ref.digest] = ref.path
        return ref.digest

    def upload(self, ref: FileRef, place: str, origin: Origin) -> str:
        """The key of the step that uploads a file, once for the account however often it is used."""
        request = UploadRequest(file=self.file(ref), media_type=ref.media_type)
        return self.add(place, request, origin, "v3 assets")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a route is asked for something: the scene and its film. `prefix` starts the places of its steps."""

    film: Film
    scene: Scene
    prefix: str


def voice_settings(voice: Voice | None) -> VoiceSettings:
    """The settings a project gives a voice; what is None is left to the server."""
    if voice is None:
        return VoiceSettings()
    engine = None if voice.engine_settings is None else EngineSettings(**asdict(voice.engine_settings))
    return VoiceSettings(speed=voice.speed, pitch=voice.pitch, volume=voice.volume, locale=voice.locale, engine=engine)


def speech_estimate(script: str, voice: Voice | None, rate: float | None) -> Estimate:
    """How long a script will take by the word model, at `rate` USD a second (None: no page states one)."""
    seconds = model_seconds(script, WORDS_PER_MINUTE * ((voice.speed if voice else None) or 1.0))
    return Estimate(seconds, None if rate is None else seconds * rate)
