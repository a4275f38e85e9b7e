# `make demo` and `make test` need Python >= 3.11 (with venv) and git, nothing else.

VENV := .venv
BIN := $(VENV)/bin
TOOLS := .venv-tools
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

# Tests start the program some hundred times: compiled modules are kept, whatever the machine prefers.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test slow fuzz lint lock clean

demo: $(VENV)/installed
	@$(BIN)/mlaudit scan fixtures/churn || test $$? -eq 1 # findings are what the demo shows

test: lint
	$(BIN)/python -m pytest -n 2

# The real tools read the fixtures; they are many and large, and none of them is needed elsewhere.
slow: $(VENV)/installed-dev $(TOOLS)/readers/installed $(TOOLS)/schemas/installed $(TOOLS)/hooks/installed $(TOOLS)/mermaid/installed
	MLAUDIT_MERMAID="$(CURDIR)/$(TOOLS)/mermaid" PATH="$(CURDIR)/$(TOOLS)/schemas/bin:$(CURDIR)/$(TOOLS)/readers/bin:$(CURDIR)/$(TOOLS)/hooks/bin:$$PATH" \
		$(BIN)/python -m pytest -n 2 -m slow -rs

# Hostile input for every parser: `make fuzz SECONDS=60 SEED=7`; each new defect is kept in tests/fuzz/corpus.
fuzz: $(VENV)/installed-dev
	MLAUDIT_FUZZ_EXAMPLES=100 $(BIN)/python -m pytest -q tests/fuzz
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),600) --seed $(or $(SEED),0)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) $(TOOLS) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make the environment survive until what it is made from changes.
$(VENV)/installed: pyproject.toml setup.py | $(VENV)/bin/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml setup.py | $(VENV)/bin/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/installed

# Mermaid has no grammar outside of JavaScript; without npm its test is left out.
$(TOOLS)/mermaid/installed: Makefile
	@mkdir -p $(@D)
	! command -v npm >/dev/null || npm install --silent --no-audit --no-fund --prefix $(@D) mermaid@11 jsdom@26
	@touch $@

$(TOOLS)/%/installed: tests/systems/tools/%.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(TOOLS)/$*
	$(TOOLS)/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
