"""What looks and voices are made of, checked before HeyGen takes money, a slot and minutes for it."""

from __future__ import annotations

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.facts import (
    AUDIO_TYPES,
    AVATAR_PROMPT,
    AVATAR_PROMPT_SAFE,
    CLONE_GOOD_SECONDS,
    CLONE_SECONDS,
    PHOTO_PIXELS,
    VIDEO_TYPES,
    upload_limit,
)
from heygen_build.resolve.checks.uploads import listed
from heygen_build.resolve.model import FileRef
from heygen_build.resolve.scope import Place


def check_type(place: Place, file: FileRef | None, allowed: frozenset[str], what: str, *steps: str | int) -> bool:
    """Whether HeyGen takes a file for a use, by its bytes and its size; `what` ends "HeyGen takes … for"."""
    if file is None:
        return False
    name, most = file.path.name, upload_limit(file.media_type)
    if file.media_type not in allowed:
        message = f"HeyGen takes {listed(allowed)} for {what}, and `{name}` is {file.media_type}"
        place.error("HB0402", message, *steps, hint="export it again in one of these formats")
        return False
    if file.size > most:
        message = f"`{name}` has {file.size / 2**20:.1f} MB, and HeyGen takes at most {most // 2**20} MB"
        place.error("HB0402", message, *steps, hint="make the file smaller")
        return False
    return True


def source_checks(place: Place, photo: FileRef | None, footage: FileRef | None, prompt: str | None) -> None:
    """What a new avatar is made from: `place` is that of `create`."""
    if photo is not None and min(photo.width or 0, photo.height or 0) < PHOTO_PIXELS:
        message = f"the photo has {photo.width} × {photo.height} pixels, and HeyGen needs {PHOTO_PIXELS} on each side"
        place.error("HB0421", message, "photo", hint="take a larger picture of the face, from the front")
    if footage is not None:
        check_type(place, footage, VIDEO_TYPES, "footage of a person", "footage")
    if prompt is not None:
        _check_prompt(place, prompt)


def consent_check(place: Place, footage: FileRef | None, *, consents: bool) -> None:
    """Whoever was filmed has to agree (avatars-voices, consent): told before the avatar is paid for and waits."""
    if footage is None or consents:
        return
    message = "nothing says how the person in this footage agrees; HeyGen refuses the avatar until then"
    hint = "let the person agree in HeyGen's app, or add `consent: {text: …}` or `{video: …}` (Enterprise)"
    label = Label(place.at("footage").span, "made and paid for, and not used before")
    place.report(Diagnostic("HB0466", message, (label,), hint=hint, severity="warning"))


def _check_prompt(place: Place, prompt: str) -> None:
    if len(prompt) > AVATAR_PROMPT:
        message = f"the description has {len(prompt):,} characters, and HeyGen takes {AVATAR_PROMPT:,}"
        place.error("HB0412", message, "prompt", hint="leave out what is not seen")
    elif len(prompt) > AVATAR_PROMPT_SAFE:
        message = f"the description has {len(prompt)} characters; one of HeyGen's pages says {AVATAR_PROMPT_SAFE}"
        label, hint = Label(place.at("prompt").span), "a shorter one is accepted everywhere"
        place.report(Diagnostic("HB0464", message, (label,), hint=hint, severity="warning"))


def check_sample(place: Place, recording: FileRef | None) -> None:
    """The recording of a voice: `place` is that of `clone`."""
    if not check_type(place, recording, AUDIO_TYPES, "voices", "file") or recording is None:
        return
    seconds = recording.seconds or 0.0
    if seconds < CLONE_SECONDS:
        message = f"the recording is {seconds:.1f} s long, too short to learn a voice from"
        place.error("HB0420", message, "file", hint=f"record {CLONE_GOOD_SECONDS:g} s or more of one person speaking")
    elif seconds < CLONE_GOOD_SECONDS:
        message = f"the recording is {seconds:.0f} s long; voices from {CLONE_GOOD_SECONDS:g} s and more sound closer"
        label, hint = Label(place.at("file").span), "record more of the same person, if there is more"
        place.report(Diagnostic("HB0465", message, (label,), hint=hint, severity="warning"))
