#!/usr/bin/env bats
# The counting of the benchmarks, and the comparison with their table (tests/bench). A stand-in takes callgrind's place.
# shellcheck disable=SC2154 # set in common.bash

load common.bash

# Makes a stand-in for valgrind, in which each program takes 1,234 instructions itself and 1,000 in libraries.
make_valgrind() {
	mkdir -p build bin
	ln -s "$BUILD/bin" build/bin
	cat >bin/valgrind <<'END'
#!/bin/sh
for argument; do
	case $argument in
	--callgrind-out-file=*) profile=${argument#*=} ;;
	-*) ;;
	*) program=$argument && break ;;
	esac
done
printf '%s\n' 'events: Ir' 'ob=(1) /lib/libc.so.6' 'fn=(1) memchr' '1 900' "ob=(2) $program" 'fn=(2) main' '10 1000' \
	'cob=(3) /lib/libm.so.6' 'cfn=(3) log' 'calls=3 1' '10 9999' '+1 234' 'ob=(3)' 'fn=(3)' '* 100' 'totals: 2234' >"$profile"
END
	chmod 755 bin/valgrind
	PATH=$PWD/bin:$PATH
}

gcc='cc (Debian 12.2.0-14+deb12u1) 12.2.0 x86_64-linux-gnu -O3'
kind='gcc 12.2.0 of Debian, x86_64-linux-gnu -O3'
! grep -qw avx2 /proc/cpuinfo || kind="$kind with AVX2"

held() {
	"$checkout/tests/bench/held" build "$@"
}

@test "a profile gives the instructions of the program itself and those with its libraries" {
	make_valgrind
	is "$(PYTHONPATH=$checkout/tests/bench python3 -c 'import measure; print(measure.instructions(["/bin/true"]))')" '(2234, 1234)'
}

@test "more than 2 % above or below the table is a failure" {
	make_valgrind
	held "$gcc" table --write
	is "$(head -n 2 table)" "# $kind"$'\nst-parse-gdb\tbt full\t1234'
	is "$(held "$gcc" table)" '12 passed, 0 failed'
	# 1,234 is 1.9 % more than 1,211, and 2.1 % more than 1,209
	sed -i $'2s/\t1234/\t1211/' table
	is "$(held "$gcc" table)" '12 passed, 0 failed'
	sed -i $'2s/\t1211/\t1209/; 5s/\t1234/\t1300/; 12d' table
	run held "$gcc" table
	is "$status" 1
	is "${lines[3]}" '9 passed, 3 failed'
	has "${lines[0]}" 'st-parse-gdb, bt full: 1234 instructions, 1.021 of'
	has "${lines[1]}" 'st-parse-pylog, sparse log: 1234 instructions, 0.949 of'
	has "${lines[2]}" 'st-render, threads: 1234 instructions, not in the table'
}

@test "with another compiler than the table's nothing is compared, and a message says so" {
	make_valgrind
	held "$gcc" table --write
	is "$(held "${gcc/12u1/12u9}" table)" '12 passed, 0 failed'
	for other in "${gcc/O3/O2}" "${gcc/12.2.0-/13.2.0-}" "${gcc/x86_64/aarch64}" 'Debian clang version 14.0.6 x86_64-linux-gnu -O3'; do
		run held "$other" table
		is "$status" 0
		has "${lines[0]}" "not compared: the table is of $kind, and this is "
		is "${lines[1]}" '0 passed, 0 failed'
	done
}

@test "st-show --was compares two measurements as groups" {
	groups() {
		PYTHONPATH=$checkout/tests/bench python3 -c 'import json, measure, sys
for number, (stage, name) in zip(sys.argv[1:], measure.STAGES):
	print(json.dumps(measure.group("instructions", stage, name, float(number)), separators=(",", ":")))' "$@"
	}
	groups 100 2.4 >before
	groups 75 2.4 >after
	is "$(st-group --was before after | jq -c '[.frames[].function, .count, .was]' | head -n 2)" \
		$'["bt full","st-parse-gdb",75,100]\n["mixed","st-parse-gdb",2,2]'
	has "$(st-show --was before after)" '1 smaller'
}
