"""Scenes with nothing left open: picture, speech, voice, times. Defaults of the project are filled in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.media.model import Fit
from heygen_build.resolve import limits
from heygen_build.resolve.catalog import Catalog, CatalogVoice
from heygen_build.resolve.files import find_file
from heygen_build.resolve.model import (
    AvatarPicture,
    Background,
    CardPicture,
    Expressiveness,
    FileRef,
    ImagePicture,
    PhotoPicture,
    Picture,
    Scene,
    Speech,
    Voice,
)
from heygen_build.resolve.names import find_look, find_voice
from heygen_build.resolve.scope import Scope
from heygen_build.source.model import Route
from heygen_build.spec.models import AvatarSpec, BackgroundSpec, CardSpec, ProjectSpec, SceneSpec, VoiceSpec
from heygen_build.spec.templated import Template
from heygen_build.units import Color

BACKGROUND = Color(16, 24, 32)
WHITE = Color(255, 255, 255)
CARD_SIZE = 0.09
"""Height of a card's letters, as a share of the frame's height."""
Section = TypeVar("Section", AvatarSpec, VoiceSpec)


@dataclass(slots=True)
class SceneMaker:
    """Resolves the scenes of one project. Each voice and file is looked up once."""

    scope: Scope
    spec: ProjectSpec
    catalog: Catalog
    repository: Path
    files: dict[str, FileRef] = field(default_factory=dict)
    _voices: dict[str, Voice | None] = field(default_factory=dict)
    _images: dict[tuple[Path, str, bool], FileRef | None] = field(default_factory=dict)

    def scene(self, spec: SceneSpec, index: int) -> Scene | None:
        """The scene, or None when something about it is wrong (and on record)."""
        route: Route = ("scenes", index)
        before = self.scope.problems.count
        picture, picture_route = self._picture(spec, route)
        speech = self._speech(spec, route, picture)
        if picture is None or self.scope.problems.count > before:
            return None
        pad = self._pad(spec, route)
        return Scene(
            id=self.scope.get(spec.id, (*route, "id")) or f"scene-{index + 1}",
            origin=self.scope.origin(route),
            picture=picture,
            picture_origin=self.scope.origin(picture_route),
            speech=speech,
            hold=self._hold(spec, route, speech),
            before=pad[0],
            after=pad[1],
            fade=self._fade(spec, route) if index else 0.0,
        )

    # Pictures

    def _picture(self, spec: SceneSpec, route: Route) -> tuple[Picture | None, Route]:
        if spec.card is not None:
            return self._card(spec.card, spec, (*route, "card")), (*route, "card")
        if spec.image is not None:
            return self._image(spec, (*route, "image")), (*route, "image")
        if spec.avatar is None and spec.script is None:
            hint = "give it an `avatar` with a `script`, an `image` or a `card`"
            self.scope.error("HB0311", "this scene has no picture", route, hint=hint)
            return None, route
        name_route = (*route, "avatar") if spec.avatar is not None else ("defaults", "avatar")
        chosen = spec.avatar if spec.avatar is not None else self.spec.defaults.avatar
        if chosen is None:
            hint = "add `avatar:`, or a default one under `defaults`"
            self.scope.error("HB0311", "this scene has a script but no avatar to speak it", route, hint=hint)
            return None, route
        return self._avatar(chosen, spec, name_route, route), name_route

    def _avatar(self, chosen: str | Template[str], spec: SceneSpec, name_route: Route, route: Route) -> Picture | None:
        found = self._section(self.spec.avatars, "avatars", chosen, name_route)
        if found is None:
            return None
        if spec.script is None:
            self.scope.error("HB0312", "an avatar scene needs a `script`", route, hint="write what the avatar says")
            return None
        name, avatar = found
        background = self._background(spec.background, (*route, "background"), for_upload=True)
        return self._photo(avatar, name, background) if avatar.photo else self._look(avatar, name, background)

    def _look(self, avatar: AvatarSpec, name: str, background: Background | None) -> AvatarPicture | None:
        route: Route = ("avatars", name)
        wanted = self.scope.get(avatar.look, (*route, "look"))
        if wanted is None:
            return None
        look = find_look(wanted, self.catalog.looks, self.scope.span((*route, "look")))
        if isinstance(look, Diagnostic):
            self.scope.problems.add(look)
            return None
        engine = limits.choose_engine(
            self.scope, look, self.scope.get(avatar.engine, (*route, "engine")), (*route, "engine")
        )
        if engine is None:
            return None
        expressiveness: Expressiveness | None = self.scope.get(avatar.expressiveness, (*route, "expressiveness"))
        motion = self.scope.get(avatar.motion, (*route, "motion"))
        limits.check_expression(self.scope, look, engine, expressiveness, motion, route)
        return AvatarPicture(look.id, look.name, look.type, engine, expressiveness, motion, background)

    def _photo(self, avatar: AvatarSpec, name: str, background: Background | None) -> PhotoPicture | None:
        route: Route = ("avatars", name)
        photo = self._file(avatar.photo, (*route, "photo"), for_upload=True)
        if photo is None:
            return None
        expressiveness: Expressiveness | None = self.scope.get(avatar.expressiveness, (*route, "expressiveness"))
        return PhotoPicture(photo, expressiveness, self.scope.get(avatar.motion, (*route, "motion")), background)

    def _image(self, spec: SceneSpec, route: Route) -> ImagePicture | None:
        file = self._file(spec.image, route, for_upload=False)
        color = self._color(spec, (*route[:-1], "background"))
        fit: Fit | None = self.scope.get(spec.fit, (*route[:-1], "fit"))
        return None if file is None else ImagePicture(file, fit or "cover", Background(color))

    def _card(self, card: CardSpec, spec: SceneSpec, route: Route) -> CardPicture | None:
        text = self.scope.get(card.text, (*route, "text"))
        size = self.scope.get(card.size, (*route, "size"))
        color = self.scope.get(card.color, (*route, "color")) or WHITE
        background = card.background
        filled = (
            self._color(spec, (*route[:-1], "background"))
            if background is None
            else self._plain_color(background, (*route, "background"))
        )
        if text is None or filled is None:
            return None
        return CardPicture(text.strip(), size.pixels(1080) / 1080 if size else CARD_SIZE, color, Background(filled))

    def _color(self, spec: SceneSpec, route: Route) -> Color:
        """The background color of a picture that is drawn here."""
        background, where = self._chosen_background(spec.background, route)
        return (self._plain_color(background, where) if background else None) or BACKGROUND

    def _plain_color(self, background: BackgroundSpec, route: Route) -> Color | None:
        if background.image is not None:
            hint = "give this scene a `background` color; pictures work behind avatars"
            self.scope.error("HB0901", "a picture behind an image or a card is not built yet", route, hint=hint)
        return self.scope.get(background.color, (*route, "color"))

    def _background(self, own: BackgroundSpec | None, route: Route, *, for_upload: bool) -> Background | None:
        """What HeyGen shows behind an avatar; None leaves it to the look."""
        background, where = self._chosen_background(own, route)
        if background is None:
            return None
        if background.image is None:
            color = self.scope.get(background.color, (*where, "color"))
            return None if color is None else Background(color)
        image = self._file(background.image, (*where, "image"), for_upload=for_upload)
        return None if image is None else Background(BACKGROUND, image)

    def _chosen_background(self, own: BackgroundSpec | None, route: Route) -> tuple[BackgroundSpec | None, Route]:
        return (own, route) if own is not None else (self.spec.defaults.background, ("defaults", "background"))

    # Speech

    def _speech(self, spec: SceneSpec, route: Route, picture: Picture | None) -> Speech | None:
        script_route = (*route, "script")
        script = self.scope.get(spec.script, script_route)
        if script is None or not limits.check_script(self.scope, script, script_route):
            return None
        chosen = spec.voice if spec.voice is not None else self.spec.defaults.voice
        voice_route = (*route, "voice") if spec.voice is not None else ("defaults", "voice")
        voice = self._voice(chosen, voice_route) if chosen is not None else self._own_voice(picture)
        if voice is None and chosen is None and not isinstance(picture, AvatarPicture | None):
            hint = "add `voice:`, or a default one under `defaults`"
            self.scope.error("HB0313", "this scene has a script but no voice", route, hint=hint)
        if voice is not None and isinstance(picture, ImagePicture | CardPicture):
            self._check_narrator(voice, voice_route)
        return Speech(script, voice, self.scope.origin(script_route))

    def _voice(self, chosen: str | Template[str], name_route: Route) -> Voice | None:
        found = self._section(self.spec.voices, "voices", chosen, name_route)
        if found is None:
            return None
        name, spec = found
        if name not in self._voices:
            self._voices[name] = self._new_voice(spec, ("voices", name))
        return self._voices[name]

    def _new_voice(self, spec: VoiceSpec, route: Route) -> Voice | None:
        wanted = self.scope.get(spec.name, (*route, "name"))
        if wanted is None:
            return None
        voice = find_voice(wanted, self.catalog.voices, self.scope.span((*route, "name")))
        if isinstance(voice, Diagnostic):
            self.scope.problems.add(voice)
            return None
        return Voice(
            voice.id,
            voice.name,
            speed=self.scope.get(spec.speed, (*route, "speed")),
            pitch=self.scope.get(spec.pitch, (*route, "pitch")),
            volume=self.scope.get(spec.volume, (*route, "volume")),
            locale=self.scope.get(spec.locale, (*route, "locale")),
        )

    def _own_voice(self, picture: Picture | None) -> Voice | None:
        """The look's default voice, named explicitly so that the plan does not depend on a setting of the server."""
        if not isinstance(picture, AvatarPicture):
            return None
        look = next(look for look in self.catalog.looks if look.id == picture.look_id)
        voice = self.catalog.voice(look.default_voice_id) if look.default_voice_id else None
        return Voice(voice.id, voice.name) if voice else None

    def _check_narrator(self, voice: Voice, route: Route) -> None:
        listed: CatalogVoice | None = self.catalog.voice(voice.voice_id)
        if listed is not None:
            limits.check_narrator(self.scope, listed, route)

    # Times

    def _hold(self, spec: SceneSpec, route: Route, speech: Speech | None) -> float:
        hold = self.scope.get(spec.hold, (*route, "hold"))
        if speech is None and hold is None:
            hint = "add `hold: 3s`, or a `script`"
            self.scope.error("HB0314", "a scene without speech needs to know how long it lasts", route, hint=hint)
        return hold or 0.0

    def _pad(self, spec: SceneSpec, route: Route) -> tuple[float, float]:
        before, after = (self._pad_side(spec, route, name) for name in ("before", "after"))
        return before, after

    def _pad_side(self, spec: SceneSpec, route: Route, name: Literal["before", "after"]) -> float:
        """One side of the pad: the scene's where it names it, else the default's."""
        own = spec.pad is not None and name in spec.pad.model_fields_set
        pad = spec.pad if own else self.spec.defaults.pad
        if pad is None:
            return 0.0
        where: Route = (*route, "pad", name) if own else ("defaults", "pad", name)
        return self.scope.get(pad.before if name == "before" else pad.after, where) or 0.0

    def _fade(self, spec: SceneSpec, route: Route) -> float:
        own = spec.transition is not None
        chosen = spec.transition if own else self.spec.defaults.transition
        where: Route = (*route, "transition", "fade") if own else ("defaults", "transition", "fade")
        return (self.scope.get(chosen.fade, where) if chosen else None) or 0.0

    # Shared

    def _section(
        self, sections: Mapping[str, Section], what: str, chosen: str | Template[str], route: Route
    ) -> tuple[str, Section] | None:
        """The avatar or voice that a scene names."""
        name = self.scope.get(chosen, route)
        if name is None:
            return None
        if name in sections:
            return name, sections[name]
        near = did_you_mean(name, list(sections))
        hint = f"did you mean `{near[0]}`?" if near else f"declare it under `{what}`"
        message = f"there is no `{name}` under `{what}`"
        self.scope.problems.add(Diagnostic("HB0310", message, (Label(self.scope.span(route)),), hint=hint))
        return None

    def _file(self, value: str | Template[str] | None, route: Route, *, for_upload: bool) -> FileRef | None:
        text = self.scope.get(value, route)
        if text is None:
            return None
        span = self.scope.span(route)
        key = (Path(span.file.path).parent, text, for_upload)
        if key not in self._images:
            found = find_file(text, span, self.repository, "image", for_upload=for_upload)
            if isinstance(found, Diagnostic):
                self.scope.problems.add(found)
            self._images[key] = None if isinstance(found, Diagnostic) else found
        file = self._images[key]
        if file is not None:
            self.files[file.digest] = file
        return file
