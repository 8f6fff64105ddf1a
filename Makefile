# stacktraces, for GNU make. Everything is built into $(BUILD), which is laid out like an install prefix:
# the programs run in $(BUILD)/bin. Variants can be built side by side: make BUILD=build/asan SANITIZE=1, CC=clang, …

VERSION = 0.2.0
BUILD = build
PREFIX = /usr/local
# Default: $(PREFIX)/bin, $(PREFIX)/share, $(PREFIX)/share/man. DESTDIR is put before each.
bindir =
datadir =
mandir =
DESTDIR =

CC = cc
CFLAGS = -O3 -g
CPPFLAGS =
LDFLAGS =
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(WERROR)
WERROR ?=
SANITIZE =

ifneq ($(SANITIZE),)
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
endif

# What is installed or measured is built separately, in RELEASE, with link-time optimisation if compiler and linker have it:
# that takes twice as long to build, and makes programs up to a sixth faster.
RELEASE = $(BUILD)/release
LTO =
ifneq ($(LTO),)
LTO_FLAGS := $(shell echo 'int main(void) { return 0; }' | \
	$(CC) -Werror -flto=auto -x c -o /dev/null - 2>/dev/null && echo -flto=auto)
endif

STAGES = st-collect st-parse-gdb st-parse-pylog st-annotate st-group st-render st-show
WRAPPERS = st-describe st-describe-python-log st-describe-python-stacktrace
COMMANDS = $(STAGES) $(WRAPPERS)
PACKS = $(notdir $(wildcard lib/rules/packs/*.json))
MANUALS = $(notdir $(wildcard man/*.[157]))
SOURCES = LICENSE Makefile README.md .clang-format bin lib tests examples man
EXAMPLES = $(notdir $(wildcard examples/*))

# Folder names may have any characters, also a `$`, and are taken literally, unless written for make ($$, $(HOME)).
paren := (
for_make = $(or $(findstring $$$$,$(value $1)),$(findstring $$$(paren),$(value $1)),$(findstring $${,$(value $1)))
literal = $(if $(for_make),$($1),$(value $1))
# $(call place,VARIABLE,NAME): a folder to install into: the variable if it is set, or else NAME below the prefix.
place = $(if $(value $1),$(call literal,$1),$(call literal,PREFIX)/$2)
# A text as a word for the shell, and as a string in C.
shell_word = '$(subst ','\'',$1)'
c_string = "$(subst ",\",$(subst \,\\,$1))"

# pkg-config is asked once, and only if something is built. cJSON reads rule files.
PCRE2 = $(eval PCRE2 := $$(shell pkg-config --libs libpcre2-8))$(PCRE2)
CJSON = $(eval CJSON := $$(shell pkg-config --libs libcjson))$(CJSON)
PACKAGES = $(eval PACKAGES := $$(shell pkg-config --cflags libpcre2-8 libcjson))$(PACKAGES)
LIBS = $(PCRE2) -lm
COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -Ilib -DST_VERSION='"$(VERSION)"' \
	$(PACKAGES) $(CPPFLAGS) $(WARNINGS) $(CFLAGS) $(SECTIONS) $(LTO_FLAGS) $(SANITIZERS) -MMD -MP
# The linker can leave out functions that a program does not use.
SECTIONS = -ffunction-sections -fdata-sections
LINK = $(CC) $(CFLAGS) $(LTO_FLAGS) $(SANITIZERS) $(LDFLAGS)

OBJ = $(BUILD)/obj
# Style sheet and script of st-render's HTML page are compiled into the program, as C strings.
HTML = lib/render/html
HTML_SCRIPT = $(addprefix $(HTML)/script/,read.js list.js detail.js icicle.js times.js locks.js page.js)
HTML_PARTS = $(OBJ)/$(HTML)/htmlparts.c
OBJECTS = $(patsubst %.c,$(OBJ)/%.o,$(wildcard lib/*/*.c lib/*/*/*.c)) $(HTML_PARTS:.c=.o)
UNIT_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/*_test.c))
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz/%,$(wildcard tests/fuzz/*_fuzz.c))

SHARE = share/stacktraces
DOC = share/doc/stacktraces
BASH = share/bash-completion/completions
ZSH = share/zsh/site-functions
FISH = share/fish/vendor_completions.d

# The files that are installed below the prefix; $(BUILD) has the same files in the same places.
PROGRAMS = $(STAGES:%=bin/%) $(WRAPPERS:%=bin/%)
DATA = $(PACKS:%=$(SHARE)/packs/%) $(EXAMPLES:%=$(SHARE)/examples/%) $(SHARE)/record.schema.json \
	$(DOC)/changelog $(COMMANDS:%=$(BASH)/%) $(ZSH)/_stacktraces $(COMMANDS:%=$(FISH)/%.fish) \
	$(foreach page,$(MANUALS),share/man/man$(patsubst .%,%,$(suffix $(page)))/$(page))

# Builds everything; the commands are in build/bin.
all: $(PROGRAMS:%=$(BUILD)/%) $(DATA:%=$(BUILD)/%)

# Files are built again if the commands that build them change, and those with the prefix compiled in if that changes.
PREFIX_FLAG = -DST_PREFIX=$(call shell_word,$(call c_string,$(call literal,PREFIX)))
# A program finds the packs relative to its own path, unless bindir or datadir is set.
ifneq ($(bindir)$(datadir),)
PREFIX_FLAG += -DST_PACKS=$(call shell_word,$(call c_string,$(call place,datadir,share)/stacktraces/packs))
endif
$(OBJ)/lib/rules/packs.o: private COMPILE += $(PREFIX_FLAG)
$(OBJ)/lib/rules/packs.o: $(OBJ)/prefix
define noted
$(OBJ)/$(1): always
	@mkdir -p $$(@D)
	@printf '%s\n' $$(call shell_word,$(2)) | cmp -s - $$@ || printf '%s\n' $$(call shell_word,$(2)) >$$@
endef
$(eval $(call noted,commands,$$(COMPILE) $$(LINK)))
$(eval $(call noted,prefix,$$(PREFIX_FLAG)))

$(OBJ)/%.o: %.c $(OBJ)/commands
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# A string for each line, since compilers need not accept very long ones. `?` is escaped, as it could begin a trigraph.
AS_LINES = sed -e 's/[\\"?]/\\&/g' -e 's/.*/\t\t"&\\n",/'
# $(call as_part,NAME,FILES): a struct htmlpart (htmlparts.h) of that name, with the contents of these files.
as_part = printf 'const struct htmlpart htmlparts_$1 = {\n\t"%s",\n\t(const char *const[]){\n' \
	"$$(cat $2 | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c 1-64)" && cat $2 | $(AS_LINES) && printf '\t\tNULL },\n};\n'
