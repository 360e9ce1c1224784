# What a developer runs, and what .ci/run runs.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
GOLANGCI_LINT ?= golangci-lint
# Pinned: a new linter finds new things, and that should be a commit of its own.
GOLANGCI_LINT_VERSION := v2.15.0
FUZZTIME ?= 10s
# The modules of this repository: hearth itself, and those nested in it.
NESTED := $(shell find . -mindepth 2 -name go.mod -not -path './.git/*' -exec dirname {} \;)

export CGO_ENABLED := 0

.PHONY: help build test check format vet lint race fuzz nested golden pages pictures tools

help: ## show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build ./hearth
	go build -trimpath -o hearth ./cmd/hearth

test: ## run the tests
	go test ./...

check: format vet lint race fuzz nested ## everything that must hold before a commit

format: ## fail where a file is not formatted
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "not formatted:"; echo "$$bad"; exit 1; }

vet: ## run go vet
	go vet ./...

lint: ## run the linters
	$(GOLANGCI_LINT) run ./...

race: ## run the tests with the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race -timeout 30m ./...

fuzz: ## fuzz every target for FUZZTIME
	@bash .ci/fuzz $(FUZZTIME)

nested: ## vet, build and test the modules nested in this one
	@for d in $(NESTED); do echo "== $$d"; (cd $$d && go vet ./... && go build -o /dev/null ./... && go test ./...); done

golden: ## write the golden files anew; read the diff
	go test ./cmd/hearth -run 'Story|Transcript' -update

pages: ## walk the web pages in a real browser; installs Chromium and node packages
	bash .ci/e2e/run

pictures: ## take the pictures of the web pages that README tells of, into .ci/out
	bash .ci/e2e/picture

tools: ## install what check needs beyond Go
	go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)
