# `make` sets everything up and runs the tour; `make test` tests everything.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONWARNINGS ?= error
export PYTHONDONTWRITEBYTECODE :=

.PHONY: tour test setup generate check docs lint types unit lock bench faults soak lies mutants contract-mutants clean

tour: setup generate
	@$(BIN)/python -m tour

setup: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("portone-v1 needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Choose another with: make PYTHON=python3.12")'
	@$(PYTHON) -W ignore -m venv .venv
	@echo "Installing the locked packages…"
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

generate: setup
	@$(BIN)/python -m generator build

check: setup
	@$(BIN)/python -m generator check

docs: setup
	@$(BIN)/python -m tests.docs.tables
	@$(BIN)/python -m tests.emulator.scenarios.table

lint: setup
	@$(BIN)/python -m generator lint
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: setup
	@$(BIN)/mypy
	@$(BIN)/pyright --warnings

# Most of a test's time is waiting, for a socket or for another process: twice as many workers as cores.
PYTEST := $(BIN)/python -m pytest -n $$((2 * $$(nproc 2>/dev/null || echo 2))) --dist worksteal

unit: setup
	@$(PYTEST)

test: lint types unit

bench: setup
	@$(BIN)/python -m benchmarks.calls
	@$(BIN)/python -m benchmarks.emulator

# Every operation under every fault, and what it came to.
faults: setup
	@$(PYTEST) -m "slow or not slow" tests/faults

# Thousands of charges and cancels under faults, by processes of which some are killed.
soak: setup
	@$(BIN)/python -m benchmarks.soak

# Random histories of clients that crash, networks that lose and repeat, and people who interfere: whether a
# client says anything false about money.
lies: setup
	@$(BIN)/python -m tests.lies --histories 100000 --jobs 2

# Whether the tests notice when what decides is changed.
mutants: setup
	@$(BIN)/python tests/mutants.py

# Whether the tests notice when a rule by which a lost write is looked up is changed.
contract-mutants: setup
	@$(BIN)/python tests/contract_mutants.py

# Renews the lock with the newest versions that pyproject.toml allows.
lock:
	@uv pip compile pyproject.toml --upgrade --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-strip-extras --no-emit-index-url -o requirements.lock

clean:
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
