"""Renders on which nothing is drawn reach the film as HeyGen made them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.media.test_media_taking import packets
from tests.routes.test_compositions import built
from tests.workshop import Studio, sample

PLAIN = """\
output: {resolution: 720p}
scenes:
  - {script: Hello there.}
  - {script: Good day.}
"""


def rendered(folder: Path) -> list[bytes]:
    """The pictures that the emulator sends for every order."""
    path = folder / "sample.mp4"
    path.write_bytes(sample()[0])
    return packets(path)


@pytest.mark.parametrize("unit", ["scene", "video"])
def test_a_film_of_nothing_but_renders_is_never_encoded_again(studio: Studio, tmp_path: Path, unit: str) -> None:
    folder = built(studio, PLAIN + f"render: {{unit: {unit}}}\n")
    wanted = rendered(tmp_path)
    assert packets(folder / "film.mp4") == (wanted * 2 if unit == "scene" else wanted)


def test_music_sounds_and_captions_beside_the_film_leave_its_pictures_alone(studio: Studio, tmp_path: Path) -> None:
    extras = "captions: {sidecar: [srt]}\nloudness: -16LUFS\n"
    assert packets(built(studio, PLAIN + extras) / "film.mp4") == rendered(tmp_path) * 2


@pytest.mark.parametrize(
    "drawn",
    [
        "captions: {burn_in: true}",
        "overlays: [{text: Hello}]",
        "defaults: {avatar: host, voice: narrator, transition: {fade: 200ms}}",
    ],
)
def test_what_is_drawn_on_is_encoded_here(studio: Studio, tmp_path: Path, drawn: str) -> None:
    head = "heygen_build: 1\ntitle: Hello\navatars: {host: {look: Abigail}}\nvoices: {narrator: {name: Chill Brian}}\n"
    usual = "" if "defaults" in drawn else "defaults: {avatar: host, voice: narrator}\n"
    folder = built(studio, f"{usual}{drawn}\n{PLAIN}", head=head)
    assert packets(folder / "film.mp4") != rendered(tmp_path) * 2
