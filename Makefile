# Every command of the project; people, pre-commit and .ci/run share them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
THREADS ?= 4
# Links in mails and shares lead to where it is served, unless the environment says where that is.
export SITE_URL ?= http://$(HOST):$(PORT)
# More for pytest, as in `make test ARGS="tests/goals -k quota"`.
ARGS ?=

BIN := .venv/bin
UV_VERSION := 0.13.8
STAMP := .venv/.installed
SOURCES := config goals checkins coaching
SERVE := $(BIN)/granian --interface wsgi --no-ws --host $(HOST) --port $(PORT) \
	--workers $(WORKERS) --blocking-threads $(THREADS) config.wsgi:application

# The interpreter at hand is used, never a downloaded one. Behind a proxy with an authority of its own it is the
# system's certificates that count. The cache stays inside .venv where there is no home to write to.
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ifeq ($(shell test -w "$(HOME)" && echo yes),)
export UV_CACHE_DIR := $(CURDIR)/.venv/cache/uv
export PIP_NO_CACHE_DIR := 1
endif

.PHONY: help
help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

.PHONY: install
install: $(STAMP) ## Build .venv from the lock file
	@:

$(STAMP): pyproject.toml uv.lock Makefile
	@echo "Installing the locked dependencies into .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else \
		f"Python 3.11, 3.12 or 3.13 is needed, this is {sys.version.split()[0]}; name one: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/uv --version 2>/dev/null | grep -qF "uv $(UV_VERSION) " || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

.PHONY: demo
demo: install ## Migrate, load demo data and serve it on http://127.0.0.1:8000 (HOST=, PORT=)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@printf '\nPages   http://$(HOST):$(PORT)/\nAPI     http://$(HOST):$(PORT)/api/v1/\nAdmin   http://$(HOST):$(PORT)/admin/\nStop with Ctrl-C.\n\n'
	@exec $(SERVE)

.PHONY: run
run: install ## Migrate and serve what is there
	@$(BIN)/python manage.py migrate --verbosity 0
	@exec $(SERVE)

.PHONY: worker
worker: install ## Run background tasks and their schedule
	@exec $(BIN)/celery --app config worker --beat --pool threads --concurrency 4 --loglevel info

.PHONY: test
test: install ## Run the suite (ARGS= for pytest), with a browser where one can be had
	@.ci/find-browser
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 $(ARGS)

.PHONY: screenshots
screenshots: install ## Write docs/screenshots from the demo, with a browser
	@.ci/find-browser
	@$(BIN)/python -m tests.e2e.screenshots

.PHONY: test-postgres
test-postgres: install ## Run the same suite on a PostgreSQL started for it
	@.ci/with-postgres $(MAKE) test

.PHONY: check
check: lint imports types migrations-check schema-check ## Everything that can be checked without running the suite

.PHONY: lint
lint: install ## Style of Python and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates

.PHONY: format
format: install ## Let ruff mend and format the Python
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: imports
imports: install ## The arrows between the apps
	$(BIN)/lint-imports --no-logo

.PHONY: types
types: install ## mypy, strict
	$(BIN)/mypy

.PHONY: migrations-check
migrations-check: install ## No model change without its migration
	$(BIN)/python manage.py makemigrations --check --dry-run

.PHONY: schema
schema: install ## Write docs/openapi.yaml from the views
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

.PHONY: schema-check
schema-check: install ## docs/openapi.yaml says what the views do
	@fresh=$$(mktemp) && trap 'rm -f "$$fresh"' EXIT && \
		$(BIN)/python manage.py spectacular --validate --fail-on-warn --file "$$fresh" && \
		diff -u docs/openapi.yaml "$$fresh" || { echo 'docs/openapi.yaml is out of date: make schema' >&2; exit 1; }

.PHONY: messages
messages: install ## Bring locale/ up to date with the text, with gettext (docs/translating.md)
	@.ci/find-gettext
	@$(BIN)/python manage.py makemessages --all --no-wrap --add-location file \
		--ignore 'tests/*' --ignore 'var/*' --ignore 'docs/*'
	@sed -i.old '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po && rm locale/*/LC_MESSAGES/*.old
	@$(BIN)/python manage.py compilemessages --ignore .venv
	@for catalogue in locale/*/LC_MESSAGES/django.po; do \
		printf '%s: ' "$$catalogue"; msgfmt --statistics --output-file=/dev/null "$$catalogue"; done

.PHONY: bench
bench: install ## What reading and writing cost, and how that grows (docs/performance.md)
	@$(BIN)/pytest tests/benchmarks -o python_files='bench_*.py' -p no:randomly $(ARGS)
