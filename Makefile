# Targets that people type. Everything goes through the Maven wrapper, which runs on any JDK from 17 on and finds a JDK 25 by itself;
# the formatter alone needs Maven itself to run on JDK 25.
.DEFAULT_GOAL := help
.PHONY: help check fast fmt fmt-check docs bench crash hostile demo schema clean

MVN := ./mvnw -q

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

check: fmt-check ## Formatting, compiler checks, all tests: what a change must pass
	@$(MVN) verify

fast: ## Unit tests only: no percheron-checks, nothing tagged "slow"
	@$(MVN) -pl '!percheron-checks' test -DexcludedGroups=slow

fmt: ## Format all Java sources
	@JAVA_HOME="$$(scripts/find-jdk 25)" && export JAVA_HOME && $(MVN) spotless:apply

fmt-check: ## Fail if a Java source is not formatted
	@JAVA_HOME="$$(scripts/find-jdk 25)" && export JAVA_HOME && $(MVN) spotless:check

docs: ## Write the source snippets into the pages that include them
	@scripts/include-snippets

bench: ## Measure Percheron, its peers and the raw limits; writes docs/benchmarks.md; BENCH="--large" for more
	@./percheron bench --write docs/benchmarks.md
	@$(MVN) -Pbench -Dmaven.test.skip=true -pl percheron-checks -am verify "-Dpercheron.bench.options=--write $(CURDIR)/docs/benchmarks.md $(BENCH)"

crash: ## Long crash runs, 10 minutes; MINUTES=60 for longer
	@$(MVN) -pl percheron-checks -am verify -Pcrash $(if $(MINUTES),-Dpercheron.crash.minutes=$(MINUTES))

hostile: ## 1,000 attempts with hostile jobs among them, on process and command; ATTEMPTS=5000 for more
	@$(MVN) -pl percheron-checks -am verify -Dtest='Hostile*Test' -Dpercheron.hostile.attempts=$(or $(ATTEMPTS),1000) -Dpercheron.test.timeout='60 m'

demo: ## Run the demo
	@./percheron demo

schema: ## Print the database schema
	@./percheron db sql

clean: ## Delete everything that was built
	@$(MVN) clean
