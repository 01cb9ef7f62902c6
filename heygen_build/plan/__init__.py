"""Room 4: `plan(project)` gives a `BuildPlan`: acyclic steps with content keys. Pure: same project, same bytes."""
