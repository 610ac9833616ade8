# `make help` lists what there is. `make demo` and `make test` need nothing set up beforehand.

PYTHON ?= python3
PORT ?= 8000
export PORT
# Where it is set, as in many containers, each process compiles all of the site and of Django anew:
# starting one takes six seconds instead of two, and the suite starts hundreds.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help env env-dev demo demo-reset test test-slow test-long test-services test-faults test-all quick explore coverage lint format messages

help: ## List the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

env: ## Make .venv from the hashed requirements, and var/env
	@$(PYTHON) scripts/environment.py

env-dev:
	@$(PYTHON) scripts/environment.py dev

demo: ## Serve the demo on http://127.0.0.1:$PORT (8000); Ctrl-C stops it
	@$(PYTHON) scripts/environment.py unbuilt
	@$(BIN)/python -m networking.supervisor --tied

demo-reset: ## Empty the demo; the next `make demo` fills it afresh
	@$(PYTHON) scripts/environment.py unbuilt
	@$(BIN)/python -m networking.supervisor reset

test: env-dev ## Run the suite on SQLite, and the whole story in a browser if there is one
	@$(PYTEST) -m "(not slow or journey) and not services and not faults"

test-slow: env-dev ## What `make test` leaves out: every page in a browser, races, large numbers
	@$(PYTEST) -m "slow and not journey and not long and not services and not faults"

test-long: env-dev ## A breakfast at thirty times the speed, networks cut for a minute: mostly waiting
	@$(PYTEST) -m long

test-services: env-dev
	@$(PYTEST) --services

test-faults: env-dev ## Fifty workers killed over 5,000 mails, while everything around them breaks
	@TABLEE_KILLS=50 $(BIN)/python -m pytest -s --services tests/faults

test-all: test test-slow test-long test-services ## The same on PostgreSQL and Redis too, and what needs them

quick: env-dev ## The quick tests alone
	@$(PYTEST) -m "not slow and not browser and not services and not faults"

explore: env-dev ## The properties, on a thousand examples each, others every time
	@$(PYTEST) -m "hypothesis and not slow and not services and not faults" --hypothesis-profile=explore

coverage: env-dev ## Run the suite and say which lines it did not reach
	@$(PYTEST) -m "not services and not faults" --cov --cov-report=term

lint: env-dev ## Everything that reads the code without running it
	@$(BIN)/python scripts/lint.py

format: env-dev ## Put code and templates into their one form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@git ls-files -z 'templates/*.html' '*/templates/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

messages: env-dev ## Collect the texts to translate (needs gettext)
	@$(BIN)/python manage.py makemessages --locale fr --no-location --no-wrap --no-obsolete \
		--ignore .venv --ignore var --ignore tests --ignore bench
