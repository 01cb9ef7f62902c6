"""Room 6: `publish(project, artifacts)` gives `Outputs`: files in place, with a manifest back to source lines."""
