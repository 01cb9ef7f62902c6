"""Filters and tests of templates: what video scripts need, and guards around Jinja's own."""
