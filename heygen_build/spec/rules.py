"""Rules between keys, checked on the document, so that they are found together with mistakes of shape."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic
from heygen_build.source.model import Mapping, SourceDocument, walk
from heygen_build.spec import models, rules_values
from heygen_build.spec.base import Model
from heygen_build.spec.rules_groups import group_rules
from heygen_build.spec.rules_place import Place, Rule
from heygen_build.spec.rules_scene import scene_rules
from heygen_build.spec.shape import model_at

_RULES: dict[type[Model], Rule] = {
    models.ProjectSpec: rules_values.project_rules,
    models.VariableSpec: rules_values.variable_rules,
    models.MatrixSpec: rules_values.matrix_rules,
    models.EngineSettingsSpec: rules_values.engine_rules,
    models.TrimSpec: rules_values.part_rules,
    models.MusicSpec: rules_values.part_rules,
    models.OverlaySpec: rules_values.overlay_rules,
    models.BurnInSpec: rules_values.burn_in_rules,
    models.AgentSpec: rules_values.agent_rules,
    models.DurationRangeSpec: rules_values.duration_range_rules,
    models.LoudnessRangeSpec: rules_values.loudness_range_rules,
    models.SceneSpec: scene_rules,
}
"""Rules that are more than a row of the tables in `rules_groups`."""


def broken_rules(document: SourceDocument) -> Iterator[Diagnostic]:
    """Diagnostics HB0208 and HB0211–HB0214 for every mapping of the document."""
    for route, node in walk(document.root):
        model = model_at(route) if isinstance(node, Mapping) else None
        if model is not None and isinstance(node, Mapping):
            place = Place(document, route, node)
            yield from group_rules(place, model)
            rule = _RULES.get(model)
            if rule is not None:
                yield from rule(place)
