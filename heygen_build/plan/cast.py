"""Presenters and voices that have to be made, or found, before anybody can use them."""

from __future__ import annotations

from heygen_build.plan import prices
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import (
    CloneRequest,
    ConsentPart,
    DesignRequest,
    FromFootage,
    FromPhoto,
    FromPrompt,
    LookRequest,
)
from heygen_build.resolve.model import Consent, NewAvatar, Origin, Voice, VoiceClone, VoiceDesign

VOICE = "voice"
"""The need of a step whose voice is made or found first: then its request names no voice."""


def plan_look(drawing: Drawing, avatar: NewAvatar, fallback: Origin) -> str:
    """The key of the look of a new avatar (v3 avatars): made once, however many scenes and films show it.

    `fallback` is the place in the project where the avatar has none of its own.
    """
    origin = avatar.origin or fallback
    place = f"avatars/{_name(origin, avatar.name)}"
    needs: dict[str, str] = {}
    source = _source(drawing, avatar, place, origin, needs)
    consent = avatar.consent
    if consent is not None and consent.video is not None:
        drawing.file(consent.video)
    request = LookRequest(source=source, group_id=avatar.group, name=avatar.name, consent=_consent(consent))
    route = f"v3 avatars ({'digital twin' if isinstance(source, FromFootage) else source.kind})"
    estimate = Estimate(0.0, prices.NEW_AVATAR, is_flat=True)
    return drawing.add(f"{place}/look", request, origin, route, needs=needs, estimate=estimate)


def _source(
    drawing: Drawing, avatar: NewAvatar, place: str, origin: Origin, needs: dict[str, str]
) -> FromPhoto | FromFootage | FromPrompt:
    if avatar.photo is not None:
        needs["photo"] = drawing.upload(avatar.photo, f"{place}/photo", origin)
        return FromPhoto(photo=avatar.photo.digest)
    if avatar.footage is not None:
        needs["footage"] = drawing.upload(avatar.footage, f"{place}/footage", origin)
        return FromFootage(footage=avatar.footage.digest)
    assert avatar.prompt is not None, "the language asks for exactly one of photo, footage and prompt"
    for index, reference in enumerate(avatar.references, start=1):
        needs[f"reference-{index}"] = drawing.upload(reference, f"{place}/reference-{index}", origin)
    return FromPrompt(
        prompt=avatar.prompt,
        references=tuple(reference.digest for reference in avatar.references),
        reference_look_id=avatar.reference_look_id,
    )


def _consent(consent: Consent | None) -> ConsentPart | None:
    if consent is None:
        return None
    video = consent.video.digest if consent.video else None
    return ConsentPart(video=video, text=consent.text, reroute_url=consent.reroute_url)


def voice_of(drawing: Drawing, voice: Voice | None) -> tuple[str | None, dict[str, str]]:
    """The id of a voice of the catalog; or None and the need of the step that makes or finds the voice."""
    if voice is None or voice.new is None:
        return (voice.voice_id if voice else None), {}
    if isinstance(voice.new, VoiceClone):
        return None, {VOICE: _plan_clone(drawing, voice.name, voice.new)}
    return None, {VOICE: _plan_design(drawing, voice.name, voice.new)}


def _plan_clone(drawing: Drawing, name: str, clone: VoiceClone) -> str:
    assert clone.origin is not None, "resolve knows where a clone was written"
    sample = drawing.upload(clone.file, f"voices/{name}/sample", clone.origin)
    request = CloneRequest(
        sample=clone.file.digest,
        language=clone.language,
        remove_background_noise=clone.remove_background_noise,
        name=clone.name,
    )
    needs, route = {"sample": sample}, "v3 voices (clone)"
    # No page states a price, so it is unknown, and never zero.
    estimate = Estimate(0.0, None, is_flat=True)
    return drawing.add(f"voices/{name}/clone", request, clone.origin, route, needs=needs, estimate=estimate)


def _plan_design(drawing: Drawing, name: str, design: VoiceDesign) -> str:
    assert design.origin is not None, "resolve knows where a design was written"
    request = DesignRequest(
        prompt=design.prompt,
        gender=design.gender,
        locale=design.locale,
        seed=design.seed or 0,
        choice=design.choice,
    )
    return drawing.add(f"voices/{name}/design", request, design.origin, "v3 voices (design)")


def _name(origin: Origin, fallback: str) -> str:
    """What the project calls it: the key under `avatars`."""
    named = len(origin.route) > 1 and origin.route[0] == "avatars"
    return str(origin.route[1]) if named else fallback
