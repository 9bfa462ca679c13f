# From a fresh clone with nothing but make and Python 3.11 or newer: `make try` or `make test`. `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
# The stamps say which requirements the virtual environment holds; a second run has nothing to do.
RUN := $(VENV)/.run-requirements
DEV := $(VENV)/.dev-requirements
# PYTHON=/path/to/python chooses one; otherwise the first of these that is new enough.
PYTHONS = $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

# The files of tests are shared out among some processes, in the order of tests/conftest.py; ARGS="-n 0 ..." runs them in one,
# for a debugger.
SIDE_BY_SIDE := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help try run test lint format bench pictures browser words requirements clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

try: $(RUN) ## try the bot: a Slack in a box with a demo town, in your browser, no tokens needed
	@$(BIN)/python app.py playground $(ARGS)

run: $(RUN) ## run the bot against real Slack, settings from the environment and .env
	@$(BIN)/python app.py run

test: lint browser ## run every check and every test (what CI runs); ARGS="tests/bot -k words" chooses some tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ARGS)

lint: $(DEV) ## run the checks that need no running program: style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(DEV) ## put the code into its form and mend what can be mended without thought
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## measure the bot side by side with a bare Bolt app
	$(BIN)/python -m bench $(ARGS)

pictures: $(DEV) browser ## take the pictures of the documentation on the playground
	$(BIN)/python -m tests.browser.pictures

browser: $(DEV)
	@sh tests/browser/install.sh $(BIN)/python

words: $(DEV) ## bring the catalogs up to date with the sentences in the code
	$(BIN)/python -m tests.words

requirements: $(DEV) ## resolve the dependencies anew into the hash-pinned files
	@for file in requirements requirements-dev; do \
		if [ $$file = requirements-dev ]; then group="--group dev"; else group=""; fi; \
		$(BIN)/uv pip compile pyproject.toml --extra postgres --extra meaning $$group --universal --generate-hashes --upgrade \
			--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file $$file.txt || exit 1; \
	done

clean: ## remove the virtual environment and everything that was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

$(DEV): requirements-dev.txt $(BIN)/python
	@$(call install,requirements-dev.txt)
	@touch $(RUN) $(DEV)

$(RUN): requirements.txt $(BIN)/python
	@$(call install,requirements.txt)
	@touch $(RUN)

# Every package is checked against the hash in the file; uv does it faster where it is present.
define install
	echo "Installing $(1) into $(VENV)"; \
	if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	else \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1); \
	fi
endef

$(BIN)/python:
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Kaiku needs Python 3.11 or newer; none of these is: $(PYTHONS). Install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	rm -rf $(VENV); \
	if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --python "$$found" $(VENV); \
	elif ! "$$found" -m venv $(VENV); then \
		rm -rf $(VENV); \
		echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	fi
