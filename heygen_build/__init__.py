"""heygen-build: a build tool for presenter videos described in YAML."""

__version__ = "0.1.0"
