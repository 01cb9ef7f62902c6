"""Speaks a project's scenes through live sessions. Enter through `session.rehearse`."""
