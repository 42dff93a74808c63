# `make` sets everything up and builds the sample notes to build/; `make test` sets up and tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: all build test check format pin wheel doctor bench bench-archive gallery clean distclean
all: build

.venv/.ready: pyproject.toml constraints.txt scripts/bootstrap.py src/desknote/system_needs.py
	@$(PYTHON) scripts/bootstrap.py

.venv/.ready-dev: pyproject.toml constraints.txt scripts/bootstrap.py src/desknote/system_needs.py
	@$(PYTHON) scripts/bootstrap.py --dev

build: .venv/.ready
	@$(BIN)/desknote build

test: .venv/.ready-dev
	@$(BIN)/python -m pytest -n auto

check: .venv/.ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/.ready-dev
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

pin:
	@$(PYTHON) scripts/bootstrap.py --pin

wheel: .venv/.ready-dev
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

doctor: .venv/.ready
	@$(BIN)/desknote doctor

bench: .venv/.ready-dev
	@$(BIN)/python benchmarks/run.py

bench-archive: .venv/.ready-dev
	@$(BIN)/python benchmarks/archive.py

gallery: .venv/.ready-dev
	@$(BIN)/python scripts/gen_gallery.py

clean:
	rm -rf build .desknote dist

distclean: clean
	rm -rf .venv
