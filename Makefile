# GNU make. Everything is built into $(BUILD), which is an install prefix of its own.

VERSION = 0.1.0
BUILD = build
PREFIX = /usr/local

CC = cc
CFLAGS = -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
CPPFLAGS = -D_POSIX_C_SOURCE=200809L

STAGES = st-parse-gdb st-annotate st-group st-render

ALL_CFLAGS = -std=c11 $(WARNINGS) $(CFLAGS) -MMD -MP
ALL_CPPFLAGS = -Ilib -DST_VERSION='"$(VERSION)"' -DST_PREFIX='"$(PREFIX)"' $(CPPFLAGS)
LIBS = -lpcre2-8 -lcjson -lm

SOURCES = $(wildcard lib/*/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)

PACKS = $(wildcard lib/rules/packs/*.json)

WRAPPERS = st-describe

all: $(WRAPPERS:%=$(BUILD)/bin/%) $(STAGES:%=$(BUILD)/bin/%) $(PACKS:lib/rules/packs/%=$(BUILD)/share/stacktraces/packs/%)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libst.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $(OBJECTS)

$(STAGES:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/bin/%.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libst.a $(LIBS)

$(BUILD)/share/stacktraces/packs/%.json: lib/rules/packs/%.json
	@mkdir -p $(@D)
	cp $< $@

$(WRAPPERS:%=$(BUILD)/bin/%): $(BUILD)/bin/%: bin/%
	@mkdir -p $(@D)
	cp $< $@
	chmod 755 $@

-include $(wildcard $(BUILD)/lib/*/*.d $(BUILD)/bin/*.d)

.PHONY: all
