# Two commands for a fresh machine: `make demo` and `make test`.
# The lab (a real Docker engine and a real Vagrant, Debian 12 as root) is `make lab` and
# `make test-lab`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := migrator tests lab benchmarks
SAMPLE ?= hello-express

.DEFAULT_GOAL := help
.PHONY: help demo test lint lab test-lab stop-lab golden benchmark clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is made again whenever what it is made from has changed.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Python 3.10 or newer is needed; $(PYTHON) is older (set PYTHON=...)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu:" \
	    "apt-get install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the environment into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(VENV)/installed ## migrate a sample into demo-output/ and show the result
	@rm -rf demo-output && mkdir demo-output && cp -r sample_vagrantfiles/$(SAMPLE) demo-output/
	@$(BIN)/migrator generate demo-output/$(SAMPLE)
	@for file in Dockerfile compose.yaml; do \
	  echo && echo "--- demo-output/$(SAMPLE)/$$file" && cat demo-output/$(SAMPLE)/$$file || exit; done

lint: $(VENV)/installed ## ruff and mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict $(SOURCES)

test: lint ## everything that needs no Docker
	$(BIN)/pytest -n auto -q

lab: $(VENV)/installed ## set up the Docker engine, its stand-in images and Vagrant (root)
	bash lab/setup.sh
	$(BIN)/python -m lab

test-lab: $(VENV)/installed ## build, start and inspect every sample for real (after make lab)
	$(BIN)/pytest -m lab -rs tests/lab

stop-lab: ## stop an engine that make lab started
	bash lab/engine.sh stop

golden: $(VENV)/installed ## rewrite the expected outputs under tests/; review them like code
	$(BIN)/pytest -n auto -q --update-golden

benchmark: $(VENV)/installed ## measure the speed on the samples
	$(BIN)/python -m benchmarks

clean: stop-lab ## remove everything that these commands made
	rm -rf .lab demo-output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV)
