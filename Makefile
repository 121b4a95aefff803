# make help lists what there is
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
ARTICLE ?= eval/references/party-conference.txt

.DEFAULT_GOAL := help
.PHONY: $(shell sed -nE 's/^([a-z-]+):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "make %-15s %s\n", $$1, $$2}'

install: .venv/installed ## the virtual environment with everything pinned in requirements.lock

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --disable-pip-version-check -q --no-deps -r requirements.lock
	$(BIN)/pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

demo: install ## start the service, summarise ARTICLE, stop the service
	$(BIN)/python examples/demo.py "$(ARTICLE)"

serve: install ## run the service on 127.0.0.1:8000
	$(BIN)/plumbline serve

check: install ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

report: install ## the embedded model and the baselines on the references, as report.html
	$(BIN)/plumbline eval run --model embedded,lead-3,lexrank,random,human,oracle --output runs/references
	$(BIN)/plumbline eval report runs/references -o report.html

read-outputs: install ## abstracts with their sources, for a person to read
	$(BIN)/python -m eval.read_outputs

gate: install ## the floors under the embedded model's quality
	$(BIN)/plumbline eval gate

test: install ## everything that CI runs
	$(MAKE) -j 2 --output-sync check gate
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist loadfile
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

bench-scaling: install ## seconds per 1,000 words at four lengths, and peak memory
	$(BIN)/python -m eval.bench_scaling

bench-selection: install ## which sentences are chosen, on the sets in PLUMBLINE_EVAL_DATA, beside peers that need no model
	$(BIN)/python -m eval.bench_selection

bench-segment: install ## sentence splitting against human-made cases, beside peers that are installed
	$(BIN)/python -m eval.bench_segment

bench-html: install ## the main text of web pages in PLUMBLINE_EVAL_DATA, beside trafilatura alone
	$(BIN)/python -m eval.bench_html

bench-terms: install ## terms in human translations of PLUMBLINE_EVAL_DATA, beside Translate Toolkit and substrings
	$(BIN)/python -m eval.bench_terms

bench-memory: install ## the translation memory: loading, lookups and room, beside Translate Toolkit
	$(BIN)/python -m eval.bench_memory

bench-names: install ## names in human translations of PLUMBLINE_EVAL_DATA, and false alarms
	$(BIN)/python -m eval.bench_names

bench-statistics: install ## error rates, coverage and power of `eval compare`, by simulation
	$(BIN)/python -m eval.bench_statistics

bench-grounding: install ## exact search of quoted words: right, wrong and speed, beside a peer that is installed
	$(BIN)/python -m eval.bench_grounding

bench-mutations: install ## what the checker catches, by kind of fault, and its false alarms
	$(BIN)/python -m eval.bench_mutations

bench-checks: install ## statements checked a minute
	$(BIN)/python -m eval.bench_checks

bench-numbers: install ## numbers of translations: generated pairs and people's, beside Translate Toolkit
	$(BIN)/python -m eval.bench_numbers

bench-attribution: install ## who says what, against people's annotations in PLUMBLINE_EVAL_DATA
	$(BIN)/python -m eval.bench_attribution --people

bench-neutrality: install ## loaded wording, against people's annotations in PLUMBLINE_EVAL_DATA
	$(BIN)/python -m eval.bench_neutrality $(if $(WORDS),--words $(WORDS))

bench-speech: install ## who says what in Korean, Russian, Chinese, French and Spanish, against our own cases
	$(BIN)/python -m eval.bench_speech

bench-generate: install ## tokens written a second: one by one, in batches, in int8
	$(BIN)/python -m eval.bench_generate

bench-batch-kills: install ## an archive while its run is killed: nothing lost, doubled or different
	$(BIN)/python -m eval.bench_batch_kills

bench-formats: install ## our articles in every format, and what becomes of broken files
	$(BIN)/python -m eval.bench_formats

bench-translation-checks: install ## checks of translations against people, in PLUMBLINE_EVAL_DATA
	$(BIN)/python -m eval.bench_translation_checks

bench-drafts: install ## faults of drafts: false alarms on people's translations, and what is caught
	$(BIN)/python -m eval.bench_drafts

fuzz: install ## ten minutes of damaged and hostile files through every reader
	$(BIN)/python -m eval.fuzz_readers

bench-load: install ## the service under load, beside engines called directly; needs wrk
	$(BIN)/python -m eval.bench_load

bench-kills: install ## a batch while processes are killed: nothing lost, doubled or different
	$(BIN)/python -m eval.bench_kills

bench-soak: install ## half an hour of good and bad requests: answers, and memory over time
	$(BIN)/python -m eval.bench_soak

bench-archive: install ## articles a second through 1 and 2 engines, beside a peer; where the time goes
	OMP_NUM_THREADS=1 $(BIN)/python -m eval.bench_archive

bench-page: install ## the page in a browser: statements lit, and seconds to the first; FILE=article.txt
	$(BIN)/python -m eval.bench_page $(if $(FILE),--article "$(FILE)")

screenshot: install ## docs/page.png
	$(BIN)/python -m eval.bench_page --screenshot docs/page.png

test-llama: install ## an article through a running llama.cpp server: LLAMA=http://127.0.0.1:8081/v1\#model.gguf
	LLAMA="$(LLAMA)" $(BIN)/python -m pytest tests/models/test_llama_server.py

train-support: install ## fit the checker's weights to the judgements in PLUMBLINE_EVAL_DATA
	$(BIN)/python -m eval.train_support

train-selection: install ## fit the weights that choose sentences to the summaries in PLUMBLINE_EVAL_DATA
	$(BIN)/python -m eval.train_selection

train-slant: install ## fit the weights that tell loaded sentences to our own pairs of them
	$(BIN)/python -m eval.train_slant

train: train-support train-selection train-slant ## every small model of our own

prompts-lock: install ## add new versions of prompts to service/prompts/lock.yaml
	$(BIN)/python -m service.prompting

lock: install ## write requirements.lock from what is installed
	$(BIN)/pip freeze --all --exclude-editable | grep -vE '^(pip|plumbline)==' | sed 's|+cpu||' > requirements.lock

clean: ## remove the virtual environment and what tests leave
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