$(HTML_PARTS): $(HTML)/report.css $(HTML_SCRIPT) Makefile
	@mkdir -p $(@D)
	{ printf '#include "$(HTML:lib/%=%)/htmlparts.h"\n\n#include <stddef.h>\n\n' && \
		$(call as_part,style,$(HTML)/report.css) && $(call as_part,script,$(HTML_SCRIPT)); } >$@.new
	[ "$$(grep -c '^	"[0-9a-f]\{64\}",$$' $@.new)" -eq 2 ] # else there is neither sha256sum nor shasum
	mv $@.new $@

$(HTML_PARTS:.c=.o): $(HTML_PARTS) $(OBJ)/commands
	$(COMPILE) -c -o $@ $<

$(BUILD)/libst.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $(OBJECTS)

$(STAGES:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(OBJ)/bin/%.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libst.a $(LIBS)

$(BUILD)/bin/st-annotate $(BUILD)/bin/st-group $(BUILD)/bin/st-render: LIBS += $(CJSON)

# st-collect is copied to machines without our libraries, so it may need only libc.
$(BUILD)/bin/st-collect: LIBS =
$(BUILD)/static/bin/st-collect: $(OBJ)/bin/st-collect.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) -static -s -Wl,--gc-sections -Wl,-z,noseparate-code -o $@ $< $(BUILD)/libst.a

