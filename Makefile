# Every command a person types. `make help` lists them.
SHELL := bash
PY := .venv/bin/python
.DEFAULT_GOAL := help
# Some machines forbid it for all; compiling anew costs every program 2 to 5 seconds, and CI starts dozens of them.
export PYTHONDONTWRITEBYTECODE :=

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

env: .venv/.ready ## make the environment (.venv) from the lock files, nothing else

.venv/.ready: requirements/dev.txt requirements/uv.txt
	@bash tools/make_env

assets: env ## build fonts, styles and scripts into var/
	@$(PY) tools/build_assets.py

run: env ## serve the demo province on PORT (8000 where none is given)
	@$(PY) tools/serve.py

demo: assets ## rebuild the demo province: make demo STAGE=intake|review|council|recognised
	@$(PY) manage.py demo --stage "$(or $(STAGE),recognised)" --rebuild

test: assets ## all tests: both databases and the browser where the machine has them
	@$(PY) tools/test.py all

test-fast: assets ## the fast tests, on the database of DATABASE_URL (SQLite where none is given)
	@$(PY) tools/test.py fast

test-pg: assets ## all tests on PostgreSQL alone
	@$(PY) tools/test.py postgres

check: assets ## lint, formats, types, import contracts, migrations, house tests
	@$(PY) tools/check.py

fix: env ## mend what can mend itself
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .
	@git ls-files -z '*.html' | xargs -0 .venv/bin/djhtml -q --tabwidth 2 ; true

bench: env ## ratios against a floor measured in the same run
	@$(PY) -m bench

docs: env ## regenerate state tables and the permission matrix
	@$(PY) manage.py generated_docs

lock: env ## write the lock files anew after a change in requirements/*.in
	@for name in runtime dev uv; do .venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url \
	  --no-header --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done

.PHONY: help env assets run demo test test-fast test-pg check fix bench docs lock
