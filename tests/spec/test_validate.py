"""What a valid project becomes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.source.load import parse
from heygen_build.source.model import Route, SourceDocument, to_python
from heygen_build.spec import models
from heygen_build.spec.base import Model
from heygen_build.spec.coerce import CoercionError, coerce
from heygen_build.spec.schema import project_schema
from heygen_build.spec.shape import field_at, model_at, place_name
from heygen_build.spec.templated import Template
from heygen_build.spec.validate import validate
from heygen_build.units import Color

FULL = """\
heygen_build: 1
title: "{{ product }} in one minute"
slug: aurora-minute
variables:
  product: Aurora
  price: {type: number, default: 49, description: USD per month}
  people: [{name: "{{ product }} team", age: 3}, null, true, 1.5]
  plan: {type: enum, values: [free, pro]}
output: {path: "dist/{{ slug }}.mp4", aspect_ratio: "{{ aspect }}", resolution: 1080p, poster: false}
avatars:
  host: {look: Abigail, engine: avatar_iv, expressiveness: medium}
  founder: {photo: media/founder.jpg, motion: nods while speaking}
voices:
  narrator: {name: Chill Brian, speed: 1.05, pitch: -5, volume: 1, locale: en-US}
defaults: {avatar: host, voice: narrator, background: "#101820", transition: {fade: 400ms}, pad: {after: 0.5s}}
captions: {sidecar: [srt], burn_in: {position: top}}
budget: {max_usd: 20}
scenes:
  - {id: hook, script: "Meet {{ product }}."}
  - {id: chart, image: media/chart.png, fit: contain, script: Up., background: {image: media/bg.png, fit: cover}}
  - {card: {text: "${{ price }} / month", size: 9%, color: white, background: "#000"}, hold: 3s, transition: cut}
  - {card: The end, hold: "{{ pause }}"}
