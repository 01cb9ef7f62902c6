"""The consent of a person who was filmed: HeyGen refuses an avatar before it (avatars-voices, consent)."""

from __future__ import annotations

from heygen_build.execute.context import Workshop
from heygen_build.execute.problems import StepError, at_step
from heygen_build.heygen import wire
from heygen_build.heygen.wire.cast import ConsentGiven, GiveConsent
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ConsentPart
from heygen_build.resolve.sniff import media_type_of
from heygen_build.store.digest import key_of

WAITING = 4
"""Exit code: the job goes on, the next build collects it."""


async def ask_for_consent(shop: Workshop, step: Step, consent: ConsentPart, group_id: str) -> ConsentGiven:
    """Sends the clip, or asks for the page on which the person agrees. Free, and harmless when repeated."""
    key = f"hb-consent-{key_of([step.key, group_id, consent.model_dump(mode='json')])[:48]}"
    return await shop.client.cast.consent(group_id, await _body(shop, consent, key), idempotency_key=key)


async def _body(shop: Workshop, consent: ConsentPart, key: str) -> GiveConsent:
    if consent.video is None:
        return GiveConsent(consent_text=consent.text, reroute_url=consent.reroute_url)
    path = shop.files[consent.video]
    asset = await shop.client.upload_asset(path, mime=media_type_of(path) or "video/mp4", idempotency_key=f"{key}-clip")
    return GiveConsent(consent_video=wire.AssetById(asset_id=asset.asset_id))


def consent_missing(step: Step, look: wire.Look) -> StepError:
    """The error for an avatar that waits for a consent of which the project says nothing."""
    message = f"`{look.name}` is made, and cannot be used before the person in it agrees"
    hint = "add `consent:` beside `footage`, or let the person agree in HeyGen's app; nothing is paid again"
    return StepError(at_step(step, "HB0721", message, hint=hint), exit_code=WAITING)


def waits_for_person(step: Step, look: wire.Look, url: str | None) -> StepError:
    """The error for a person who has not agreed yet."""
    message = f"nobody has agreed yet to the use of `{look.name}`"
    notes = (f"the person agrees on {url}",) if url else ()
    hint = "run the build again afterwards: the avatar is made already and not paid again"
    return StepError(at_step(step, "HB0722", message, hint=hint, notes=notes), exit_code=WAITING)
