# make corpus   set up, convert the corpus, validate it, prove that nothing was lost
# make test     set up, run every test
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help corpus test check format clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

test: .venv/installed ## run every test
	$(BIN)/python -m pytest --quiet

check: .venv/installed ## ruff, mypy --strict, and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet

format: .venv/installed ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away what was made for this machine
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
