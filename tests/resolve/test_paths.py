"""Paths are relative to the file that mentions them, also when a variable carries them elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from heygen_build.resolve.given import Given, read_variables
from heygen_build.resolve.model import ImagePicture, ResolvedProject
from heygen_build.resolve.resolve import resolve
from heygen_build.source.load import load
from heygen_build.spec.validate import validate
from tests.catalogs import emulator_catalog

PROJECT = """\
heygen_build: 1
title: Aurora
include: [../shared/brand.yaml]
scenes:
  - {image: "{{ logo }}", hold: 2s}
"""
BRAND = "variables: {logo: {type: path, default: media/logo.png}}\n"


def picture(path: Path, color: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 4), color).save(path)
    return path.resolve()


def repository(folder: Path) -> Path:
    (folder / ".git").mkdir()
    for name, text in (("film/project.yaml", PROJECT), ("shared/brand.yaml", BRAND)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return Path("film/project.yaml")


def shown(path: Path, outside: Given) -> Path:
    document = load(path)
    project: ResolvedProject = resolve(document, validate(document), outside, emulator_catalog())
    image = project.films[0].scenes[0].picture
    assert isinstance(image, ImagePicture)
    return image.file.path.resolve()


def test_a_path_in_an_included_file_is_found_beside_that_file(work: Path) -> None:
    logo = picture(work / "shared/media/logo.png", "red")
    assert shown(repository(work), Given()) == logo


def test_a_path_on_the_command_line_is_found_from_the_working_folder(work: Path) -> None:
    picture(work / "shared/media/logo.png", "red")
    other = picture(work / "other.png", "blue")
    assert shown(repository(work), Given(typed={"logo": "other.png"})) == other


def test_a_path_in_a_file_of_values_is_found_beside_that_file(work: Path) -> None:
    other = picture(work / "values/pictures/other.png", "blue")
    (work / "values/values.json").write_text(json.dumps({"logo": "pictures/other.png"}))
    outside = Given(files=(read_variables(Path("values/values.json")),))
    assert shown(repository(work), outside) == other
