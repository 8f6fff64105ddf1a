# stacktraces: GNU make. Everything is built into $(BUILD), which is an install prefix of its own:
# $(BUILD)/bin runs as it is. Variants side by side: make BUILD=build/asan SANITIZE=1, CC=clang, …

VERSION = 0.2.0
BUILD = build
PREFIX = /usr/local
# Where they are not the prefix's: $(PREFIX)/bin, $(PREFIX)/share, $(PREFIX)/share/man. Before each comes DESTDIR.
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

# What is installed and measured is built anew in a folder of its own (RELEASE), where calls from one file into another
# are inlined if compiler and linker can do that together: it takes twice as long, and is up to a sixth faster.
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

# A name of a folder may hold anything: it is taken as it stands, a `$` too, unless it is written for make ($$, $(HOME)).
paren := (
for_make = $(or $(findstring $$$$,$(value $1)),$(findstring $$$(paren),$(value $1)),$(findstring $${,$(value $1)))
literal = $(if $(for_make),$($1),$(value $1))
# A folder to install into: its own variable, or the one of that name below the prefix.
place = $(if $(value $1),$(call literal,$1),$(call literal,PREFIX)/$2)
# A word of the shell, a string of C.
shell_word = '$(subst ','\'',$1)'
c_string = "$(subst ",\",$(subst \,\\,$1))"

# What pkg-config says of the libraries: asked once, and only when something is built. Rule files are read with cJSON.
PCRE2 = $(eval PCRE2 := $$(shell pkg-config --libs libpcre2-8))$(PCRE2)
CJSON = $(eval CJSON := $$(shell pkg-config --libs libcjson))$(CJSON)
PACKAGES = $(eval PACKAGES := $$(shell pkg-config --cflags libpcre2-8 libcjson))$(PACKAGES)
LIBS = $(PCRE2) -lm
COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -Ilib -DST_VERSION='"$(VERSION)"' \
	$(PACKAGES) $(CPPFLAGS) $(WARNINGS) $(CFLAGS) $(SECTIONS) $(LTO_FLAGS) $(SANITIZERS) -MMD -MP
# What a program does not use of the library can be left out of it.
SECTIONS = -ffunction-sections -fdata-sections
LINK = $(CC) $(CFLAGS) $(LTO_FLAGS) $(SANITIZERS) $(LDFLAGS)

OBJ = $(BUILD)/obj
# The style and the program of st-render's page, as C: they are in the program, not beside it.
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

# What is installed, below the prefix; $(BUILD) holds the same files in the same places.
PROGRAMS = $(STAGES:%=bin/%) $(WRAPPERS:%=bin/%)
DATA = $(PACKS:%=$(SHARE)/packs/%) $(EXAMPLES:%=$(SHARE)/examples/%) $(SHARE)/record.schema.json \
	$(DOC)/changelog $(COMMANDS:%=$(BASH)/%) $(ZSH)/_stacktraces $(COMMANDS:%=$(FISH)/%.fish) \
	$(foreach page,$(MANUALS),share/man/man$(patsubst .%,%,$(suffix $(page)))/$(page))

# Builds everything: build/bin holds the commands.
all: $(PROGRAMS:%=$(BUILD)/%) $(DATA:%=$(BUILD)/%)

# What is built is out of date when the commands change that build it, and where the prefix is compiled in, when that does.
PREFIX_FLAG = -DST_PREFIX=$(call shell_word,$(call c_string,$(call literal,PREFIX)))
# A program finds the packs from where it stands, unless its folder or theirs is not the prefix's.
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

# Each line is a string: a long one for all is more than C compilers have to take. What could begin a trigraph is escaped.
AS_LINES = sed -e 's/[\\"?]/\\&/g' -e 's/.*/\t\t"&\\n",/'
# A struct htmlpart (htmlparts.h) of that name, of these files.
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

# It goes to machines that have nothing of ours: libc is all that it may need.
$(BUILD)/bin/st-collect: LIBS =
$(BUILD)/static/bin/st-collect: $(OBJ)/bin/st-collect.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) -static -s -Wl,--gc-sections -Wl,-z,noseparate-code -o $@ $< $(BUILD)/libst.a

$(WRAPPERS:%=$(BUILD)/bin/%): $(BUILD)/bin/%: bin/% lib/pipeline.sh Makefile
	@mkdir -p $(@D)
	sed -e '/^# shellcheck source=/d' -e '/^\. .*pipeline\.sh/{' -e 'r lib/pipeline.sh' -e 'd' -e '}' $< >$@
	chmod 755 $@

# One rule a folder of data: what is built of it is a copy.
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

# A fuzz target with a main() of our own replays files; make fuzz has libFuzzer's instead.
FUZZED = $(OBJ)/tests/fuzz/fuzz.o $(OBJ)/tests/fuzz/replay.o
REFUSING = -Wl,--wrap=memory_take,--wrap=memory_zero,--wrap=memory_resize
$(BUILD)/tests/fuzz/%: $(OBJ)/tests/fuzz/%.o $(FUZZED) $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(LINK) $(REFUSING) -o $@ $< $(FUZZED) $(BUILD)/libst.a $(LIBS) $(CJSON)

