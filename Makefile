# Every target is a command of tools/run.py, which works without make too: python tools/run.py --help
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && exit; \
	done; echo python3)
RUN = @"$(PYTHON)" tools/run.py

.DEFAULT_GOAL := help
.PHONY: help setup build site serve pdf test test-all lab lint bench notebooks new-chapter lock audit clean

help:  ## this list
	@echo 'Neural Networks in Motion'; echo
	@awk -F ':  ## ' '/^[a-z-]+:  ## / {printf "  make %-12s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve:  ## build the book and serve it on 127.0.0.1:8000, or the next free port (PORT=8000 LITE=1)
	$(RUN) serve $(if $(PORT),--port $(PORT))

test:  ## run the checks: lint, unit tests, notebooks, build, browser, lite (STAGES="lint unit")
	$(RUN) test $(STAGES)

test-all:  ## the same with nothing left to a sample: every page in both browsers, every chapter live, oldest and newest versions (over two hours)
	$(RUN) test --all $(STAGES)

pdf:  ## print the whole book, or CHAPTERS="hopfield rbm", as a PDF into _build/pdf
	$(RUN) pdf $(CHAPTERS)

lab:  ## open the chapters in JupyterLab, as notebooks of your own in notebooks/
	$(RUN) lab

build:  ## build the book into _build/html (LITE=1: with whole chapters in the browser)
	$(RUN) build

site:  ## build a book that needs no other host: live labs load its own copy of Python (PYODIDE=folder)
	$(RUN) site

lint:  ## check Python and JavaScript without running them
	$(RUN) lint

bench:  ## measure pictures, pages, mathematics and builds (ROWS="jupyter page live maths pages figure scale")
	$(RUN) bench $(ROWS)

notebooks:  ## run the notebooks again and store their outputs (FILES=book/hopfield.ipynb)
	$(RUN) notebooks $(FILES)

setup:  ## make .venv and install what reading and building need; mends what is damaged
	$(RUN) setup

new-chapter:  ## a small, whole chapter to begin from: module, lab, exercises, notebook, tests (NAME=...)
	$(RUN) new-chapter "$(NAME)"

lock:  ## renew tools/lock/ after a change of requirements (UPGRADE=1: the newest versions allowed)
	$(RUN) lock $(if $(UPGRADE),--upgrade)

audit:  ## ask for known vulnerabilities of every package, or say why that can't be known
	$(RUN) audit

clean:  ## remove what was built (ALL=1: the environment and the npm packages too)
	$(RUN) clean $(if $(ALL),--all)