"""
SHORT = "heygen_build: 1\ntitle: x\nscenes: [{script: y}]\n"


def document(text: str) -> SourceDocument:
    file = SourceFile("project.yaml", text)
    return SourceDocument(parse(file), (file,))


def project(text: str) -> models.ProjectSpec:
    return validate(document(text))


def codes(text: str) -> list[str]:
    with pytest.raises(BuildError) as caught:
        project(text)
    return [found.code for found in caught.value.diagnostics]


def test_a_full_project_is_read_as_written() -> None:
    spec = project(FULL)
    assert isinstance(spec.title, Template)
    assert spec.title.names == {"product"}
    assert spec.defaults.transition is not None
    assert spec.defaults.transition.fade == 0.4
    assert spec.defaults.pad is not None
    assert (spec.defaults.pad.before, spec.defaults.pad.after) == (0, 0.5)
    assert spec.voices["narrator"].speed == 1.05
    assert spec.captions.burn_in == models.BurnInSpec(style="boxed", position="top")
    assert spec.scenes[2].hold == 3.0
    price = spec.variables["price"]
    assert isinstance(price, models.VariableSpec)
    assert (price.type, price.default) == ("number", 49)


def test_variables_hold_plain_data_with_templates_anywhere() -> None:
    people = project(FULL).variables["people"]
    assert isinstance(people, list)
    first = people[0]
    assert isinstance(first, dict)
    assert isinstance(first["name"], Template)
    assert people[1:] == [None, True, 1.5]


def test_short_forms_are_expanded() -> None:
    spec = project(FULL)
    assert spec.defaults.background == models.BackgroundSpec(color=Color(16, 24, 32))
    assert spec.scenes[2].transition == models.TransitionSpec()
    assert spec.scenes[3].card == models.CardSpec(text="The end")


@pytest.mark.parametrize(("written", "read"), [("true", models.BurnInSpec()), ("false", None)])
def test_burn_in_is_a_switch_or_a_mapping(written: str, read: models.BurnInSpec | None) -> None:
    assert project(SHORT + f"captions: {{burn_in: {written}}}\n").captions.burn_in == read


def test_what_is_left_out_has_its_default() -> None:
    spec = project(SHORT)
    assert spec.output == models.OutputSpec(aspect_ratio="16:9", resolution="720p", poster=True)
    assert spec.captions == models.CaptionsSpec(sidecar=["srt", "vtt"])
    assert (spec.slug, spec.budget, spec.variables, spec.avatars) == (None, None, {}, {})


def test_a_text_without_markers_never_reaches_the_template_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heygen_build.spec.jinja.parse", lambda text: pytest.fail(f"compiled {text!r}"))
    assert project(SHORT).title == "x"


def test_equal_templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from heygen_build.spec import jinja

    jinja.parse.cache_clear()
    scenes = "\n".join('  - {script: "{{ once | upper }}"}' for _ in range(50))
    project(f"heygen_build: 1\ntitle: x\nscenes:\n{scenes}\n")
    assert jinja.parse.cache_info().misses == 1


def test_a_specification_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        project(SHORT).title = "other"  # type: ignore[misc]


@pytest.mark.parametrize("value", ["1.0", "true", "0x2"])
def test_the_version_is_exactly_the_number_one(value: str) -> None:
    assert codes(SHORT.replace("build: 1", f"build: {value}"))[0] in ("HB0203", "HB0210")


def test_a_variable_may_have_a_key_that_looks_like_a_part_of_a_location() -> None:
    with pytest.raises(BuildError) as caught:
        project(SHORT + 'variables: {x: {"[key]": {list: "{{ a b }}"}}}\n')
    (found,) = caught.value.diagnostics
    assert found.code == "HB0301"
    assert found.labels[0].span.start.column == 38


# --- coercion -------------------------------------------------------------------------------------------------------


def test_a_rendered_template_becomes_what_its_field_takes() -> None:
    hold = project(FULL).scenes[3].hold
    assert isinstance(hold, Template)
    assert coerce(hold.adapter, hold.render({"pause": "1.5s"})) == 1.5


@pytest.mark.parametrize(
    ("pause", "message", "hint"),
    [
        (3, "`hold` must be a duration, and 3 is a number", "write the unit: `3s`"),
        (400, "`hold` must be a duration, and 400 is a number", "write the unit: `400ms`"),
        ("3", "`hold`: `3` has no unit", "did you mean `3s`?"),
        (None, "`hold` has no value", "write a value, or remove the key"),
    ],
)
def test_a_rendered_value_is_refused_in_the_same_words_as_a_written_one(
    pause: object, message: str, hint: str | None
) -> None:
    hold = project(FULL).scenes[3].hold
    assert isinstance(hold, Template)
    with pytest.raises(CoercionError) as caught:
        coerce(hold.adapter, hold.render({"pause": pause}), subject="`hold`")
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_coercion_never_converts() -> None:
    adapter: TypeAdapter[int] = TypeAdapter(int)
    with pytest.raises(CoercionError):
        coerce(adapter, "5")
    ratio = project(FULL).output.aspect_ratio
    assert isinstance(ratio, Template)
    with pytest.raises(CoercionError) as caught:
        coerce(ratio.adapter, "16:10", subject="`aspect_ratio`")
    assert caught.value.code == "HB0204"


# --- the models themselves ------------------------------------------------------------------------------------------

MODELS = [model for model in vars(models).values() if isinstance(model, type) and issubclass(model, Model)]
FIELDS = [(model, name, field) for model in MODELS if model is not Model for name, field in model.model_fields.items()]


@pytest.mark.parametrize(("model", "name", "field"), FIELDS)
def test_every_field_is_described_for_editors(model: type[Model], name: str, field: FieldInfo) -> None:
    assert field.description, f"{model.__name__}.{name}"
    assert field.description[0].isupper() or field.description[0] in "`1230"
    has_plain_default = isinstance(field.default, bool | Model)
    assert field.examples or has_plain_default, f"{model.__name__}.{name} has no example"


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Model])
def test_every_mapping_has_a_name_for_messages(model: type[Model]) -> None:
    assert place_name(model)


@pytest.mark.parametrize(
    ("route", "model"),
    [
        ((), models.ProjectSpec),
        (("scenes", 3), models.SceneSpec),
        (("scenes", 0, "background"), models.BackgroundSpec),
        (("scenes", 0, "card", "background"), models.BackgroundSpec),
        (("avatars", "host"), models.AvatarSpec),
        (("variables", "price"), models.VariableSpec),
        (("variables", "price", "default"), None),
        (("captions", "burn_in"), models.BurnInSpec),
        (("title", "x"), None),
    ],
)
def test_a_route_leads_to_the_model_of_its_mapping(route: Route, model: type[Model] | None) -> None:
    assert model_at(route) is model


def test_a_route_leads_to_its_field() -> None:
    field = field_at(("scenes", 0, "script"))
    assert field is not None
    assert field.description is not None
    assert field.description.startswith("What is said.")


# --- the schema -----------------------------------------------------------------------------------------------------

SCHEMA = jsonschema.Draft202012Validator(project_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(project_schema())
    assert project_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("text", [FULL, SHORT])
def test_the_schema_allows_what_the_program_allows(text: str) -> None:
    assert list(SCHEMA.iter_errors(to_python(document(text).root))) == []


def schema_parts(part: object) -> Iterator[dict[str, object]]:
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from schema_parts(inner)


def test_every_default_and_example_in_the_schema_is_allowed_by_it() -> None:
    schema = project_schema()
    for part in schema_parts(schema):
        if isinstance(part.get("description"), str):
            examples = part.get("examples", [])
            assert isinstance(examples, list)
            for value in [*examples, *([part["default"]] if "default" in part else [])]:
                jsonschema.Draft202012Validator({**part, "$defs": schema["$defs"]}).validate(value)


TEXTS = "|x|cut|white|#12|#123456|3s|srt|{{ x }}|16:9|1080p|avatar_iv|number|enum|en-US".split("|")  # noqa: SIM905
VALUES = st.sampled_from([1, 0, -1, 2.5, True, False, None, *TEXTS])
KEYS = st.sampled_from(
    sorted({name for _, name, _ in FIELDS} | {"video", "host", "a b", "music"}),
)
DATA = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(models.ProjectSpec.model_fields)),
    DATA,
    st.dictionaries(st.sampled_from(sorted(models.SceneSpec.model_fields)), DATA, max_size=3),
)
def test_whatever_the_schema_refuses_the_program_refuses(key: str, value: object, scene: dict[str, object]) -> None:
    data: dict[str, object] = {"heygen_build": 1, "title": "x", "scenes": [scene], key: value}
    try:
        models.ProjectSpec.model_validate(data)
    except ValueError:
        return
    assert list(SCHEMA.iter_errors(data)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(models.ProjectSpec.model_fields)),
    DATA,
    st.dictionaries(st.sampled_from(sorted(models.SceneSpec.model_fields)), DATA, max_size=3),
)
def test_any_shape_ends_in_a_specification_or_in_diagnostics_with_places(
    key: str, value: object, scene: dict[str, object]
) -> None:
    import json

    data = {"heygen_build": 1, "title": "x", "scenes": [scene], key: value}
    try:
        project(json.dumps(data, indent=1))
    except BuildError as error:
        found = error.diagnostics
    else:
        found = ()
    for diagnostic in found:
        assert diagnostic.labels
        assert not diagnostic.message.startswith("Input should")


def test_importing_the_first_room_brings_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys, heygen_build.source.load, heygen_build.diagnostics.render_text, heygen_build.units;"
        "print([name for name in ('pydantic', 'jinja2', 'numpy', 'PIL', 'av', 'httpx') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
