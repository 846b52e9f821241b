# Every command of the project: people, pre-commit and .ci/run share them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
UV_VERSION := 0.13.8
STAMP := .venv/.installed

# The interpreter at hand is used, never a downloaded one; behind a proxy with its own authority the system's
# certificates count.
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
export UV_NO_PROGRESS := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install
install: $(STAMP) ## Build .venv from the lock file

$(STAMP): pyproject.toml uv.lock Makefile
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv && $(BIN)/uv --version | grep -qF 'uv $(UV_VERSION) ' || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv sync --frozen --inexact
	touch $@

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 18
