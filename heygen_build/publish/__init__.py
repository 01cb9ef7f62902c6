"""Room 6: `publish(project, artifacts)` gives `Outputs`: files in place atomically, with a manifest back to source lines."""
