"""Small resolved projects for tests of the later rooms, without any YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heygen_build.diagnostics import Position, SourceFile, Span
from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.model import (
    AvatarPicture,
    Background,
    Captions,
    CardPicture,
    FileRef,
    Film,
    ImagePicture,
    Origin,
    PhotoPicture,
    Picture,
    ResolvedProject,
    Scene,
    Speech,
    Voice,
)
from heygen_build.units import Color

SOURCE = SourceFile("project.yaml", "heygen_build: 1\n")
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
VOICE = Voice("voice-1", "Olivia")


def origin(*route: str | int) -> Origin:
    start = Position(0, 0, 0)
    return Origin(route, Span(SOURCE, start, Position(0, 12, 12)))


def avatar(**changes: object) -> AvatarPicture:
    picture = AvatarPicture("look-1", "Abigail", "studio_avatar", "avatar_iv", None, None, None)
    return replace(picture, **changes)  # type: ignore[arg-type]


def photo(digest: str = "p" * 64) -> PhotoPicture:
    return PhotoPicture(FileRef(Path("face.png"), digest, 10, "image/png"), None, None, None)


def image(digest: str = "i" * 64) -> ImagePicture:
    return ImagePicture(FileRef(Path("chart.png"), digest, 10, "image/png"), "cover", Background(BLACK))


def card(text: str = "Hello") -> CardPicture:
    return CardPicture(text, 0.09, WHITE, Background(BLACK))


def scene(name: str, picture: Picture, script: str | None = "Hello there.", **changes: object) -> Scene:
    speech = None if script is None else Speech(script, VOICE, origin("scenes", name, "script"))
    made = Scene(
        id=name,
        origin=origin("scenes", name),
        picture=picture,
        picture_origin=origin("scenes", name, "avatar"),
        speech=speech,
        hold=0.0 if speech else 2.0,
        before=0.0,
        after=0.0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def film(*scenes: Scene, **changes: object) -> Film:
    made = Film(
        title="Hello",
        slug="hello",
        output=Path("dist/hello.mp4"),
        aspect_ratio="16:9",
        resolution="720p",
        width=1280,
        height=720,
        poster=True,
        captions=Captions(("srt", "vtt"), CaptionStyle()),
        scenes=scenes,
        origin=origin(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def project(*films: Film) -> ResolvedProject:
    return ResolvedProject(Path("project.yaml"), Path(), films, None, (SOURCE,), ())
