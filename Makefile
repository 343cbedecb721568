# storywatch: every command a developer or CI needs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: help install run test check lint types imports quality benchmarks lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# One locked, hashed environment for running and testing; rebuilt only when the lock or the project file changes.
# --no-deps: the lock is complete, and pips before 23.3 stumble over extras of locked packages.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("storywatch needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) (about 900 MB; once) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

install: $(STAMP)  ## install the locked environment into .venv

run: $(STAMP)  ## set up and do one monitoring pass
	$(BIN)/storywatch run

test: $(STAMP)  ## set up and run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

check: lint types imports test  ## everything CI checks

lint: $(STAMP)  ## ruff, format and rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check --no-cache .

types: $(STAMP)  ## mypy strict
	$(BIN)/mypy

imports: $(STAMP)  ## imports run one way
	$(BIN)/lint-imports

quality: $(STAMP)  ## where the reader stands on the spent sets of labelled passages
	$(BIN)/python -m tests.quality.score

benchmarks: $(STAMP)  ## speed and growth, as ratios in one run (minutes)
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.tracking
	$(BIN)/python -m benchmarks.growth

lock:  ## make requirements.lock anew from pyproject.toml
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/pip install --quiet 'uv>=0.5'
	.lock-venv/bin/uv pip compile pyproject.toml --extra dev --extra seeds --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-header --output-file requirements.lock

clean:  ## remove what the tools leave behind; data/ stays
	rm -rf $(VENV) .lock-venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache dist
