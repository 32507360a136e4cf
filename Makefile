# `make demo` and `make test` need only Python 3.11+ and make; each sets up what it uses.
PYTHON ?= python3
BIN = .venv/bin
WORKERS ?= auto

.PHONY: setup demo test check bench screenshots build catalogues clean

setup:
	@$(PYTHON) tools/setup_environment.py

demo: setup
	@$(BIN)/rapporteur demo --out demo $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY)),--window,)

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

screenshots: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python tools/screenshots.py

build: setup
	$(BIN)/pyinstaller --noconfirm --clean build.spec
	QT_QPA_PLATFORM=offscreen dist/rapporteur/rapporteur selftest

catalogues: setup
	$(BIN)/python tools/catalogues.py

clean:
	rm -rf build dist demo .venv
