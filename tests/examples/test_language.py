"""The sample of the language's page, exactly as it is printed there, with media made up: a first thing people try."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_build.backends import World
from heygen_build.pipeline import Options, check
from heygen_build.resolve.model import ResolvedProject

SAMPLE = Path(__file__).parent / "language-sample.yaml"
BRAND = """\
variables:
  features:
    - {name: One Screen, live: true, picture: media/screen.png, pitch: Everything on one screen.}
    - {name: Old Thing, live: false, picture: media/none.png, pitch: Never shown.}
"""
MEDIA = {
    "screen.png": "hello/media/dashboard.png",
    "logo.png": "shared/media/logo.png",
    "founder.jpg": "product-launch/media/office.jpg",
    "theme.mp3": "product-launch/media/theme.mp3",
    "screen.mp4": "screen-tutorial/media/screen.mp4",
}


@pytest.fixture
def sample(repository: Path) -> Path:
    """The project of the page, where its first line expects it: two folders below the repository."""
    folder = repository / "films" / "aurora"
    (folder / "media").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder.parent / "shared").mkdir()
    shutil.copy(SAMPLE, folder / "project.yaml")
    (folder.parent / "shared" / "brand.yaml").write_text(BRAND)
    (folder / "data" / "customers.csv").write_text("id,name\nacme,Acme\nglobex,Globex\n")
    for name, source in MEDIA.items():
        shutil.copy(repository / "examples" / "projects" / source, folder / "media" / name)
    return folder / "project.yaml"


def checked(path: Path, world: Callable[[], World], **variables: str) -> ResolvedProject:
    return asyncio.run(check(path, Options(draft=True, variables=variables), world()))


def test_the_sample_is_accepted_and_makes_a_film_for_each_cell(sample: Path, world: Callable[[], World]) -> None:
    project = checked(sample, world)
    assert len(project.films) == 6  # two customers, in three pairs of locale and ratio
    assert {scene.id for scene in project.films[0].scenes} == {
        "hook",
        "tour",
        "feature-one-screen",
        "city",
        "price-card",
    }


def test_its_warnings_name_what_a_careful_reader_would(sample: Path, world: Callable[[], World]) -> None:
    """English is spoken in the Spanish films, and the path does not mention the ratio."""
    assert {found.code for found in checked(sample, world).warnings} == {"HB0461", "HB0347"}


def test_films_that_the_path_does_not_tell_apart_have_names_of_their_own(
    sample: Path, world: Callable[[], World]
) -> None:
    names = [film.output.as_posix() for film in checked(sample, world).films]
    assert len(set(names)) == 6
    assert "dist/en-US/aurora-minute-acme-9-16.mp4" in names
    assert "dist/es-ES/aurora-minute-acme.mp4" in names


def test_a_films_name_is_the_same_when_only_some_are_chosen(sample: Path, world: Callable[[], World]) -> None:
    """The file of one ratio must not take the place of the other."""
    whole = {film.name: film.output for film in checked(sample, world).films}
    some = {film.name: film.output for film in checked(sample, world, aspect="9:16").films}
    assert some.items() <= whole.items()
