"""How each look is drawn. Looks of one group share a face and change clothes; groups are told apart at a glance."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import get_args

from heygen_build.draft.appearance import Age, Appearance, Clothes, FacialHair, HairColor, HairStyle, Skin
from heygen_build.units import Color

NAVY, TEAL, WINE, MOSS = Color(38, 52, 92), Color(24, 116, 122), Color(122, 36, 62), Color(78, 98, 66)
SAND, SKY, CORAL, MUSTARD = Color(214, 196, 164), Color(120, 168, 214), Color(224, 108, 92), Color(212, 160, 52)
CHARCOAL, WHITE, LILAC, BROWN = Color(52, 56, 64), Color(242, 242, 238), Color(168, 146, 204), Color(110, 78, 58)

ABIGAIL = Appearance(skin="fair", hair="auburn", hair_style="wavy", eyes=Color(76, 112, 84), lipstick=True, slim=True)
DANIEL = Appearance(skin="beige", hair="dark", hair_style="side", face="square", facial_hair="stubble")
DANIEL_KIM = Appearance(skin="fair", hair="black", hair_style="crop", face="oval", glasses="square")
PRIYA = Appearance(skin="brown", hair="black", hair_style="long", face="oval", lipstick=True, slim=True)
MARTA = Appearance(skin="tan", hair="brown", hair_style="bun", face="soft", glasses="round", slim=True)
KENJI = Appearance(skin="fair", hair="gray", hair_style="crop", face="oval", age="senior", glasses="round")
AMARA = Appearance(skin="deep", hair="black", hair_style="afro", face="soft", lipstick=True, slim=True)
LUCA = Appearance(skin="tan", hair="brown", hair_style="curly", facial_hair="mustache", age="young")
OMAR = Appearance(skin="brown", hair="black", hair_style="bald", face="square", facial_hair="beard")
ROSA = Appearance(skin="beige", hair="white", hair_style="bob", face="soft", age="senior", slim=True)
ADA = Appearance(skin="porcelain", hair="blonde", hair_style="ponytail", face="oval", age="young", slim=True)
PETER = Appearance(skin="fair", hair="red", hair_style="side", face="square", facial_hair="goatee")
WREN = Appearance(skin="tan", hair="auburn", hair_style="curly", eyes=Color(88, 96, 60), face="oval", age="young")

_COSTUMES = {
    "abigail": replace(ABIGAIL, clothes="blazer", clothes_color=TEAL, accent=WHITE),
    "Abigail_office_front_public": replace(ABIGAIL, clothes="shirt", clothes_color=WHITE, accent=SKY),
    "Abigail_standing_public": replace(ABIGAIL, clothes="turtleneck", clothes_color=WINE),
    "abigail-photo": replace(ABIGAIL, clothes="sweater", clothes_color=MUSTARD),
    "Daniel_blazer_public": replace(DANIEL, clothes="blazer", clothes_color=NAVY, accent=SKY),
    "Daniel_casual_public": replace(DANIEL, clothes="tee", clothes_color=MOSS),
    "daniel-kim-blazer": replace(DANIEL_KIM, clothes="blazer", clothes_color=CHARCOAL, accent=WHITE),
    "daniel-kim-sofa": replace(DANIEL_KIM, clothes="hoodie", clothes_color=SKY, accent=WHITE),
    "priya-lab": replace(PRIYA, clothes="coat", clothes_color=WHITE, accent=TEAL),
    "priya-sari": replace(PRIYA, clothes="top", clothes_color=CORAL, accent=MUSTARD),
    "Marta_teacher_public": replace(MARTA, clothes="sweater", clothes_color=MUSTARD, accent=WHITE),
    "Marta_kitchen_public": replace(MARTA, clothes="top", clothes_color=CORAL, accent=WHITE),
    "kenji-suit": replace(KENJI, clothes="suit", clothes_color=CHARCOAL, accent=WINE),
    "kenji-casual": replace(KENJI, clothes="shirt", clothes_color=SKY, accent=WHITE),
    "amara-studio": replace(AMARA, clothes="blazer", clothes_color=CORAL, accent=WHITE),
    "amara-casual": replace(AMARA, clothes="turtleneck", clothes_color=LILAC),
    "Luca_barista_public": replace(LUCA, clothes="shirt", clothes_color=BROWN, accent=SAND),
    "omar-news": replace(OMAR, clothes="suit", clothes_color=NAVY, accent=MUSTARD),
    "omar-casual": replace(OMAR, clothes="sweater", clothes_color=MOSS, accent=WHITE),
    "Rosa_nurse_public": replace(ROSA, clothes="top", clothes_color=SKY, accent=WHITE),
    "rosa-portrait": replace(ROSA, clothes="shirt", clothes_color=LILAC, accent=WHITE),
    "ada-blazer": replace(ADA, clothes="blazer", clothes_color=MOSS, accent=SAND),
    "peter-garden": replace(PETER, clothes="tee", clothes_color=TEAL),
    "wren-roof": replace(WREN, clothes="hoodie", clothes_color=MUSTARD, accent=WHITE),
    "wren-forest": replace(WREN, clothes="sweater", clothes_color=MOSS, accent=SAND),
}


def appearance(costume: str) -> Appearance:
    """The drawing of a look's `costume`: a name of the wardrobe, or the words that a look was made from."""
    return _COSTUMES[costume] if costume in _COSTUMES else imagined(costume)


def imagined(words: str) -> Appearance:
    """Somebody for a description: words that name a feature decide it, and the text as a whole decides the rest."""
    text = words.casefold()
    chance = Random(text)
    base = chance.choice((ABIGAIL, DANIEL, DANIEL_KIM, PRIYA, MARTA, KENJI, AMARA, LUCA, OMAR, ROSA, ADA, PETER))
    said = {
        field: word for field, words_of in _FEATURES.items() for word in words_of if re.search(rf"\b{word}\b", text)
    }
    clothes: Clothes = chance.choice(get_args(Clothes))
    color = chance.choice((NAVY, TEAL, WINE, MOSS, CORAL, MUSTARD, CHARCOAL, LILAC))
    changed = {"clothes": clothes, "clothes_color": color, "skin": chance.choice(get_args(Skin)), **said}
    return replace(base, **changed)


def dressed(words: str, number: int) -> Appearance:
    """One person for a description, in another outfit for each `number`. "Woman" and "man" are heeded."""
    said = set(re.findall(r"\w+", words.casefold()))
    women, men = (ABIGAIL, PRIYA, MARTA, AMARA, ROSA, ADA), (DANIEL, DANIEL_KIM, KENJI, LUCA, OMAR, PETER)
    asked = women if "woman" in said else men if "man" in said else (*women, *men)
    person, outfit = Random(words).choice(asked), Random(f"{words} {number}")
    colors = (NAVY, TEAL, WINE, MOSS, CORAL, MUSTARD, CHARCOAL, LILAC)
    clothes: Clothes = outfit.choice(get_args(Clothes))
    return replace(person, clothes=clothes, clothes_color=colors[(outfit.randrange(4) * 2 + number) % len(colors)])


_FEATURES: dict[str, tuple[str, ...]] = {
    "clothes": get_args(Clothes),
    "hair": get_args(HairColor),
    "hair_style": get_args(HairStyle),
    "facial_hair": get_args(FacialHair),
    "age": get_args(Age),
}


def costumes() -> frozenset[str]:
    """All that can be worn; a test holds this against the catalog."""
    return frozenset(_COSTUMES)
