"""How a drawn presenter looks: a handful of choices that, combined, give people who are told apart at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_build.draft.vector import mix
from heygen_build.units import Color

Skin = Literal["porcelain", "fair", "beige", "tan", "brown", "deep"]
HairColor = Literal["black", "dark", "brown", "auburn", "red", "blonde", "gray", "white"]
HairStyle = Literal["bald", "crop", "side", "curly", "afro", "long", "wavy", "bob", "bun", "ponytail", "headscarf"]
FacialHair = Literal["none", "stubble", "beard", "mustache", "goatee"]
Glasses = Literal["none", "round", "square"]
Clothes = Literal["tee", "sweater", "shirt", "blazer", "suit", "top", "turtleneck", "hoodie", "coat"]
Face = Literal["soft", "oval", "square"]
Age = Literal["young", "adult", "senior"]

_SKIN: dict[Skin, Color] = {
    "porcelain": Color(250, 222, 205),
    "fair": Color(244, 205, 178),
    "beige": Color(232, 184, 148),
    "tan": Color(205, 149, 108),
    "brown": Color(152, 99, 66),
    "deep": Color(101, 65, 46),
}
_HAIR: dict[HairColor, Color] = {
    "black": Color(34, 30, 36),
    "dark": Color(58, 42, 38),
    "brown": Color(98, 64, 44),
    "auburn": Color(130, 62, 38),
    "red": Color(186, 84, 38),
    "blonde": Color(222, 180, 106),
    "gray": Color(150, 150, 154),
    "white": Color(226, 224, 220),
}
_BLACK, _WHITE, _SHADE, _BLOOD = Color(0, 0, 0), Color(255, 255, 255), Color(70, 20, 40), Color(196, 52, 60)

_NAVY, _IVORY, _HAZEL = Color(44, 62, 96), Color(244, 244, 240), Color(84, 58, 40)


@dataclass(frozen=True, slots=True)
class Appearance:
    """`clothes_color` is the outer garment, `accent` what shows with it (shirt, tie, strings, headscarf)."""

    skin: Skin = "beige"
    hair: HairColor = "brown"
    hair_style: HairStyle = "side"
    face: Face = "oval"
    facial_hair: FacialHair = "none"
    glasses: Glasses = "none"
    clothes: Clothes = "blazer"
    clothes_color: Color = _NAVY
    accent: Color = _IVORY
    eyes: Color = _HAZEL
    age: Age = "adult"
    lipstick: bool = False
    slim: bool = False


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of one presenter, mixed once."""

    skin: Color
    skin_shade: Color
    skin_deep: Color
    blush: Color
    lip: Color
    hair: Color
    hair_shade: Color
    hair_light: Color
    brow: Color
    cloth: Color
    cloth_shade: Color
    cloth_light: Color
    accent: Color
    accent_shade: Color
    eyes: Color


def palette(look: Appearance) -> Palette:
    """Shades are mixed toward plum and lights toward white, because plain darkening makes skin look gray."""
    skin, hair, cloth = _SKIN[look.skin], _HAIR[look.hair], look.clothes_color
    lip = mix(skin, _BLOOD, 0.55 if look.lipstick else 0.26)
    return Palette(
        skin=skin,
        skin_shade=mix(skin, _SHADE, 0.14),
        skin_deep=mix(skin, _SHADE, 0.30),
        blush=mix(skin, Color(235, 80, 80), 0.13),
        lip=mix(lip, _SHADE, 0.12),
        hair=hair,
        hair_shade=mix(hair, _BLACK, 0.24),
        hair_light=mix(hair, _WHITE if look.hair in ("gray", "white") else Color(255, 214, 160), 0.15),
        brow=mix(hair, Color(40, 28, 30), 0.45),
        cloth=cloth,
        cloth_shade=mix(cloth, _BLACK, 0.22),
        cloth_light=mix(cloth, _WHITE, 0.10),
        accent=look.accent,
        accent_shade=mix(look.accent, _BLACK, 0.16),
        eyes=look.eyes,
    )
