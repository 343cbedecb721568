# storywatch: every command a developer or CI needs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LAKE := .lake-venv
# One more than the two cores of CI: tests wait for servers and child processes a good part of their time.
WORKERS ?= 3
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: help install run test check lint types imports quality world crash chaos lake serving fuzz long licences benchmarks lock clean

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
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q

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

long: $(STAMP)  ## the long forms of tests: faults of the machine, the shuffled past, attacks on expressions (minutes)
	$(BIN)/python -m pytest -n 2 --dist loadfile -q -m long

world: $(STAMP)  ## replay the whole recorded past, shuffled and doubled (minutes)
	WHOLE_WORLD=1 $(BIN)/python -m pytest -q -m "long or not long" tests/flows/replaying

crash: $(STAMP)  ## kill passes at hundreds of points and compare with undisturbed ones (long; KILLS=300 SEED=1)
	$(BIN)/python -m tests.crash --kills $(or $(KILLS),300) --seed $(or $(SEED),1)

chaos: $(STAMP)  ## a thousand passes against servers that misbehave (long; PASSES=1000 SEED=1)
	$(BIN)/python -m tests.chaos --passes $(or $(PASSES),1000) --seed $(or $(SEED),1)

# The lake needs DuckDB 1.5.5, whose extensions come as packages; its environment lies over the main one and goes first.
$(LAKE)/.installed: $(STAMP) requirements-lake.lock
	$(PYTHON) -m venv $(LAKE)
	$(LAKE)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-lake.lock
	echo "$(CURDIR)/$$(ls -d $(VENV)/lib/python3.*/site-packages)" > $$(ls -d $(LAKE)/lib/python3.*/site-packages)/storywatch.pth
	@touch $@

lake: $(LAKE)/.installed  ## the warehouse in a DuckLake on a real PostgreSQL (needs Debian's package postgresql)
	$(LAKE)/bin/python -m pytest -q -m "long or not long" tests/lake

fuzz: $(STAMP)  ## guided fuzzing of what comes from outside, where atheris is installed (TARGET=pages)
	$(BIN)/python -m tests.fuzz.guided $(or $(TARGET),pages) -max_total_time=600

serving: $(STAMP)  ## let `serve` run for an hour and watch memory and open files (MINUTES=60)
	$(BIN)/python -m benchmarks.serving $(or $(MINUTES),60)

licences: $(STAMP)  ## write docs/licences.md anew from the installed packages
	$(BIN)/python -m tests.supply.licences > docs/licences.md

benchmarks: $(STAMP)  ## speed and growth, as ratios in one run (minutes)
	$(BIN)/python -m benchmarks.gate
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.tracking
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.quiet_pass

lock:  ## make requirements.lock anew from pyproject.toml
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/pip install --quiet 'uv>=0.5'
	.lock-venv/bin/uv pip compile pyproject.toml --extra dev --extra seeds --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-header --output-file requirements.lock

clean:  ## remove what the tools leave behind; data/ stays
	rm -rf $(VENV) $(LAKE) .lock-venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache dist