$(WRAPPERS:%=$(BUILD)/bin/%): $(BUILD)/bin/%: bin/% lib/pipeline.sh Makefile
	@mkdir -p $(@D)
	sed -e '/^# shellcheck source=/d' -e '/^\. .*pipeline\.sh/{' -e 'r lib/pipeline.sh' -e 'd' -e '}' $< >$@
	chmod 755 $@

# Data files are copied into $(BUILD), with a rule for each folder.
define copied
$(BUILD)/$(1): $(2)
	@mkdir -p $$(@D)
	cp -p $$< $$@
endef
$(eval $(call copied,$(SHARE)/packs/%.json,lib/rules/packs/%.json))
$(eval $(call copied,$(SHARE)/examples/%,examples/%))
$(eval $(call copied,$(SHARE)/record.schema.json,man/record.schema.json))
$(eval $(call copied,$(DOC)/changelog,lib/debian/changelog))
# bash and fish look for a completion by the name of its command.
$(eval $(call copied,$(BASH)/st-%,bin/completions/stacktraces.bash))
$(eval $(call copied,$(ZSH)/_stacktraces,bin/completions/_stacktraces))
$(eval $(call copied,$(FISH)/st-%.fish,bin/completions/stacktraces.fish))
$(foreach section,1 5 7,$(eval $(call copied,share/man/man$(section)/%.$(section),man/%.$(section))))

$(BUILD)/tests/unit/%: $(OBJ)/tests/unit/%.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libst.a $(LIBS) $(CJSON)

# Here the fuzz targets run with the files named, by a main() of our own; `make fuzz` uses libFuzzer's.
FUZZED = $(OBJ)/tests/fuzz/fuzz.o $(OBJ)/tests/fuzz/replay.o
REFUSING = -Wl,--wrap=memory_take,--wrap=memory_zero,--wrap=memory_resize
$(BUILD)/tests/fuzz/%: $(OBJ)/tests/fuzz/%.o $(FUZZED) $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) $(REFUSING) -o $@ $< $(FUZZED) $(BUILD)/libst.a $(LIBS) $(CJSON)

# --- for people ---

# Shows what the programs do with a log of a core file, and with a live process.
demo: setup-demo
	@$(MAKE) --no-print-directory -s all
	@sh tests/demo "$(BUILD)"

# Builds everything and runs the tests. The last line is `N passed, N failed`. PART=modules: without those in tests/*.bats.
check: setup-check
	@$(MAKE) --no-print-directory -s all unit fuzzers
	@sh tests/run "$(BUILD)" $(PART)

setup-%:
	@sh tests/setup $*

# Builds the tests of modules.
unit: $(UNIT_TESTS)

# Builds the fuzz targets.
fuzzers: $(FUZZERS)

# Builds what make install installs.
release:
	@$(MAKE) --no-print-directory BUILD=$(RELEASE) LTO=yes all

# Builds st-collect as one file for machines that have only a debugger: build/static/bin/st-collect.
static: $(BUILD)/static/bin/st-collect

# --- wider checks ---

# The same as check, with clang.
check-clang:
	@$(MAKE) --no-print-directory check CC=clang BUILD=build/clang WERROR=$(WERROR) PART=$(PART)

# The same as check, with the address and undefined behaviour sanitizers.
check-asan:
	@$(MAKE) --no-print-directory check BUILD=build/asan SANITIZE=1 CFLAGS="-O1 -g" WERROR=$(WERROR) PART=$(PART)

KILLS = 200
# Kills st-collect, its debugger and its guard at 200 moments of an attach.
check-kills: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/kills "$(BUILD)" $(KILLS)

