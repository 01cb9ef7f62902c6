"""The real world: clock, sleep, randomness, environment. Tests bring their own."""

from __future__ import annotations

import asyncio
import os
import random
import time
from pathlib import Path

from heygen_build.backends import World


def real_world() -> World:
    return World(
        environ=os.environ,
        home=Path("~").expanduser(),
        clock=time.time,
        sleep=asyncio.sleep,
        random=random.random,
    )