# --- for people ---

# The main job on a bundled capture of a core file, and on a live process.
demo: setup-demo
	@$(MAKE) --no-print-directory -s all
	@sh tests/demo "$(BUILD)"

# Builds everything and runs the tests. The last line is `N passed, N failed`. PART=modules: without the programs' own.
check: setup-check
	@$(MAKE) --no-print-directory -s all unit fuzzers
	@sh tests/run "$(BUILD)" $(PART)

setup-%:
	@sh tests/setup $*

unit: $(UNIT_TESTS)

fuzzers: $(FUZZERS)

# What make install installs.
release:
	@$(MAKE) --no-print-directory BUILD=$(RELEASE) LTO=yes all

# One file for a machine where only a debugger is: build/static/bin/st-collect.
static: $(BUILD)/static/bin/st-collect

# --- wider checks ---

check-clang:
	@$(MAKE) --no-print-directory check CC=clang BUILD=build/clang WERROR=$(WERROR) PART=$(PART)

check-asan:
	@$(MAKE) --no-print-directory check BUILD=build/asan SANITIZE=1 CFLAGS="-O1 -g" WERROR=$(WERROR) PART=$(PART)

KILLS = 200
# Kills st-collect, its debugger and its guard at 200 moments of an attach.
check-kills: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/kills "$(BUILD)" $(KILLS)

# Holds what is said of locks against programs that say who waits for whom; 1,000 looks at one that never locks up.
check-locks: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/locks "$(BUILD)"

.PHONY: check-twins
# Holds fingerprints against thousands of crashes of generated programs, of which it is known whether they are the same.
check-twins: setup-twins
	@$(MAKE) --no-print-directory -s all
	@tests/twins "$(BUILD)"

.PHONY: check-tabs
# Presses Tab in bash, zsh and fish.
check-tabs: setup-tabs
	@$(MAKE) --no-print-directory -s all
	@tests/tabs "$(BUILD)"

.PHONY: check-pythons
PYTHONS = /usr/bin/python3
# Holds what is said of Python threads against what these interpreters say themselves: PYTHONS="/usr/bin/python3.11 ..."
check-pythons: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/pythons "$(BUILD)" $(PYTHONS)

# Makes each allocation and each of many system calls of the stages fail, one after the other.
torture: setup-check
	@$(MAKE) --no-print-directory -s all
	@tests/torture "$(BUILD)"

N = 60
SEED =
DIRS =
# Changes a line of the parsers at random, N times, and looks whether a test notices. SEED=… draws the same again, DIRS=lib/native … from there alone.
mutants: setup-check
	@tests/mutants $(N) '$(SEED)' $(DIRS)

# Real servers and programs, alive, through the whole pipe. Needs root, or users of their own for the servers.
check-live: setup-live
	@$(MAKE) --no-print-directory -s all
	@sh tests/run "$(BUILD)" live

# What the packs say, of threads that are captured now, held against what the servers themselves say of them. Wants the
# servers that tests/fixtures/packs/make-servers names; SERVERS=… takes some of them, LOAD=more gives them more to do, and
# REBUILT=yes builds httpd, nginx and memcached with their symbols first.
LOAD =
REBUILT =
SERVERS = apache wsgi mariadb mariadb_plain postgres nginx redis memcached haproxy php erlang jvm node go rust cpp gunicorn celery
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
	@echo "$$(tests/fixtures/packs/contradicted --checked <"$(BUILD)/servers/said") kinds of threads held against what servers say, none contradicted"

# Parts of logs and streams on many cores (GNU parallel), on many hosts (network namespaces with Debian's sshd; needs
# root), and by Slurm: the groups are those of the whole.
check-cores check-ssh check-slurm: check-%: setup-%
	@$(MAKE) --no-print-directory -s all
	@tests/spread/$* "$(BUILD)"

# Validators of others read the exports. Needs the network, for npm.
check-exports: setup-exports
	@$(MAKE) --no-print-directory -s all
	@tests/exports "$(BUILD)"

DIR =
# Scores st-parse-gdb on public collections of crash reports below DIR, where they are at hand (tests/field says which).
check-field: all
	@python3 tests/field "$(BUILD)/bin" $(call shell_word,$(call literal,DIR))

GROUPS =
# Opens pages of st-render in a headless Chromium, clicks and searches them; GROUPS=10000: says how long such a page takes.
check-html: setup-html
	@$(MAKE) --no-print-directory -s all
	@tests/html/run "$(BUILD)" $(GROUPS)

check-valgrind: all
	@sh tests/valgrind "$(BUILD)"

# Which module may include which, and what each may export.
check-layers:
	@sh tests/layers

check-symbols: $(BUILD)/libst.a
	@sh tests/symbols "$(BUILD)"