# Compares deadlocks found with programs that print who waits for whom, and looks 1,000 times at one without deadlocks.
check-locks: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/locks "$(BUILD)"

# Compares fingerprints of thousands of crashes of generated programs that are known to be the same or different.
check-twins: setup-twins
	@$(MAKE) --no-print-directory -s all
	@tests/twins "$(BUILD)"

# Tests the completions: presses Tab in bash, zsh and fish.
check-tabs: setup-tabs
	@$(MAKE) --no-print-directory -s all
	@tests/tabs "$(BUILD)"

PYTHONS = /usr/bin/python3
# Compares Python threads with what the interpreters report themselves: PYTHONS="/usr/bin/python3.11 ..."
check-pythons: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/pythons "$(BUILD)" $(PYTHONS)

# Makes each allocation and many system calls of the stages fail, one after the other.
torture: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/torture "$(BUILD)"

N = 60
SEED =
DIRS =
# Changes a random line of the parsers, N times, and checks that a test notices. SEED=… repeats a run, DIRS=lib/native … limits the folders.
mutants: setup-check
	@tests/mutants $(N) '$(SEED)' $(DIRS)

# Tests the whole pipe with real servers and programs. Needs root, or to be run by a user who may start the servers.
check-live: setup-live
	@$(MAKE) --no-print-directory -s all
	@sh tests/run "$(BUILD)" live

LOAD =
REBUILT =
SERVERS = apache wsgi mariadb mariadb_plain postgres nginx redis memcached haproxy php erlang jvm node go rust cpp gunicorn celery
# Captures threads of real servers, and compares their labels with what the servers report themselves.
# SERVERS=…: only some of them; LOAD=more: with more work for them; REBUILT=yes: with httpd, nginx and memcached built from
# source with symbols. Starts the servers that tests/fixtures/packs/make-servers names.
check-servers: setup-servers
	@$(MAKE) --no-print-directory -s all
	@rm -rf "$(BUILD)/servers" && mkdir "$(BUILD)/servers"
	@[ -z "$(REBUILT)" ] || { sh tests/setup rebuilt && tests/fixtures/packs/rebuild "$(BUILD)/rebuilt" >"$(BUILD)/servers/log" 2>&1; } || \
		{ tail -n 20 "$(BUILD)/servers/log"; exit 1; }
	@INTO="$$(cd "$(BUILD)/servers" && pwd)" $(if $(REBUILT),REBUILT="$$(cd "$(BUILD)/rebuilt" && pwd)",STRIPPED=yes) LOAD=$(LOAD) tests/fixtures/packs/make-servers "$(BUILD)" $(SERVERS)
	@PATH="$(BUILD)/bin:$$PATH" tests/fixtures/packs/said "$(BUILD)/servers/"*.records >"$(BUILD)/servers/said"
	@tests/fixtures/packs/contradicted <"$(BUILD)/servers/said" | tee "$(BUILD)/servers/contradicted"
	@[ ! -s "$(BUILD)/servers/contradicted" ]
	@tests/fixtures/packs/rates <"$(BUILD)/servers/said"
	@echo "$$(tests/fixtures/packs/contradicted --checked <"$(BUILD)/servers/said") kinds of threads compared with what servers report: none contradicted"

# Tests work spread over cores, over hosts (needs root), and by Slurm: it has to give the groups of the whole.
# They use GNU parallel, and network namespaces with Debian's sshd.
check-cores check-ssh check-slurm: check-%: setup-%
	@$(MAKE) --no-print-directory -s all
	@tests/spread/$* "$(BUILD)"

# Checks the exports with validators of other projects. Needs the network, for npm.
check-exports: setup-exports
	@$(MAKE) --no-print-directory -s all
	@tests/exports "$(BUILD)"

DIR =
# Scores st-parse-gdb on public collections of crash reports, which you have below DIR (tests/field says which).
check-field: all
	@python3 tests/field "$(BUILD)/bin" $(call shell_word,$(call literal,DIR))

