# The commands of daily work; .ci/run calls the same. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST)

setup: $(BIN)/pytest  ## make the environment

$(BIN)/pytest:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[test,lint]'

test: setup  ## run the tests
	$(BIN)/pytest

clients: setup  ## run the tests with the real programs that read our output, installing what is missing
	bash tests/clients/install
	$(BIN)/pytest -m clients

lint: setup  ## check style and types
	$(BIN)/pip install -q -e '.[test,lint]'
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: setup  ## build the site into site/
	$(BIN)/pip install -q -e '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q --strict

wheel: setup  ## build the wheel and the source distribution, and try the wheel in a fresh environment
	release/smoke $(BIN)/python

lowest:  ## run the tests with the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/pip install -q uv
	build/lowest/bin/uv pip install -q --python build/lowest/bin/python --resolution lowest-direct -e '.[test]'
	build/lowest/bin/python -m pytest

sbom:  ## list what the wheel depends on, with versions and licences (CycloneDX)
	$(PYTHON) -m venv --clear build/sbom
	build/sbom/bin/pip install -q .
	$(PYTHON) -m venv build/sbom-tools
	build/sbom-tools/bin/pip install -q cyclonedx-bom
	build/sbom-tools/bin/cyclonedx-py environment --pyproject pyproject.toml --gather-license-texts \
		--output-reproducible --of JSON -o build/paperlist.cdx.json build/sbom

bench: setup  ## measure speed and memory; half an hour
	$(BIN)/python benchmarks/run.py

linear: setup  ## feed every pattern and reader its worst cases: ten minutes
	$(BIN)/pytest benchmarks/linear

fuzz: setup  ## try made-up inputs for some minutes, the same ones each time
	bash tests/fuzz/run --runs 12000 0 text page library
	bash tests/fuzz/run --runs 3000 0 records

.PHONY: help setup test clients lint docs wheel lowest sbom bench linear fuzz
