# `make demo` and `make test` need Python >= 3.11 (with venv) and git, nothing else.

VENV := .venv
BIN := $(VENV)/bin
TOOLS := .venv-tools
LOCK := requirements/dev.txt
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

# Tests start the program some hundred times: compiled modules are kept, whatever the machine prefers.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test browser slow fuzz lowest lint docs pictures lock clean

demo: $(VENV)/installed
	@$(BIN)/mlaudit scan fixtures/churn || test $$? -eq 1 # findings are what the demo shows

test: lint
	$(BIN)/python -m pytest -n 2

# The pages in a real browser; `make test` leaves these tests out where no Chrome or Chromium is.
browser: $(VENV)/installed-dev
	MLAUDIT_BROWSER=required $(BIN)/python -m pytest tests/browser

# The real tools read the fixtures; they are many and large, and none of them is needed elsewhere.
slow: $(VENV)/installed-dev $(TOOLS)/readers/installed $(TOOLS)/schemas/installed $(TOOLS)/hooks/installed $(TOOLS)/mermaid/installed
	MLAUDIT_MERMAID="$(CURDIR)/$(TOOLS)/mermaid" PATH="$(CURDIR)/$(TOOLS)/schemas/bin:$(CURDIR)/$(TOOLS)/readers/bin:$(CURDIR)/$(TOOLS)/hooks/bin:$$PATH" \
		$(BIN)/python -m pytest -n 2 -m slow -rs

# Hostile input for every parser: `make fuzz SECONDS=60 SEED=7`; each new defect is kept in tests/fuzz/corpus.
fuzz: $(VENV)/installed-dev
	MLAUDIT_FUZZ_EXAMPLES=100 $(BIN)/python -m pytest -q tests/fuzz
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),600) --seed $(or $(SEED),0)

# The oldest versions that pyproject.toml lets in, with what the tests of readers and reports need.
lowest: $(TOOLS)/lock/installed
	$(PYTHON) -m venv --clear $(TOOLS)/lowest
	$(TOOLS)/lock/bin/uv pip install --quiet --python $(TOOLS)/lowest/bin/python --resolution lowest-direct --editable .
	$(TOOLS)/lock/bin/uv pip install --quiet --python $(TOOLS)/lowest/bin/python --requirement requirements/lowest.txt
	$(TOOLS)/lowest/bin/python -m pytest -n 2 tests/cli/test_program.py tests/cli/test_graph.py tests/parsers tests/report tests/cache

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The newest versions that pyproject.toml lets in, for every platform and Python; `make lock` alone changes the file.
lock: $(TOOLS)/lock/installed
	$(TOOLS)/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file $(LOCK)

# The site, in build/docs/site. Broken links and anchors and pages out of the navigation are errors.
docs: $(VENV)/installed-docs
	$(BIN)/python -m docs.tools.build_site

pictures: $(VENV)/installed-dev
	$(BIN)/python -m docs.tools.pictures

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

# Every file that is installed for development is the one whose hash the lock holds.
$(VENV)/installed-dev: pyproject.toml setup.py $(LOCK) | $(VENV)/bin/python
	$(INSTALL) --require-hashes --requirement $(LOCK)
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: pyproject.toml setup.py | $(VENV)/bin/python
	$(INSTALL) --editable '.[docs]'
	@touch $@ $(VENV)/installed

# Mermaid has no grammar outside of JavaScript; without npm its test is left out.
$(TOOLS)/mermaid/installed: Makefile
	@mkdir -p $(@D)
	! command -v npm >/dev/null || npm install --silent --no-audit --no-fund --prefix $(@D) mermaid@11 jsdom@26
	@touch $@

$(TOOLS)/lock/installed: requirements/lock.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(TOOLS)/lock
	$(TOOLS)/lock/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(TOOLS)/%/installed: tests/systems/tools/%.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(TOOLS)/$*
	$(TOOLS)/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
