# The one door: every task of the project is a target here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
PORT ?= 8000
SECONDS ?= 60
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
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

demo: $(READY)
	@$(BIN)/dateline demo --port $(PORT) $(ARGS)

test: $(TOOLS)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term $(ARGS)

lint: $(TOOLS)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: $(TOOLS)
	@$(BIN)/python -m dateline.cli.reference docs
	@$(BIN)/python docs/screenshots.py

bench: $(READY)
	@$(BIN)/dateline bench all $(ARGS)

torture: $(TOOLS)
	@DATELINE_TORTURE=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)
	@$(BIN)/python -m tests.fuzz.campaign --seconds $(SECONDS) $(READERS)

clean:
	rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

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
