# `make handouts` prints the packets; `make test` proves the tree is good. Both bring what they need.
PYTHON ?=
export PYTHON
PY := .venv/bin/python

.PHONY: handouts test lint types imports unit test-all wheel-check bench docs-pictures rules-page coverage-page lengths lock clean help

handouts: .venv/.run
	@$(PY) -m handouts build

test: .venv/.dev lint types imports unit

lint: .venv/.dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: .venv/.dev
	$(PY) -m mypy

imports: .venv/.dev
	.venv/bin/lint-imports

unit: .venv/.dev
	$(PY) -m pytest

test-all: .venv/.dev lint types imports
	HANDOUTS_TEST_ALL=1 $(PY) -m pytest

wheel-check: .venv/.dev
	tools/wheel_check.sh

bench: .venv/.dev
	$(PY) -m bench

docs-pictures: .venv/.dev
	$(PY) -m tools.docs_pictures
	$(PY) -m tools.docs_screens
	$(PY) -m tools.goldens

rules-page: .venv/.dev
	$(PY) -m tools.rules_page

coverage-page: .venv/.dev
	$(PY) -m tools.coverage_page

lengths: .venv/.dev
	$(PY) -m tools.sheet_lengths

# New pins, after a look at each changelog. The files must hold no download address.
lock: .venv/.dev
	tools/lock.sh

clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

help:
	@echo "make handouts       print the packets into output/"
	@echo "make test           lint, types, import contracts, tests"
	@echo "make test-all       the same, with every packet in every size on both papers"
	@echo "make wheel-check    build the wheel and print a packet with it in a fresh environment"
	@echo "make bench          measure speed, as ratios side by side"
	@echo "make docs-pictures  draw the pages and screens shown in the documentation, and the goldens that tests compare pages with"
	@echo "make rules-page     write docs/rules.md, the page of all rules"
	@echo "make coverage-page  write docs/coverage.md, where each question is answered"
	@echo "make lengths        measure the pages of each sheet, which people see when they choose"

.venv/.run: requirements/run.txt tools/setup.sh
	@tools/setup.sh run

.venv/.dev: requirements/dev.txt tools/setup.sh
	@tools/setup.sh dev
