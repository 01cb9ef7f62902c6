"""Rules between keys, checked on the document, so that they are found together with mistakes of shape."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic
from heygen_build.source.model import Mapping, Node, Route, Scalar, Sequence, SourceDocument
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
"""Rules that are more than a row of the table in `rules_table`."""


def broken_rules(document: SourceDocument) -> Iterator[Diagnostic]:
    """Diagnostics HB0208 and HB0211–HB0214 for every mapping of the document."""
    for route, node in _mappings(document.root):
        model = model_at(route)
        if model is not None:
            place = Place.of(document, route, node, model)
            yield from group_rules(place)
            rule = _RULES.get(model)
            if rule is not None:
                yield from rule(place)


def _mappings(root: Mapping) -> Iterator[tuple[Route, Mapping]]:
    """All mappings. The order does not matter, because diagnostics are sorted; a stack is faster than recursion."""
    open_: list[tuple[Route, Node]] = [((), root)]
    while open_:
        route, node = open_.pop()
        if isinstance(node, Mapping):
            yield route, node
            open_ += [((*route, entry.name), entry.value) for entry in node.entries if type(entry.value) is not Scalar]
        elif isinstance(node, Sequence):
            open_ += [((*route, index), item) for index, item in enumerate(node.items) if type(item) is not Scalar]
