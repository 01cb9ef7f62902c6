"""Overlays, music and sounds."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled
from heygen_build.resolve.looks import offset_of, style_of, trim_of
from heygen_build.resolve.model import (
    Animate,
    Animation,
    ImageContent,
    LowerThirdContent,
    Music,
    Overlay,
    OverlayContent,
    ProgressContent,
    SoundEffect,
    TextContent,
    VideoContent,
)
from heygen_build.resolve.moments import when_of
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import AnimateSpec, LowerThirdSpec, MusicSpec, OverlaySpec, SoundSpec

TYPING = 1.2
"""Seconds in which a text is typed that says nothing else: faster is read as a flicker."""


def overlays_of(desk: Desk, place: Place, specs: Sequence[OverlaySpec] | None) -> tuple[Overlay, ...]:
    """The overlays of a list; those that were wrong are on record."""
    made = [_overlay(desk, place.at(index), spec) for index, spec in enumerate(specs or ())]
    return tuple(overlay for overlay in made if overlay is not None)


def _overlay(desk: Desk, place: Place, spec: OverlaySpec) -> Overlay | None:
    content = _content(desk, place, spec)
    if content is None:
        return None
    return filled(
        Overlay,
        (place, spec),
        content=content,
        at=place.get(spec.at, "at") or ("lower-third" if isinstance(content, LowerThirdContent) else None),
        offset=offset_of(place.at("offset"), spec.offset),
        start=when_of(place.at("from"), spec.from_),
        until=when_of(place.at("to"), spec.to),
        length=place.get(spec.for_, "for"),
        animate=_animate(place.at("animate"), spec.animate),
    )


def _content(desk: Desk, place: Place, spec: OverlaySpec) -> OverlayContent | None:
    if spec.image is not None:
        return filled(ImageContent, (place, spec), file=desk.files.get(place, spec.image, "picture", "image"))
    if spec.video is not None:
        return _video(desk, place, spec)
    if spec.progress is not None:
        return filled(ProgressContent, (place.at("progress"), spec.progress))
    if spec.lower_third is not None:
        return _lower_third(desk, place, spec, spec.lower_third)
    style = style_of(desk, place.at("style"), spec.style)
    return filled(TextContent, (place, spec), style=style)


def _video(desk: Desk, place: Place, spec: OverlaySpec) -> VideoContent | None:
    file = desk.files.get(place, spec.video, "video", "video")
    if file is None:
        return None
    trim = trim_of(place.at("trim"), spec.trim, file)
    return VideoContent(file, trim, place.get(spec.loop, "loop") or False, place.get(spec.volume, "volume"))


def _lower_third(desk: Desk, place: Place, spec: OverlaySpec, third: LowerThirdSpec) -> LowerThirdContent | None:
    style = style_of(desk, place.at("style"), spec.style)
    return filled(LowerThirdContent, (place.at("lower_third"), third), style=style)


def _animate(place: Place, spec: AnimateSpec | None) -> Animate | None:
    if spec is None:
        return None
    come: Animation = place.get(spec.in_, "in") or "none"
    usual = TYPING if come == "typewriter" else Animate().seconds
    seconds = place.get(spec.duration, "duration")
    return Animate(come, place.get(spec.out, "out") or "fade", usual if seconds is None else seconds)


def music_of(desk: Desk, place: Place, spec: MusicSpec | None) -> Music | None:
    """The music at a place: None where nothing is said, silence for `false`."""
    if spec is None:
        return None
    file = desk.files.get(place, spec.file, "audio", "file")
    part = trim_of(place, spec, file)
    return filled(Music, (place, spec), file=file, start=part.start, end=part.end)


def sounds_of(desk: Desk, place: Place, specs: Sequence[SoundSpec] | None) -> tuple[SoundEffect, ...]:
    """The sounds of a list; those that were wrong are on record."""
    made = [_sound(desk, place.at(index), spec) for index, spec in enumerate(specs or ())]
    return tuple(sound for sound in made if sound is not None)


def _sound(desk: Desk, place: Place, spec: SoundSpec) -> SoundEffect | None:
    file = desk.files.get(place, spec.file, "audio", "file")
    return filled(SoundEffect, (place, spec), file=file, at=when_of(place.at("at"), spec.at))
