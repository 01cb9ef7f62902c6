"""Who owns everything here: one user in one space."""

from __future__ import annotations

from heygen_build.emulator.catalog import stable_id

USERNAME = "emulator"
EMAIL = "emulator@example.com"
FIRST_NAME, LAST_NAME = "Draft", "Emulator"
SPACE_ID = stable_id("space")
