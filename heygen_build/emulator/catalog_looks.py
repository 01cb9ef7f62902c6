"""The groups and their looks. Some looks share a name on purpose: choosing by name must meet ambiguity somewhere."""

from __future__ import annotations

from typing import Literal

from heygen_build.emulator.catalog import AvatarType, Catalog, Gender, Group, Look, Ownership, stable_id
from heygen_build.emulator.catalog_voices import BY_NAME, VOICES

Status = Literal["processing", "pending_consent", "failed", "completed"]

LANDSCAPE, PORTRAIT, SQUARE = (1920, 1080), (1080, 1920), (1080, 1080)
IV_III = ("avatar_iv", "avatar_iii")
V_IV = ("avatar_v", "avatar_iv")
ALL = ("avatar_v", "avatar_iv", "avatar_iii")
IV = ("avatar_iv",)

_CREATED = 1_735_689_600  # 2025-01-01; a day apart, so that the order is that of creation
_DAY = 86_400


def _group(
    place: int,
    name: str,
    gender: Gender,
    voice: str,
    *,
    key: str | None = None,
    ownership: Ownership = "public",
    status: Status | None = None,
    consent: str | None = None,
) -> Group:
    group_id = stable_id("group", key or name)
    return Group(group_id, name, gender, BY_NAME[voice].id, _CREATED + place * _DAY, ownership, status, consent)


ABIGAIL = _group(0, "Abigail", "female", "Abigail")
DANIEL = _group(1, "Daniel", "male", "Chill Brian")
DANIEL_KIM = _group(2, "Daniel", "male", "Archer", key="Daniel Kim")
PRIYA = _group(3, "Priya", "female", "Priya")
MARTA = _group(4, "Marta", "female", "Marta")
KENJI = _group(5, "Kenji", "male", "Haruto")
AMARA = _group(6, "Amara", "female", "Ivy")
LUCA = _group(7, "Luca", "male", "Luca")
OMAR = _group(8, "Omar", "male", "Archer")
ROSA = _group(9, "Rosa", "female", "Marcia")
ADA = _group(10, "Ada", "female", "Ada (my clone)", ownership="private", status="completed", consent="approved")
PETER = _group(11, "Peter", "male", "Jonas", ownership="private", status="pending_consent", consent="pending")
WREN = _group(12, "Wren", "female", "Ivy")  # photos alone: v2 has a shape of its own for them

GROUPS = (ABIGAIL, DANIEL, DANIEL_KIM, PRIYA, MARTA, KENJI, AMARA, LUCA, OMAR, ROSA, ADA, PETER, WREN)


def _look(
    id: str,
    name: str,
    group: Group,
    kind: AvatarType,
    size: tuple[int, int],
    engines: tuple[str, ...],
    *tags: str,
    matting: bool = True,
    status: Status | None = None,
) -> Look:
    """`id` is the look's own for studio avatars (`Name_setting_public`), else a seed for 32 hex digits."""
    look_id = id if id.endswith("_public") else stable_id("look", id)
    return Look(
        look_id, name, group.id, kind, group.gender, group.default_voice_id, *size, engines, id, tags, matting, status
    )


LOOKS = (
    _look("abigail", "Abigail", ABIGAIL, "photo_avatar", LANDSCAPE, ALL, "PRO", "EXPRESSIVE"),
    _look("Abigail_office_front_public", "Abigail Office Front", ABIGAIL, "studio_avatar", LANDSCAPE, IV_III),
    _look("Abigail_standing_public", "Abigail Upright", ABIGAIL, "studio_avatar", PORTRAIT, IV_III),
    _look("abigail-photo", "Abigail by the Window", ABIGAIL, "photo_avatar", SQUARE, IV),
    _look("Daniel_blazer_public", "Daniel in Blazer", DANIEL, "studio_avatar", LANDSCAPE, ALL, "PRO"),
    _look("Daniel_casual_public", "Daniel Casual", DANIEL, "studio_avatar", LANDSCAPE, IV_III),
    _look("daniel-kim-blazer", "Daniel in Blazer", DANIEL_KIM, "digital_twin", LANDSCAPE, V_IV, "AVATAR_V"),
    _look("daniel-kim-sofa", "Daniel on the Sofa", DANIEL_KIM, "digital_twin", PORTRAIT, V_IV, matting=False),
    _look("priya-lab", "Priya in the Lab", PRIYA, "digital_twin", LANDSCAPE, ALL, "AVATAR_V"),
    _look("priya-sari", "Priya in Sari", PRIYA, "photo_avatar", PORTRAIT, IV),
    _look("Marta_teacher_public", "Marta", MARTA, "studio_avatar", LANDSCAPE, IV_III, "PRO"),
    _look("Marta_kitchen_public", "Marta in the Kitchen", MARTA, "studio_avatar", LANDSCAPE, IV_III, matting=False),
    _look("kenji-suit", "Kenji in Suit", KENJI, "digital_twin", LANDSCAPE, V_IV),
    _look("kenji-casual", "Business Casual", KENJI, "photo_avatar", PORTRAIT, IV_III),
    _look("amara-studio", "Amara", AMARA, "digital_twin", LANDSCAPE, ALL, "AVATAR_V"),
    _look("amara-casual", "Business Casual", AMARA, "photo_avatar", SQUARE, IV_III),
    _look("Luca_barista_public", "Luca the Barista", LUCA, "studio_avatar", PORTRAIT, ("avatar_iii",)),
    _look("omar-news", "Omar at the Desk", OMAR, "digital_twin", LANDSCAPE, ALL),
    _look("omar-casual", "Business Casual", OMAR, "photo_avatar", LANDSCAPE, IV),
    _look("Rosa_nurse_public", "Rosa in Scrubs", ROSA, "studio_avatar", LANDSCAPE, IV_III),
    _look("rosa-portrait", "Rosa", ROSA, "photo_avatar", PORTRAIT, IV),
    _look("ada-blazer", "Ada, blazer", ADA, "digital_twin", LANDSCAPE, V_IV, status="completed"),
    _look("peter-garden", "Peter in the Garden", PETER, "digital_twin", LANDSCAPE, V_IV, status="pending_consent"),
    _look("wren-roof", "Wren on the Roof", WREN, "photo_avatar", LANDSCAPE, IV_III),
    _look("wren-forest", "Wren in the Forest", WREN, "photo_avatar", PORTRAIT, IV),
)

CATALOG = Catalog(GROUPS, LOOKS, VOICES)
