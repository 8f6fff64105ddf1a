# The formats table, csv and tsv of st-render: a line a group.
# shellcheck disable=SC2154,SC2034,SC2086 # set by bats and in common.bash

load common

records() {
	for i in 1 2 3; do thread "{\"tid\":$i,\"comm\":\"bank-$i\",\"state\":\"idle\",\"process\":{\"pid\":7}}" take loop; done
	jq -nc '{type: "thread", tid: 4, crashed: true, signal: "SIGSEGV", process: {pid: 7}, frames: [{function: "price", file: "/srv/a,b.c", line: 7}]}'
}

@test "table: aligned, in the order of interest, with the columns asked for" {
	records | st-group >groups
	run -0 --separate-stderr st-render --format table groups
	is "$output" 'count  share  name  state    function  place
    1    25%        SIGSEGV  price     /srv/a,b.c:7
    3    75%  bank  idle     take'
	run -0 st-render --format table --columns function,count groups
	is "$output" 'function  count
price         1
take          3'
	run -0 st-render --format table -n 1 --columns count groups
	is "$output" 'count
    1
and 1 more'
	run -2 --separate-stderr st-render --format table --columns count,plase groups
	has "$stderr" '--columns: plase: not one of count, '
	has "$stderr" '; did you mean place?'
	run -2 --separate-stderr st-render --columns '' groups
}

@test "csv: RFC 4180, as Python reads it, and no cell is a formula" {
	jq -nc '["=1+1", "+a", "-b", "@c", "a\"b", "a,b", "plain"] | .[] | {type: "traceback", exception: {type: ., message: "say \"no\", please"}, frames: []}' |
		st-group >groups
	st-render --format csv --columns name,message,count groups >out
	python3 -c '
import csv
with open("out", newline="") as file:
    text = file.read()
    assert text.count("\r\n") == text.count("\n") == 8, text
    file.seek(0)
    rows = list(csv.reader(file, strict=True))
assert rows[0] == ["name", "message", "count"], rows
names = ["\x27=1+1", "\x27+a", "\x27-b", "\x27@c", "a\"b", "a,b", "plain"]
assert sorted(row[0] for row in rows[1:]) == sorted(names), rows
assert all(row[1:] == ["say \"no\", please", "1"] for row in rows[1:]), rows'
	st-render --format tsv --columns name,count groups >out
	is "$(head -n 1 out)" "$(printf 'name\tcount')"
	is "$(awk -F '\t' '{ print NF }' out | sort -u)" 2
	# a header says which columns there are, of nothing, too
	is "$(st-render --format csv </dev/null)" "$(printf 'count,share,name,state,function,place\r')"
}

@test "table: wide characters take two columns, and lines are cut to the width of a terminal" {
	for name in 日本語の関数 plain_function 'e\u0301tude'; do
		thread '{"state":"s","process":{"pid":7}}' "$(printf %b "$name")" main
	done | st-group >groups
	st-render --format table --columns function,state groups >out
	python3 - <<-'END'
		import unicodedata
		def width(text):
		    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
		lines = open("out", encoding="utf-8").read().splitlines()
		places = {width(line[:line.rindex("s")]) for line in lines[1:]}
		assert places == {width("plain_function") + 2}, (places, lines)
	END
	records | st-group >groups
	cat >narrow <<-'END'
		import fcntl, os, pty, struct, sys, termios
		pid, fd = pty.fork()
		if pid == 0:
		    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
		    os.execvp(sys.argv[1], sys.argv[1:])
		try:
		    while data := os.read(fd, 65536):
		        os.write(1, data.replace(b"\r", b""))
		except OSError:
		    pass
	END
	python3 narrow st-render --format table groups >out
	is "$(python3 -c 'print(max(len(line.rstrip("\n")) for line in open("out", encoding="utf-8")))')" 40
	has "$(cat out)" …
}