GROUPS =
# Tests st-render's HTML pages in a headless Chromium. GROUPS=10000: also prints how long such a page takes to load.
check-html: setup-html
	@$(MAKE) --no-print-directory -s all
	@tests/html/run "$(BUILD)" $(GROUPS)

# Runs the stages on the fixtures under valgrind.
check-valgrind: all
	@sh tests/valgrind "$(BUILD)"

# Checks which modules include which, by lib/LAYERS.
check-layers:
	@sh tests/layers

# Checks which names each module exports.
check-symbols: $(BUILD)/libst.a
	@sh tests/symbols "$(BUILD)"

# Installs into an empty root and uninstalls: nothing may be left.
check-install: release
	@sh tests/install "$(BUILD)"

# Runs the README's two commands on a new Debian system. Needs root and debootstrap.
check-fresh:
	@sh tests/fresh

# Checks that the tarball builds and passes the tests without git.
check-dist: setup-check dist
	@tests/dist "$(BUILD)/$(DIST).tar.gz"

# Checks the package with lintian, and installs, tries and removes it on a new Debian system. Needs root.
check-deb: deb
	@sh tests/deb "$(BUILD)/deb"

# Checks sources, scripts and manuals with linters.
lint:
	clang-format --dry-run -Werror bin/*.c lib/*/*.[ch] lib/*/*/*.[ch] tests/unit/*.c tests/fuzz/*.c tests/targets/*.c
	shellcheck -s sh -x $(WRAPPERS:%=bin/%) tests/run tests/setup tests/demo tests/valgrind tests/layers \
		tests/symbols tests/install tests/fresh tests/newsystem.sh tests/dist tests/deb tests/fuzz/run
	shellcheck .ci/run .ci/cases $(wildcard examples/*.sh)
	shellcheck -s bash -x $(wildcard tests/*.bats) tests/live/live.bats tests/live/servers.bash tests/bench/pause-targets tests/fixtures/packs/make \
		tests/fixtures/packs/make-servers tests/fixtures/packs/keep.bash \
		tests/fixtures/earlier/make
	shellcheck -x $(wildcard tests/spread/*) tests/exports
	shellcheck -s sh $(wildcard tests/live/cgi/*) tests/fixtures/packs/label tests/fixtures/packs/rebuild tests/fixtures/packs/said \
		tests/fixtures/packs/contradicted tests/fixtures/packs/rates tests/fixtures/sanitizers/make-reports
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--error-exitcode=1 --suppress=missingIncludeSystem -Ilib -DST_VERSION='"0"' -DST_PREFIX='"/"' bin lib
	mandoc -T lint -W warning $(MANUALS:%=man/%)

BASE =
# Measures the stages, as ratios to yardsticks in the same run. BASE=DIR: also to the programs in that folder.
bench: setup-bench release
	@tests/bench/run "$(RELEASE)" $(call shell_word,$(call literal,BASE))

# Writes the same as groups, which `st-show --was BEFORE AFTER` compares.
bench-json: setup-bench release
	@tests/bench/run "$(RELEASE)" --json

BENCH_TABLE = tests/bench/instructions
BENCH_HELD = tests/bench/held "$(BUILD)" "$$($(CC) --version | sed -n 1p) $$($(CC) -dumpmachine) \
	$(strip $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) $(LTO_FLAGS) $(SANITIZERS))" $(BENCH_TABLE)
# Compares the instructions of the stages with a table: more than 2 % apart is a failure.
# With another compiler or machine than the table's nothing is compared.
check-instructions: setup-bench all
	@$(BENCH_HELD)

# Writes the table of instructions anew.
bench-table: setup-bench all
	@$(BENCH_HELD) --write

# Measures how long servers are stopped, as ratios to collect.py's gdb.
bench-pause: setup-bench-pause all
	@tests/bench/pause "$(BUILD)"

# Fuzzes each target for a minute, with clang's libFuzzer.
fuzz:
	@sh tests/fuzz/run

# A shell function: $(to bin/st-group) is the place where that file of $(BUILD) is installed.
to = $(call shell_word,$(call literal,DESTDIR)$(call place,$1,$2))
PLACES = to() { case $$1 in \
	bin/*) printf %s/%s $(call to,bindir,bin) "$${1\#bin/}" ;; \
	share/man/*) printf %s/%s $(call to,mandir,share/man) "$${1\#share/man/}" ;; \
	share/*) printf %s/%s $(call to,datadir,share) "$${1\#share/}" ;; esac; }

# Installs below PREFIX. Everybody can read the files, whatever the umask.
install: release
	umask 022; $(PLACES); install_files() { \
		mode=$$1; shift; \
		for file; do to=$$(to "$$file"); mkdir -p "$${to%/*}" && \
			install -m "$$mode" "$(RELEASE)/$$file" "$$to" || return; done; }; \
	install_files 755 $(PROGRAMS) $(filter %.sh,$(DATA)) && install_files 644 $(filter-out %.sh,$(DATA))

# Removes what install made.
uninstall:
	$(PLACES); for file in $(PROGRAMS) $(DATA); do rm -f "$$(to "$$file")"; done; \
	for folder in $(SHARE)/packs $(SHARE)/examples $(SHARE) $(DOC); do rmdir "$$(to $$folder)" 2>/dev/null || :; done

DIST = stacktraces-$(VERSION)
# Packs the sources into build/stacktraces-$(VERSION).tar.gz. In a checkout these are the files that git tracks.
dist:
	@mkdir -p "$(BUILD)"
	@if [ -e .git ]; then git ls-files -z -- $(SOURCES); else find $(SOURCES) -type f -print0; fi | LC_ALL=C sort -z | \
		tar -c -z -f "$(BUILD)/$(DIST).tar.gz" --transform='s,^,$(DIST)/,' --owner=0 --group=0 --numeric-owner \
		--mode=go=rX,u+w --mtime="$$(sed -n 's/^ -- .*>  //p' lib/debian/changelog | head -n 1)" --null -T -
	@echo "$(BUILD)/$(DIST).tar.gz"

# Makes a Debian package, build/deb/stacktraces_$(VERSION)_ARCHITECTURE.deb, without running the tests.
deb: setup-deb dist
	@rm -rf "$(BUILD)/deb" && mkdir "$(BUILD)/deb"
	@tar -x -z -C "$(BUILD)/deb" -f "$(BUILD)/$(DIST).tar.gz"
	@cp -R lib/debian "$(BUILD)/deb/$(DIST)/debian"
	@cd "$(BUILD)/deb/$(DIST)" && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage --build=full --no-sign >../log 2>&1 || { tail -n 40 ../log; exit 1; }
	@ls "$(BUILD)"/deb/*.deb

# Removes everything that was built.
clean:
	rm -rf "$(BUILD)"

# Lists the targets.
help:
	@awk '/^# / { if (said == "") said = substr($$0, 3); next } /^[a-z]+[a-z -]*:([^=]|$$)/ && said != "" { \
		sub(":.*", ""); printf "%-18s %s\n", $$0, said } { said = "" }' Makefile

-include $(patsubst %.o,%.d,$(OBJECTS)) $(STAGES:%=$(OBJ)/bin/%.d) \
	$(patsubst $(BUILD)/%,$(OBJ)/%.d,$(UNIT_TESTS) $(FUZZERS)) $(FUZZED:.o=.d)

.SECONDARY:
.PHONY: always all release static help demo check unit fuzzers check-clang check-asan check-kills check-locks check-twins check-tabs check-pythons check-live check-servers check-field check-html check-valgrind check-layers \
	check-cores check-exports check-ssh check-slurm check-symbols check-install check-fresh check-dist check-deb dist deb torture mutants lint bench bench-json bench-table check-instructions bench-pause fuzz install uninstall clean
