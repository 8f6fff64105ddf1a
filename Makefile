# GNU make. Everything is built into $(BUILD), which is an install prefix of its own.

VERSION = 0.1.0
BUILD = build
PREFIX = /usr/local

CC = cc
CFLAGS = -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
CPPFLAGS = -D_POSIX_C_SOURCE=200809L

STAGES = st-parse-gdb

ALL_CFLAGS = -std=c11 $(WARNINGS) $(CFLAGS) -MMD -MP
ALL_CPPFLAGS = -Ilib -DST_VERSION='"$(VERSION)"' $(CPPFLAGS)
LIBS = -lpcre2-8 -lcjson -lm

SOURCES = $(wildcard lib/*/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)

all: $(STAGES:%=$(BUILD)/bin/%)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libst.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $(OBJECTS)

$(STAGES:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/bin/%.o $(BUILD)/libst.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libst.a $(LIBS)

-include $(wildcard $(BUILD)/lib/*/*.d $(BUILD)/bin/*.d)

.PHONY: all
