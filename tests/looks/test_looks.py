"""Every overlay, caption look, transition and frame, in every script, against pictures that somebody looked at."""

from __future__ import annotations

import functools
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from heygen_build.media.layers import Shape
from heygen_build.media.model import CaptionLook, TransitionMotion
from heygen_build.media.overlays import Animation
from tests.looks import sheets
from tests.looks.likeness import difference

FOLDER = Path(__file__).parent / "pictures"
LOOKS: dict[str, Callable[[], Image.Image]] = {
    **{f"text-{style}": functools.partial(sheets.lettered, style) for style in sheets.STYLES},
    "text-typed": sheets.typed,
    "lower-third": sheets.lower_thirds,
    "card": sheets.cards,
    "pictures": sheets.pictures,
    **{f"captions-{look}": functools.partial(sheets.captioned, look) for look in get_args(CaptionLook)},
    **{
        f"animation-{name}": functools.partial(sheets.animated, name)
        for name in get_args(Animation)
        if name not in ("none", "typewriter")
    },
    **{f"transition-{kind}": functools.partial(sheets.transition, kind) for kind in get_args(TransitionMotion)},
    "transition-fade": sheets.faded,
    **{f"presenter-{shape}": functools.partial(sheets.presenter, shape) for shape in get_args(Shape)},
}


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_what_is_drawn_looks_as_it_did_when_somebody_looked_at_it(
    name: str, update_looks: bool, tmp_path: Path
) -> None:
    drawn, path = LOOKS[name](), FOLDER / f"{name}.jpg"
    if update_looks:
        path.parent.mkdir(exist_ok=True)
        drawn.save(path, quality=85, optimize=True)
        return
    with Image.open(path) as picture:
        apart = difference(picture, drawn)
    if apart.is_seen:
        drawn.save(tmp_path / f"{name}.png")
    assert not apart.is_seen, f"{apart}: compare {path} with {tmp_path / f'{name}.png'}"


def test_every_picture_belongs_to_something_that_is_drawn() -> None:
    assert {path.stem for path in FOLDER.glob("*.jpg")} == set(LOOKS)


@pytest.fixture
def picture() -> Image.Image:
    with Image.open(FOLDER / "captions-karaoke.jpg") as found:
        return found.convert("RGB")


def test_another_encoder_is_not_seen(picture: Image.Image) -> None:
    file = BytesIO()
    picture.save(file, "JPEG", quality=55)
    assert not difference(picture, Image.open(file)).is_seen


def test_a_move_of_a_few_pixels_is_seen(picture: Image.Image) -> None:
    assert difference(picture, ImageChops.offset(picture, 4, 0)).is_seen
    assert difference(picture, ImageChops.offset(picture, 0, 3)).is_seen


def test_a_letter_that_is_missing_is_seen(picture: Image.Image) -> None:
    pixels = np.asarray(picture.convert("L"))[200:262, :440]
    row, column = (int(places[len(places) // 2]) for places in np.nonzero(pixels > 220))
    ImageDraw.Draw(picture).rectangle((column - 8, row + 191, column + 8, row + 209), fill=(20, 30, 40))
    with Image.open(FOLDER / "captions-karaoke.jpg") as whole:
        assert difference(whole, picture).is_seen
