"""Presenters: looks of the catalog, photos that are animated, avatars that are made once."""

from __future__ import annotations

from dataclasses import replace

from heygen_build.diagnostics import Diagnostic
from heygen_build.resolve import limits
from heygen_build.resolve.catalog import CatalogLook
from heygen_build.resolve.checks.facts import IMAGE_TYPES, VIDEO_TYPES
from heygen_build.resolve.desk import Desk, find_section
from heygen_build.resolve.filled import filled
from heygen_build.resolve.looks import offset_of
from heygen_build.resolve.model import (
    PREFERRED_ENGINES,
    AvatarPicture,
    Background,
    Consent,
    Engine,
    Expressiveness,
    NewAvatar,
    NewAvatarPicture,
    OldAvatar,
    PhotoPicture,
    Presented,
)
from heygen_build.resolve.names import find_group, find_look
from heygen_build.resolve.samples import check_type, consent_check, source_checks
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import AvatarSpec, ConsentSpec, CreateSpec, OldAvatarSpec
from heygen_build.spec.templated import Template


def avatar_named(
    desk: Desk, place: Place, chosen: str | Template[str] | None, background: Background | None = None
) -> Presented | None:
    """The presenter whose name stands at a place; None where something was wrong (and is on record)."""
    found = find_section(place, desk.spec.avatars, "avatars", chosen)
    if found is None:
        return None
    name, spec = found
    where = place.scope.at("avatars", name)
    made = desk.memo.of(where.route, spec, place.scope.variables, lambda: _avatar(desk, where, name, spec))
    return None if made is None else replace(made, background=background)


def _avatar(desk: Desk, place: Place, name: str, spec: AvatarSpec) -> Presented | None:
    if spec.create is not None:
        return _new(desk, place, name, spec, spec.create)
    return _photo(desk, place, spec) if spec.photo is not None else _look(desk, place, spec)


def _look(desk: Desk, place: Place, spec: AvatarSpec) -> AvatarPicture | None:
    look = _catalog_look(desk, place, spec.look, "look")
    if look is None:
        return None
    scope, route = place.scope, place.route
    engine = limits.choose_engine(scope, look, place.get(spec.engine, "engine"), (*route, "engine"))
    if engine is None:
        return None
    expressiveness: Expressiveness | None = place.get(spec.expressiveness, "expressiveness")
    motion = place.get(spec.motion, "motion")
    limits.check_expression(scope, look, engine, expressiveness, motion, route)
    reference = _catalog_look(desk, place, spec.reference_look, "reference_look")
    if reference is not None:
        limits.check_reference(scope, look, engine, reference, (*route, "reference_look"))
    return AvatarPicture(
        look.id,
        look.name,
        look.type,
        engine,
        expressiveness,
        motion,
        None,
        reference_look_id=reference.id if reference else None,
        remove_background=place.get(spec.remove_background, "remove_background") or False,
        origin=place.origin,
        v2=_old(place.at("v2"), spec.v2),
    )


def _old(place: Place, spec: OldAvatarSpec | None) -> OldAvatar | None:
    if spec is None:
        return None
    offset = None if spec.offset is None else offset_of(place.at("offset"), spec.offset)
    return filled(OldAvatar, (place, spec), offset=offset)


def _catalog_look(desk: Desk, place: Place, wanted: str | Template[str] | None, key: str) -> CatalogLook | None:
    name = place.get(wanted, key)
    if name is None:
        return None
    look = find_look(name, desk.catalog.looks, place.at(key).span)
    if isinstance(look, Diagnostic):
        place.report(look)
        return None
    return look


def _photo(desk: Desk, place: Place, spec: AvatarSpec) -> PhotoPicture | None:
    photo = desk.files.get(place, spec.photo, "image", "photo", for_upload=True)
    if photo is None:
        return None
    return PhotoPicture(
        photo,
        place.get(spec.expressiveness, "expressiveness"),
        place.get(spec.motion, "motion"),
        None,
        remove_background=place.get(spec.remove_background, "remove_background") or False,
        origin=place.origin,
        v2=_old(place.at("v2"), spec.v2),
    )


def _new(desk: Desk, place: Place, name: str, spec: AvatarSpec, create: CreateSpec) -> NewAvatarPicture | None:
    avatar = _new_avatar(desk, place.at("create"), name, create)
    if avatar is None:
        return None
    engine: Engine | None = place.get(spec.engine, "engine")
    expressiveness: Expressiveness | None = place.get(spec.expressiveness, "expressiveness")
    motion = place.get(spec.motion, "motion")
    expected = _expected(avatar)
    likely = engine or PREFERRED_ENGINES[0]
    limits.check_expression(place.scope, expected, likely, expressiveness, motion, place.route)
    return NewAvatarPicture(
        avatar,
        engine,
        expressiveness,
        motion,
        None,
        remove_background=place.get(spec.remove_background, "remove_background") or False,
        v2=_old(place.at("v2"), spec.v2),
    )


def _expected(avatar: NewAvatar) -> CatalogLook:
    """What the look will be like once it is made, as far as its source tells."""
    return CatalogLook(
        id="",
        name=avatar.name,
        type="digital_twin" if avatar.footage is not None else "photo_avatar",
        group_id=avatar.group,
        default_voice_id=None,
        engines=PREFERRED_ENGINES,
        orientation=None,
        usable=True,
        status=None,
    )


def _new_avatar(desk: Desk, place: Place, name: str, spec: CreateSpec) -> NewAvatar | None:
    reference = _catalog_look(desk, place, spec.reference_look, "reference_look")
    references = [
        desk.files.get(place, written, "image", "references", index)
        for index, written in enumerate(spec.references or ())
    ]
    photo = desk.files.get(place, spec.photo, "image", "photo", for_upload=True)
    footage = desk.files.get(place, spec.footage, "video", "footage")
    prompt = place.get(spec.prompt, "prompt")
    source_checks(place, photo, footage, prompt)
    # A group of the account may have its consent already.
    consent_check(place, footage, consents=spec.consent is not None or spec.group is not None)
    for index, file in enumerate(references):
        check_type(place, file, IMAGE_TYPES, "pictures that go with a prompt", "references", index)
    return filled(
        NewAvatar,
        (place, spec),
        prompt=prompt,
        group=_group_id(desk, place, spec),
        name=place.get(spec.name, "name") or name,
        photo=photo,
        footage=footage,
        references=tuple(file for file in references if file is not None),
        reference_look_id=reference.id if reference else None,
        consent=_consent(desk, place.at("consent"), spec.consent),
    )


def _group_id(desk: Desk, place: Place, spec: CreateSpec) -> str | None:
    """The account's own group that the look joins."""
    name = place.get(spec.group, "group")
    if name is None:
        return None
    group = find_group(name, desk.catalog.groups, place.at("group").span)
    if isinstance(group, Diagnostic):
        place.report(group)
        return None
    return group.id


def _consent(desk: Desk, place: Place, spec: ConsentSpec | None) -> Consent | None:
    if spec is None:
        return None
    video = desk.files.get(place, spec.video, "video", "video")
    check_type(place, video, VIDEO_TYPES, "clips of consent", "video")
    text = place.get(spec.text, "text")
    if text is not None and ("<" in text or ">" in text):
        place.error("HB0424", "HeyGen takes no `<` and no `>` in the text of a consent", "text")
    return filled(Consent, (place, spec), video=video, text=text)
