# Two commands matter: `make demo` and `make test`. Everything else is a part of them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint types format schemas clean

demo: $(VENV)/.run
	$(BIN)/heygen-build examples/projects/hello/project.yaml --draft

test: $(VENV)/.dev
	$(BIN)/ruff check heygen_build tests
	$(BIN)/ruff format --check heygen_build tests
	$(BIN)/mypy
	$(BIN)/pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check heygen_build tests

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix heygen_build tests
	$(BIN)/ruff format heygen_build tests

schemas: $(VENV)/.dev
	$(BIN)/python -m heygen_build.cli.schemas schemas
	$(BIN)/python -m heygen_build.spec.reference examples/projects/README.md

# The stamps make a second call start at once, and a changed pyproject.toml install again.
$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "heygen-build needs Python 3.11 or newer: make PYTHON=/path/to/python3")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python has no venv module (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis examples/projects/*/dist examples/projects/*/.heygen-build
