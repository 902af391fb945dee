# make corpus   set up, convert the corpus, prove that nothing was lost, validate it
# make test     set up, run every test
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PROGRAM := $(BIN)/tei-miasnikov
TRANSCRIPTS := $(patsubst %/source.md,%,$(wildcard corpus/*/source.md))

.PHONY: help corpus schema test check bench format clean

help: ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

corpus: .venv/installed ## set up, convert the corpus, prove and validate it
	@for folder in $(TRANSCRIPTS); do \
	  $(PROGRAM) convert $$folder/source.md --profile $$folder/profile.toml --header $$folder/header.toml \
	    --output $$folder/tei.xml --force && $(PROGRAM) validate $$folder/tei.xml || exit 1; \
	done

schema: .venv/installed ## make the grammar, the XSD, the rules and the page from the ODD, by TEI_SOURCE=p5subset.xml or the newest release fetched
	$(PROGRAM) schema compile schema/tei_miasnikov.odd $(if $(TEI_SOURCE),--source $(TEI_SOURCE)) --to rng,xsd,sch,html --examples corpus/last-testament/tei.xml --own-words --output schema --force

test: .venv/installed ## set up, run every test
	$(BIN)/python -m pytest --quiet --numprocesses auto

check: .venv/installed ## ruff, mypy --strict, and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet --numprocesses auto

bench: .venv/installed ## measure speed against other tools, as whole processes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '.[bench]'
	$(BIN)/python benchmarks/convert.py

format: .venv/installed ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## take away what was made for this machine
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