# Installs into an empty root, uninstalls, and nothing is left.
check-install: release
	@sh tests/install "$(BUILD)"

# On a new Debian system made for it, the two commands of the README. Needs root and debootstrap.
check-fresh:
	@sh tests/fresh

# The tarball builds and passes the tests, where there is no git.
check-dist: setup-check dist
	@tests/dist "$(BUILD)/$(DIST).tar.gz"

# lintian has nothing to say of the package, and on a new Debian system it is installed, tried and removed. Needs root.
check-deb: deb
	@sh tests/deb "$(BUILD)/deb"

# What compilers do not say of sources, scripts and manuals.
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
# What the stages take, in ratios to yardsticks of the same run: never seconds. BASE=DIR: also to the programs in there.
bench: setup-bench release
	@tests/bench/run "$(RELEASE)" $(call shell_word,$(call literal,BASE))

# The same as groups, which `st-show --was BEFORE AFTER` compares.
bench-json: setup-bench release
	@tests/bench/run "$(RELEASE)" --json

# The instructions of the stages are those of a table, give or take 2 %, where compiler and machine are the table's.
BENCH_TABLE = tests/bench/instructions
BENCH_HELD = tests/bench/held "$(BUILD)" "$$($(CC) --version | sed -n 1p) $$($(CC) -dumpmachine) \
	$(strip $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) $(LTO_FLAGS) $(SANITIZERS))" $(BENCH_TABLE)
check-instructions: setup-bench all
	@$(BENCH_HELD)

# Writes the table of instructions anew.
bench-table: setup-bench all
	@$(BENCH_HELD) --write

# For how long servers are stopped, in ratios to collect.py's gdb.
bench-pause: setup-bench-pause all
	@tests/bench/pause "$(BUILD)"

# A minute of fuzzing of each target, with clang's libFuzzer.
fuzz:
	@sh tests/fuzz/run

# For the shell: $(to bin/st-group) is where that file of $(BUILD) is to be.
to = $(call shell_word,$(call literal,DESTDIR)$(call place,$1,$2))
PLACES = to() { case $$1 in \
	bin/*) printf %s/%s $(call to,bindir,bin) "$${1\#bin/}" ;; \
	share/man/*) printf %s/%s $(call to,mandir,share/man) "$${1\#share/man/}" ;; \
	share/*) printf %s/%s $(call to,datadir,share) "$${1\#share/}" ;; esac; }

# Installs below PREFIX. What it makes is for everybody, whatever the umask.
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

# Packs the sources: build/stacktraces-$(VERSION).tar.gz builds and tests itself. From a checkout it has what git knows of.
DIST = stacktraces-$(VERSION)
dist:
	@mkdir -p "$(BUILD)"
	@if [ -e .git ]; then git ls-files -z -- $(SOURCES); else find $(SOURCES) -type f -print0; fi | LC_ALL=C sort -z | \
		tar -c -z -f "$(BUILD)/$(DIST).tar.gz" --transform='s,^,$(DIST)/,' --owner=0 --group=0 --numeric-owner \
		--mode=go=rX,u+w --mtime="$$(sed -n 's/^ -- .*>  //p' lib/debian/changelog | head -n 1)" --null -T -
	@echo "$(BUILD)/$(DIST).tar.gz"

# Makes a package for Debian: build/deb/stacktraces_$(VERSION)_ARCHITECTURE.deb. The tests are make check's.
deb: setup-deb dist
	@rm -rf "$(BUILD)/deb" && mkdir "$(BUILD)/deb"
	@tar -x -z -C "$(BUILD)/deb" -f "$(BUILD)/$(DIST).tar.gz"
	@cp -R lib/debian "$(BUILD)/deb/$(DIST)/debian"
	@cd "$(BUILD)/deb/$(DIST)" && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage --build=full --no-sign >../log 2>&1 || { tail -n 40 ../log; exit 1; }
	@ls "$(BUILD)"/deb/*.deb

# Removes all that was built.
clean:
	rm -rf "$(BUILD)"

# Lists what can be made.
help:
	@awk '/^# / { said = substr($$0, 3); next } /^[a-z-]+:/ && said != "" { \
		printf "%-14s %s\n", substr($$1, 1, index($$1, ":") - 1), said } { said = "" }' Makefile

-include $(patsubst %.o,%.d,$(OBJECTS)) $(STAGES:%=$(OBJ)/bin/%.d) \
	$(patsubst $(BUILD)/%,$(OBJ)/%.d,$(UNIT_TESTS) $(FUZZERS)) $(FUZZED:.o=.d)

.SECONDARY:
.PHONY: always all release static help demo check unit fuzzers check-clang check-asan check-kills check-locks check-live check-servers check-field check-html check-valgrind check-layers \
	check-cores check-exports check-ssh check-slurm check-symbols check-install check-fresh check-dist check-deb dist deb torture mutants lint bench bench-json bench-table check-instructions bench-pause fuzz install uninstall clean
