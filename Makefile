# Two commands to know: `make run` starts Bestfew with its demo, `make test` is what CI
# runs. `make help` lists the rest. Everything is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin
LOCALES := $(wildcard locale/*/LC_MESSAGES/*.po)
MAKEFLAGS += --no-print-directory
# A file per step that was done, so that nothing is done twice.
DONE := .venv/done
CHECKS := style lint types imports templates migrations messages

.DELETE_ON_ERROR:
.PHONY: help setup run test cover check fix bench faults messages docs lock $(CHECKS:%=check-%)

help: ## what each of these commands does
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

setup: $(DONE)/run $(DONE)/assets $(DONE)/messages ## install into .venv; starts nothing

run: setup ## start Bestfew, with the demo if it is empty
	$(BIN)/bestfew demo --if-empty
	$(BIN)/bestfew serve

test: setup $(DONE)/dev ## what CI runs: the checks, then the tests on both databases
	$(BIN)/python -m tools.suite

cover: setup $(DONE)/dev ## which lines no test reaches
	$(BIN)/python -m pytest -n 2 --cov

check: $(CHECKS:%=check-%) ## read the code without running it

fix: $(DONE)/dev ## put right what a machine can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --quiet --reformat bestfew

bench: setup ## measure what must be fast; SIZES=10000,100000 for less of it
	$(BIN)/python -m benchmarks $(SIZES:%=--sizes %) $(PARTS:%=--parts %) $(DATABASES:%=--databases %)

faults: setup ## kill the worker at twenty moments of a long import, on both databases
	$(BIN)/python -m tests.faults.kills
	$(BIN)/python -m tests.faults.kills --postgresql

messages: $(DONE)/run ## gather the words to translate (needs gettext)
	$(BIN)/python -m tools.make_messages

docs: setup ## write the generated pages of docs/ anew
	$(BIN)/python -m tools.docs

lock: setup ## choose new versions of everything we depend on
	$(BIN)/python -m tools.lock

# --- the parts of `make check`

$(CHECKS:%=check-%): $(DONE)/run $(DONE)/dev
$(CHECKS:%=check-%): export BESTFEW_HOME := $(CURDIR)/.venv/home

check-style:
	$(BIN)/ruff format --check --output-format concise .

check-lint:
	$(BIN)/ruff check --output-format concise .

check-types:
	$(BIN)/mypy .

check-imports:
	$(BIN)/lint-imports

check-templates:
	$(BIN)/djlint --quiet --check --lint bestfew

check-migrations:
	$(BIN)/python manage.py makemigrations --check --dry-run

check-messages:
	$(BIN)/python -m tools.check_messages

# --- the steps of `make setup`

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Bestfew needs Python 3.11 or later.")'
	$(PYTHON) -m venv .venv

$(DONE)/run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install -qq --no-compile --require-hashes -r requirements/run.txt
	$(BIN)/pip install -qq --no-deps --no-build-isolation --editable .
	@mkdir -p $(DONE) && touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/run
	$(BIN)/pip install -qq --no-compile --require-hashes -r requirements/dev.txt
	@touch $@

$(DONE)/node: package-lock.json .npmrc $(DONE)/run
	$(BIN)/python -m tools.npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(DONE)/assets: tools/assets.py $(DONE)/node
	$(BIN)/python -m tools.assets
	@touch $@

$(DONE)/messages: tools/compile_messages.py $(LOCALES) $(DONE)/run
	$(BIN)/python -m tools.compile_messages
	@touch $@
