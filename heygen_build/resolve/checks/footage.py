"""Clips that HeyGen changes: what moved lips and replaced faces leave no room for."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Shown, error
from heygen_build.resolve.model import Presented, VideoPicture
from heygen_build.resolve.presented import is_composed_here


def moved_lips_keep_their_pace(shown: Shown) -> Iterator[Diagnostic]:
    """A clip whose lips are moved speaks from its first frame to its last, at the pace of the speech."""
    picture = shown.scene.picture
    if not isinstance(picture, VideoPicture) or picture.lipsync is None:
        return
    for key, is_set in (("speed", picture.speed != 1.0), ("loop", picture.loop)):
        if is_set:
            label = Label(shown.written("lipsync"), "the speech is in the clip")
            message = f"`{key}` would change the speech as well: lips are moved to it before"
            yield error("HB0438", message, Label(shown.written(key)), label, hint=f"remove `{key}`")


def faces_are_replaced_in_whole_pictures(shown: Shown) -> Iterator[Diagnostic]:
    """The node takes and gives MP4: nothing transparent (workflows.md)."""
    scene = shown.scene
    if scene.face_swap is None or not isinstance(scene.picture, Presented):
        return
    if shown.film.format == "webm" or is_composed_here(scene.picture):
        why = "the film is transparent" if shown.film.format == "webm" else "such a background is put behind it here"
        message = f"a face cannot be replaced in a transparent clip, and {why}"
        hint = "use a color or a picture as the background, or another avatar"
        yield error("HB0438", message, Label(shown.written("face_swap")), hint=hint)
