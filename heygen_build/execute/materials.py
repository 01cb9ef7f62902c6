"""What a clip is made of, as files on this disk: digests and needs become paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_build.execute.context import Needs
from heygen_build.media.layers import Ground, Trim
from heygen_build.media.model import CardPicture, ClipPicture, Inset, NoPicture, Picture, StillPicture
from heygen_build.media.overlays import BarTop, ClipTop, Content, Lettering, PictureTop, TextTop, ThirdTop
from heygen_build.plan.requests import (
    CardLayer,
    ClipLayer,
    ClipRequest,
    GroundLayer,
    InsetLayer,
    NoLayer,
    PictureLayer,
    StillLayer,
)
from heygen_build.store.results import ResultStore


@dataclass(frozen=True, slots=True)
class Materials:
    """`files` holds the user's files by digest, `needs` the results of other steps by role."""

    files: Mapping[str, Path]
    store: ResultStore
    needs: Needs

    def picture(self, layer: PictureLayer) -> Picture:
        match layer:
            case ClipLayer():
                return self.clip(layer)
            case StillLayer():
                return StillPicture(self.files[layer.file], layer.fit, self.ground(layer.ground), layer.move)
            case CardLayer():
                return CardPicture(layer.text, self.ground(layer.ground), style=self.style(layer.style))
            case NoLayer():
                return NoPicture()

    def clip(self, layer: ClipLayer) -> ClipPicture:
        usual = ClipPicture(self._clip_file(layer))
        return ClipPicture(
            path=usual.path,
            fit=layer.fit,
            volume=layer.volume,
            trim=layer.trim or usual.trim,
            speed=layer.speed or usual.speed,
            loop=layer.loop or usual.loop,
            move=layer.move,
            matte=layer.matte or usual.matte,
            key=layer.key or usual.key,
            ground=self.ground(layer.ground) if layer.ground else usual.ground,
        )

    def inset(self, layer: InsetLayer) -> Inset:
        return Inset(self.clip(layer.clip), layer.spot, layer.frame, layer.shadow)

    def ground(self, layer: GroundLayer) -> Ground:
        return Ground(
            color=layer.color,
            gradient=layer.gradient,
            image=self.files[layer.image] if layer.image else None,
            video=self.files[layer.video] if layer.video else None,
            fit=layer.fit or "cover",
            move=layer.move,
            trim=layer.trim or Trim(),
            loop=layer.loop is not False,
            blur=layer.blur,
        )

    def voice(self, request: ClipRequest) -> Path | None:
        """Speech that is a file of its own: ordered as a voice-over, or recorded."""
        if "speech" in self.needs:
            return self._made("speech", "audio")
        return self.files[request.recording] if request.recording else None

    def style(self, style: Lettering) -> Lettering:
        """The style with its font file on this disk."""
        return replace(style, file=str(self.files[style.file])) if style.file else style

    def content(self, content: Content) -> Content:
        """What an overlay shows, with files on this disk."""
        match content:
            case TextTop() | ThirdTop():
                return replace(content, style=self.style(content.style))
            case PictureTop() | ClipTop():
                return replace(content, file=str(self.files[content.file]))
            case BarTop():
                return content

    def _clip_file(self, layer: ClipLayer) -> Path:
        return self._made(layer.role, "video") if layer.file is None else self.files[layer.file]

    def _made(self, role: str, name: str) -> Path:
        return self.store.path(self.needs[role].files[name])
