# Every target does its own set-up: `make report` and `make test` need Python 3.11+ and make, nothing else.
PYTHON ?= python3
BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
READY := .venv/ready
TEXTS ?= texts

.PHONY: report test test-all nbval lab gold real pages same weights confidence bench speed notebooks sample codebook release-check clean

report: $(READY)  ## the report of the articles in seeds/, in reports/seeds/
	$(BIN)/kzcn report

test: $(READY)  ## lint, types, unit and browser tests, and nbval on every notebook
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(MAKE) nbval

test-all: test  ## the same, with every kill and every article, and a long search for inputs that break a rule
	$(BIN)/python -m pytest -n auto --dist loadfile -m long
	$(BIN)/python -m pytest -m "hypothesis and not long" --hypothesis-profile long

nbval: $(READY)  ## runs every notebook and compares its outputs with the stored ones
	$(BIN)/python -m pytest --nbval --nbval-sanitize-with kzcn/template/nbval.cfg --nbval-kernel-startup-timeout 60 --nbval-cell-timeout 120 notebooks

lab: $(READY)  ## JupyterLab on the notebooks
	$(BIN)/kzcn lab --notebooks notebooks

gold: $(READY)  ## how good the structuring is: scores against the annotated articles
	$(BIN)/python tests/gold/run.py

real: $(READY)  ## the same on published passages; the folder TEXTS holds their texts, which are not in the repository
	$(BIN)/python tests/gold/real.py $(TEXTS)

pages: $(READY)  ## how well saved pages are read, beside trafilatura and htmldate; FOLDER holds pages and what is expected of them
	$(BIN)/python tests/gold/pages.py $(FOLDER)

same: $(READY)  ## compares the tables of all annotated articles with those of COMMIT (by default the last one)
	$(BIN)/python tests/same.py $(COMMIT)

weights: $(READY)  ## trains the classifiers of the agenda on annotated articles, and on published ones whose texts lie in TEXTS
	$(BIN)/python tests/gold/weights.py $(wildcard $(TEXTS))

confidence: $(READY)  ## fits how sure rows are to annotated articles, and on published ones whose texts lie in TEXTS; after make weights
	$(BIN)/python tests/gold/confidence.py $(TEXTS)

bench: $(READY)  ## compares the time of a report with papermill and nbconvert
	$(BIN)/python tests/bench.py

speed: $(READY)  ## words a second of the structuring, beside those of COMMIT
	$(BIN)/python tests/speed.py $(COMMIT)

notebooks: $(READY)  ## runs every notebook and stores its outputs
	$(BIN)/jupyter nbconvert --to notebook --inplace --execute --log-level WARN --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

sample: $(READY)  ## renders the sample in the repository; for releases only
	rm -rf reports/sample
	$(BIN)/kzcn report --public --out reports/sample
	$(BIN)/python tests/sample.py reports/sample

codebook: $(READY)  ## docs/CODEBOOK.md, from the schema
	$(BIN)/python docs/codebook.py

release-check: $(READY)  ## before a release: builds, installs in a clean environment, uses it there, checks metadata and changelog
	$(BIN)/python -m pytest -m long tests/test_release.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --compile --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -c "open('$(READY)', 'w').close()"

clean:  ## the environment and caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache
