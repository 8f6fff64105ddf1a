# What st-group and st-render promise of exceptions.
# shellcheck disable=SC2016,SC2034,SC2154 # set by bats and in common.bash

load common

# traceback MEMBERS TYPE MESSAGE FUNCTION ...: the record of an exception, with its innermost function first
traceback() {
	jq -nc --argjson more "$1" --arg type "$2" --arg message "$3" '
		{type: "traceback", language: "python", exception: ({type: $type} + if $message == "" then {} else {message: $message} end),
		frames: [$ARGS.positional | to_entries[] | {function: .value, file: "/srv/app/shop.py", line: (.key + 10)}]} + $more' --args "${@:4}"
}

at() { # SECOND LINE: members of a record that was logged then
	printf '{"log":{"time":"2026-11-24T10:00:%02d"},"source":{"file":"app.log","line":%d}}' "$1" "$2"
}

# For each group: count, type, and the functions of all exceptions in the chain.
groups() {
	jq -r '"\(.count) \(.exception.type) \([.frames[].function] | join(" "))"'
}

@test "exceptions of the same type through the same functions are one group: count, first, last, messages" {
	{
		traceback "$(at 1 5)" ValueError 'user 17 not found' get main
		traceback "$(at 2 15)" KeyError "'x'" get main
		traceback "$(at 3 25)" ValueError 'user 42 not found' get main
		traceback "$(at 4 35)" ValueError 'no user' get main
		traceback "$(at 5 45)" ValueError 'user 17 not found' get
	} >stream
	run -0 --separate-stderr st-group stream
	is "$(groups <<<"$output")" '3 ValueError get main
1 KeyError get main
1 ValueError get'
	is "$(jq -c '[.type, .of, .by, .first, .last, .messages, .messages_more, .members]' <<<"${lines[0]}")" \
		'["group","traceback","exception,functions",{"time":"2026-11-24T10:00:01","source":{"file":"app.log","line":5}},{"time":"2026-11-24T10:00:04","source":{"file":"app.log","line":35}},[{"template":"user * not found","count":2,"line":5,"values":[{"star":1,"value":"17","count":1,"line":5},{"star":1,"value":"42","count":1,"line":25}],"masked":[{"message":"user 17 not found","varies":[1]}]},{"template":"no user","count":1,"line":35}],null,null]'
	is "$(jq -r .exception.message <<<"${lines[0]}")" 'user 17 not found'
	is "$stderr" ''
}

@test "type and functions of every exception in a chain count, and so do the relations between them" {
	chain() { # RELATION TYPE FUNCTION
		traceback "{\"chain\":[{\"relation\":\"$1\",\"exception\":{\"type\":\"$2\",\"message\":\"m $RANDOM\"},\"frames\":[{\"function\":\"$3\",\"line\":$RANDOM}]}]}" E m f
	}
	{
		traceback '{}' E m f
		chain cause A g
		chain cause A g
		chain context A g
		chain cause B g
		chain cause A h
		traceback '{"exceptions":[{"exception":{"type":"A"},"frames":[{"function":"g"}]}]}' E m f
		traceback '{"exceptions":[{"exception":{"type":"A"},"frames":[{"function":"g"}]}]}' E m f
		traceback '{"exceptions":[{"exception":{"type":"A"},"frames":[{"function":"h"}]}]}' E m f
		traceback '{"exceptions":[{"exception":{"type":"A"},"frames":[{"function":"g"}]},{"exception":{"type":"A"},"frames":[{"function":"g"}]}]}' E m f
	} >stream
	run -0 st-group stream
	is "$(jq -c .count <<<"$output" | paste -sd ' ')" '1 2 1 1 1 2 1 1'
	is "$(jq -c .fingerprint <<<"$output" | sort -u | wc -l)" 8
}

@test "messages: the most frequent first; with equal counts, the one seen first" {
	for message in b a a c b a; do traceback '{}' E "$message" f; done >stream
	run -0 st-group stream
	is "$(jq -c '[.messages[] | [.template, .count]]' <<<"$output")" '[["a",3],["b",2],["c",1]]'
	for line in 1:z 2:y 3:z 4:y; do traceback "$(at 1 "${line%:*}")" E "${line#*:}" f; done >stream
	run -0 st-group stream
	is "$(jq -c '[.messages[] | [.template, .count]]' <<<"$output")" '[["z",2],["y",2]]'
	# without line numbers, in the order of their texts
	for message in z y z y; do traceback '{}' E "$message" f; done >stream
	run -0 st-group stream
	is "$(jq -c '[.messages[] | [.template, .count]]' <<<"$output")" '[["y",2],["z",2]]'
}

# Records of exceptions whose messages are the lines of standard input.
messages() {
	jq -Rc '{type: "traceback", exception: {type: "E", message: (. | gsub("<LF>"; "\n"))}, frames: [], source: {line: input_line_number}}'
}

# The messages of the first group: templates with their counts, and the values of their stars.
templates() {
	st-group "$@" | jq -r 'select(.messages) | .messages[] | "\(.count) * \(.template)\(.values // [] | map(" [\(.star)] \(.value)=\(.count)") | add // "")"'
}

@test "messages: a star only where they differ; up to five values, whose counts add up to all messages" {
	is "$(printf "%s\n" "'NoneType' has no 'split'" "'NoneType' has no 'split'" | messages | templates)" \
		"2 * 'NoneType' has no 'split'"
	is "$(printf "int() with base 10: '%s'\n" x y x z x y | messages | templates)" \
		"6 * int() with base 10: '*' [1] x=3 [1] y=2 [1] z=1"
	is "$(printf "at %d of 7\n" 1 2 3 4 5 | messages | templates)" \
		'5 * at * of 7 [1] 1=1 [1] 2=1 [1] 3=1 [1] 4=1 [1] 5=1'
	is "$(printf "at %d of 7\n" 1 2 3 4 5 6 | messages | templates)" '6 * at * of 7'
	is "$(printf "no '%s' in '%s'\n" '' a 1 b 2 a 3 a 4 b 5 a | messages | templates)" \
		"6 * no '*' in '*' [2] a=4 [2] b=2"
	# a star in the messages themselves is none of the template
	is "$(printf "no '*' in '%s'\n" a b | messages | templates)" "2 * no '*' in '*' [1] a=1 [1] b=1"
	is "$(printf "%s\n" 'glob * of 1' 'glob * of 1' | messages | templates)" '2 * glob * of 1'
	# long values are not listed
	is "$(printf "got '%0201d'\n" 1 1 | messages | templates | wc -c)" 212
	is "$(printf "got '%0201d'\n" 1 2 | messages | templates)" "2 * got '*'"
}

@test "messages: different HTTP statuses and errnos stay separate" {
	is "$(printf '%s\n' 'HTTP 404' 'HTTP 500' '[Errno 2] x' '[Errno 13] x' 'HTTP 404' | messages | templates)" \
		'2 * HTTP 404
1 * HTTP 500
1 * [Errno 2] x
1 * [Errno 13] x'
	is "$(printf 'no module named %s\n' alpha beta alpha | messages | templates)" \
		'2 * no module named alpha
1 * no module named beta'
}

@test "messages: words that differ become values if enough words are the same" {
	is "$(printf 'session opened for user %s by uid=%d\n' ann 0 bob 0 cid 0 ann 0 | messages | templates)" \
		'4 * session opened for user * by uid=0 [1] ann=2 [1] bob=1 [1] cid=1'
	is "$(printf 'invalid user %s from 10.0.0.%d\n' ann 1 bob 2 cid 3 dan 4 eve 5 fay 6 | messages | templates)" \
		'6 * invalid user * from *'
	# the template keeps what both words begin with, up to a punctuation mark
	is "$(printf 'the login of user=%s, was refused here\n' root ann bob | messages | templates)" \
		'3 * the login of user=*, was refused here [1] root=1 [1] ann=1 [1] bob=1'
	# also where other messages have a value already
	is "$(printf '%s\n' 'failed for invalid user 17' 'failed for invalid user admin' 'failed for invalid user 17' | messages | templates)" \
		'3 * failed for invalid user * [1] 17=2 [1] admin=1'
	# but not if too little is the same, or too few messages differ
	is "$(printf '%s startup succeeded\n' a b c d e f g h | messages | templates | wc -l)" 8
	is "$(printf 'session opened for user %s by me\n' ann bob | messages | templates | wc -l)" 2
	is "$(printf 'name is %s here\n' aa bb cc dd | messages | templates | wc -l)" 4
	is "$(printf 'name is %s here\n' aa bb cc dd ee | messages | templates)" '5 * name is * here [1] aa=1 [1] bb=1 [1] cc=1 [1] dd=1 [1] ee=1'
	# beyond the ceiling only numbers and the like become values
	is "$(printf 'session opened for user %s by me\n' ann bob cid dan | messages | templates --messages 3 | wc -l)" 3
	is "$(printf 'session opened for user %s by me\n' ann bob cid | messages | templates --exact-messages | wc -l)" 3
}

@test "messages: groups of earlier versions and other programs can be grouped again with theirs" {
	group() {
		printf '{"type":"group","of":"traceback","by":"x","count":4,"exception":{"type":"E","message":"m"},"frames":[],"messages":[%s]}\n' "$1"
	}
	is "$({
		group '{"template":"user * not found","count":3,"line":7},{"template":"no *","count":1}'
		printf '%s\n' 'user 17 not found' 'no star' | messages
	} | templates)" '4 * user * not found
1 * no star
1 * no *'
	# if counts or values do not fit the template, only the template is kept
	for masked in '[]' '7' '[7]' '[{"message":"user 1 x","count":5}]' '[{"message":"user 1 x","count":0},{"message":"b","count":4}]' \
		'[{"message":"user 1 x","count":2},{"message":"b","count":1}]'; do
		is "$(group '{"template":"user * x","count":4,"masked":'"$masked"'}' | templates)" '4 * user * x'
	done
	for values in '7' '[7]' '[{"star":1,"value":"1","count":3}]' '[{"star":1,"value":"1","count":5}]' '[{"star":2,"value":"1","count":4}]' \
		'[{"star":1,"value":"1","count":-1},{"star":1,"value":"2","count":5}]'; do
		is "$(group '{"template":"user * x","count":4,"values":'"$values"',"masked":[{"message":"user 1 x","varies":[1]}]}' | templates)" '4 * user * x'
	done
	is "$(group '{"template":"user * x","count":4,"masked":[{"message":"user 1 x","varies":[3,1,"a",{}]}]}' | templates)" '4 * user 1 x'
}

@test "--exact-messages counts messages as they are, without templates" {
	for message in 'user 17' 'user 42' 'user 17' ''; do traceback '{}' E "$message" f; done >stream
	run -0 st-group --exact-messages stream
	is "$(jq -c '[.count, [.messages[] | [.template, .count]]]' <<<"$output")" '[4,[["user 17",2],["user 42",1]]]'
}

@test "--messages limits how many different messages are kept; the others are counted, and a message says so" {
	for message in a b c d a c b; do traceback '{}' E "$message" f; done >stream
	traceback '{}' F m f >>stream
	run -0 --separate-stderr st-group --messages 2 stream
	is "$(jq -c '[.count, [.messages[] | [.template, .count]], .messages_more]' <<<"$output")" '[7,[["a",2],["b",2]],3]
[1,[["m",1]],null]'
	has "$stderr" 'st-group: '
	has "$stderr" --messages
	has "$stderr" messages_more
	is "${#stderr_lines[@]}" 1
	has "$stderr" '1 group has'
	run -0 --separate-stderr st-group --messages 4 stream
	is "$stderr" ''
	run -0 --separate-stderr st-group --messages 0 stream
	is "$(jq -c '[.count, .messages, .messages_more]' <<<"$output")" '[7,null,7]
[1,null,1]'
	has "$stderr" '2 groups have'
}

@test "first and last are taken from exceptions whose time or place is known" {
	{
		traceback '{}' E m f
		traceback '{"source":{"line":2}}' E m f
		traceback '{"log":{"timestamp":"then"}}' E m f
		traceback '{}' E m f
	} >stream
	st-group stream >whole
	is "$(jq -c '[.first, .last]' whole)" '[{"source":{"line":2}},{"time":"then"}]'
	for cut in 1 2 3; do
		{
			head -n "$cut" stream | st-group
			tail -n +$((cut + 1)) stream | st-group
		} | st-group >halves
		same <(jq -S . halves) <(jq -S . whole) # the order of members may differ
	done
}

@test "exceptions without a message, and records without log or source, are grouped" {
	traceback '{}' E '' f >stream
	run -0 --separate-stderr st-group stream
	is "$(jq -c '[.count, .messages, .first, .last]' <<<"$output")" '[1,null,null,null]'
	run -0 st-render stream
	is "$output" 'E
  f at /srv/app/shop.py:10'
	st-group stream | st-render >out
	is "$(cat out)" '1 exception in 1 kind

1 time E
  f at /srv/app/shop.py:10'
}

@test "the groups of two halves, grouped, are the groups of the whole" {
	for i in $(seq 60); do
		traceback "$(at "$((i % 60))" "$i")" "E$((i % 3))" "number $i of '$((i % 5))' $(printf "%$((i % 4))s" '' | tr ' ' x)" "f$((i % 2))" main
	done >stream
	traceback '{}' E9 '' f >>stream
	for options in '' --exact-messages '--by exception' '--by message' '--by fingerprint' '--by day'; do
		# shellcheck disable=SC2086
		st-group $options stream >whole
		for cut in 1 7 30 59; do
			# shellcheck disable=SC2086
			{
				head -n "$cut" stream | st-group $options
				tail -n +$((cut + 1)) stream | st-group $options
			} | st-group $options >halves
			same halves whole
		done
		# shellcheck disable=SC2086
		st-group $options whole >again
		same again whole
	done
	is "$(st-group stream | jq -s 'map(.count) | add')" 61
}

@test "the groups of real exceptions in halves, grouped, are the groups of the whole" {
	for table in shapes carriers frameworks by_hand; do
		jq -j '.[].text // empty' "$checkout/tests/fixtures/pylog/$table.json" | st-parse-pylog
	done >stream
	total=$(wc -l <stream)
	[ "$total" -gt 300 ]
	for options in '' --exact-messages '--by fingerprint' '--by .log.level'; do
		# shellcheck disable=SC2086
		st-group $options stream >whole
		is "$(jq -s 'map(.count) | add' whole)" "$(jq -c 'select(.type == "traceback" or .type == "thread")' stream | wc -l)"
		for cut in 1 $((total / 3)) $((total / 2)) $((total - 1)); do
			# shellcheck disable=SC2086
			{
				head -n "$cut" stream | st-group $options
				tail -n +$((cut + 1)) stream | st-group $options
			} | st-group $options >halves
			same halves whole
		done
	done
	for format in text original json original-stacktrace; do
		for file in stream whole; do
			st-render --of traceback --format "$format" "$file" >out
			[ -s out ]
			iconv -f UTF-8 -t UTF-8 out >/dev/null
			[ "$format" != json ] || is "$(jq length out)" "$(jq -c 'select((.of // .type) == "traceback")' "$file" | wc -l)"
		done
	done
}

@test "threads and exceptions in one stream are grouped each by its own key" {
	{
		thread '{"tid":1,"process":{"pid":7}}' f
		traceback '{}' E m f
		thread '{"tid":2,"process":{"pid":7}}' f
		traceback '{}' E n f
		echo '{"type":"capture","text":"x"}'
	} >stream
	run -0 --separate-stderr st-group stream
	is "$(jq -r '"\(.type) \(.of) \(.by) \(.count)"' <<<"$output")" 'capture null null null
group thread process,functions 2
group traceback exception,functions 2'
	run -0 --separate-stderr st-group --by functions stream
	is "$(jq -r 'select(.of) | "\(.of) \(.by) \(.count)"' <<<"$output")" 'thread functions 2
traceback functions 2'
}

@test "--by exception, message, fingerprint" {
	{
		traceback '{}' E m f
		traceback '{}' E n g
		traceback '{}' F m f
		traceback '{"exception":{"type":"__main__.E","message":"m"}}' E m f
		traceback '{"chain":[{"relation":"cause","exception":{"type":"C"},"frames":[]}]}' E m f
	} >stream
	is "$(st-group --by exception stream | groups)" '2 E f
1 F f
1 __main__.E f
1 E f'
	is "$(st-group --by message stream | jq -r '"\(.count) \(.exception.message)"')" '3 m
1 n
1 m'
	is "$(st-group --by fingerprint stream | groups)" '2 E f
1 E g
1 F f
1 E f'
	run -2 --separate-stderr st-group --by exceptions stream
	has "$stderr" exception
}

@test "a fingerprint can be computed by hand from st-records(5)" {
	traceback '{}' ValueError 'a message' get main >stream
	hand=$(printf '%s\n' traceback 'raised ValueError' 'app/shop get' 'app/shop main' | sha256sum | cut -c 1-16)
	is "$(st-group stream | jq -r .fingerprint)" "2:$hand"
	is "$(st-annotate stream | jq -r .fingerprint)" "2:$hand"
}

# A record of an exception with every kind of member.
full() {
	jq -nc '{type: "traceback", language: "python", exception: {type: "app.ShopError", message: "no\nsuch\n  thing"},
		frames: [
			{function: "connect", file: "/usr/lib/python3.11/socket.py", line: 5, text: "sock.connect()"},
			{function: "get", file: "/srv/app/shop.py", line: 10, text: "return table[key]"},
			{function: "call", file: "/v/lib/python3.11/site-packages/flask/app.py", line: 20, text: "return f()"},
			{function: "main", file: "/srv/app/main.py", line: 30, repeated: 3}],
		chain: [
			{relation: "cause", exception: {type: "KeyError", message: "\u0027x\u0027"}, frames: [{function: "look", file: "/srv/app/table.py", line: 7}]},
			{relation: "context", exception: {type: "OSError"}, frames: []}],
		exceptions: [
			{exception: {type: "ValueError", message: "one"}, frames: [{function: "a", file: "a.py", line: 1}],
				chain: [{relation: "cause", exception: {type: "TypeError", message: "behind"}, frames: []}]},
			{exception: {type: "ExceptionGroup", message: "two"}, frames: [],
				exceptions: [{exception: {type: "IndexError"}, frames: [{function: "b", file: "b.py", line: 2}]}]}],
		thread: "Worker-1", truncated: true,
		log: {timestamp: "10:00:01,5", time: "2026-11-24T10:00:01.5", level: "ERROR", logger: "shop", message: "failed\nbadly"},
		source: {file: "app.log", line: 17, lines: 9, offset: 100}}'
}

@test "text: functions that call each other in turn are folded" {
	cat >mutual.py <<-'END'
		def even(n):
		    return n == 0 or odd(n - 1)
		def odd(n):
		    if n == 1:
		        raise ValueError(n)
		    return even(n - 1)
		even(20)
	END
	python3 mutual.py 2>log || :
	st-parse-pylog log | st-render >out
	is "$(head -12 out)" "ValueError: 1
  no time (log:1)
  odd at $PWD/mutual.py:5
      raise ValueError(n)
  even at $PWD/mutual.py:2
      return n == 0 or odd(n - 1)
  odd at $PWD/mutual.py:6
      return even(n - 1)
  these 2 8 times more
  even at $PWD/mutual.py:2
      return n == 0 or odd(n - 1)
  <module> at $PWD/mutual.py:7"
}

@test "text: type and message, own frames before libraries' frames, the chain, and the group's exceptions indented" {
	full >stream
	run -0 --separate-stderr st-render stream
	is "$output" "app.ShopError: no
    such
      thing
  10:00:01,5 ERROR shop (app.log:17)
  failed
    badly
  in thread Worker-1
  get at /srv/app/shop.py:10
      return table[key]
  main at /srv/app/main.py:30, and 3 times more
  in libraries:
    connect at /usr/lib/python3.11/socket.py:5
    call at /v/lib/python3.11/site-packages/flask/app.py:20
  with ValueError: one
    a at a.py:1
    caused by TypeError: behind
  with ExceptionGroup: two
    with IndexError
      b at b.py:2
  caused by KeyError: 'x'
    look at /srv/app/table.py:7
  while handling OSError
  the log cut it short"
	is "$stderr" ''
	run -0 st-render -i 1 stream
	has "$output" '    connect at /usr/lib/python3.11/socket.py:5
        sock.connect()'
}

@test "text: if all frames belong to libraries, all are shown without a heading" {
	jq -nc '{type: "traceback", exception: {type: "E"}, frames: [range(9) | {function: "f\(.)", file: "/usr/lib/python3.11/x.py", line: .}]}' >stream
	run -0 st-render stream
	is "$(grep -c ' at /usr/lib' <<<"$output")" 9
	lacks "$output" 'in libraries'
	jq -c '.frames += [{function: "mine", file: "a.py", line: 1}]' stream >own
	run -0 st-render own
	is "${lines[1]}" '  mine at a.py:1'
	is "${lines[2]}" '  in libraries:'
	is "$(grep -c ' at /usr/lib' <<<"$output")" 5
	is "${lines[8]}" '    and 4 more'
	run -0 st-render -i 1 own
	is "$(grep -c ' at /usr/lib' <<<"$output")" 9
}

@test "a group of several types of exceptions counts them, and claims none of them for all" {
	{
		traceback "$(at 1 5)" __main__.F same f
		traceback "$(at 2 15)" E same g
		traceback "$(at 3 25)" F same f
		traceback "$(at 4 35)" E same f | jq -c 'del(.exception.type)'
	} >stream
	st-group --by day stream >grouped
	python3 "$checkout/tests/docs.py" schema "$checkout/man/record.schema.json" <grouped
	is "$(jq -c .types grouped)" '[{"type":"F","count":2},{"type":"E","count":1}]'
	st-render grouped >out
	is "$(cat out)" '4 exceptions in 1 kind, 2026-11-24T10:00:01 to 2026-11-24T10:00:04

4 times one of several types: F 2, E 1, others 1
  first 2026-11-24T10:00:01 (app.log:5), last 2026-11-24T10:00:04 (app.log:35)
  4 * same
  day 2026-11-24
  one of them, __main__.F: same
  f at /srv/app/shop.py:10'
	is "$(st-render --format csv --columns name grouped | tr -d '\r')" 'name
"one of several types: F 2, E 1, others 1"'
	# exports, too: none of the types stands for all
	is "$(st-render --format markdown grouped | sed -n 5p)" '| 4 |  | <code>one of several types: F 2, E 1, others 1</code> | <code>/srv/app/shop.py:10</code> |'
	has "$(st-render --format github grouped)" 'title=one of several types%3A F 2%2C E 1%2C others 1::4 times'
	has "$(st-render --format junit grouped)" '<failure type="several types" message="one of several types: F 2, E 1, others 1, 4 times">'
	is "$(st-render --format sarif grouped | jq -c '.runs[0].results[] | [.ruleId, .message.text]')" '["several types","one of several types: F 2, E 1, others 1"]'
	is "$(st-render --format otlp grouped | jq -c '[.. | .key? // empty | select(startswith("exception"))]')" '["exception.stacktrace"]'
	# not where all have one type, or the key has it
	is "$(head -n 1 stream | cat - stream | grep F | st-group --by day | jq -c .types)" null
	is "$(st-group stream | jq -c .types | sort -u)" null
	is "$(st-group --by day,exception stream | jq -c .types | sort -u)" null
	# one type, and others that are not known
	is "$(tail -n 2 stream | st-group --by day | st-render | sed -n 3p)" '2 times one of several types: F 1, others 1'
	is "$(tail -n 1 stream | st-group --by day | jq -c .types)" null
	# very many
	traceback "$(at 1 5)" E '' f | jq -c '. as $it | range(300) as $n | $it | .exception.type = "E\($n)"' | cat - stream >many
	st-group --by day many >grouped
	is "$(jq -c '[.count, (.types | length, (map(.count) | add))]' grouped)" '[304,256,256]'
	is "$(st-render grouped | sed -n 3p)" '304 times one of several types: E0 1, E1 1, E10 1, E100 1, E101 1, others 299'
	# a member that only looks like it
	is "$(head -n 1 stream | jq -c '.types = 7' | st-group --by day | jq -c .types)" null
}

@test "text: a group shows its count, the first and last time, and its messages" {
	{
		traceback "$(at 1 5)" E 'user 1' f
		traceback "$(at 2 15)" E 'user 2' f
		traceback "$(at 3 25)" E 'none' f
		traceback "$(at 4 35)" F 'alone' f
	} >stream
	st-group stream | st-render >out
	is "$(cat out)" '4 exceptions in 2 kinds, 2026-11-24T10:00:01 to 2026-11-24T10:00:04

3 times E: user *
  first 2026-11-24T10:00:01 (app.log:5), last 2026-11-24T10:00:03 (app.log:25)
  2 * user *: '\''1'\'' 1, '\''2'\'' 1
  1 * none
  f at /srv/app/shop.py:10

1 time F: alone
  at 2026-11-24T10:00:04 (app.log:35)
  f at /srv/app/shop.py:10'
	for message in a b c d e f g g; do traceback '{}' E "$message" f; done | st-group | st-render >out
	is "$(sed -n '4,9p' out)" '  2 * g
  1 * a
  1 * b
  1 * c
  1 * d
  2 with other messages'
}

@test "text: the values of stars are shown, and long messages are cut" {
	messages_of() {
		for value in "$@"; do traceback '{}' E "no '${value%:*}' in '${value#*:}'" f; done | st-group | st-render | sed -n 4p
	}
	is "$(messages_of a:x b:x b:x)" "  3 * no '*' in 'x': 'b' 2, 'a' 1"
	is "$(messages_of a:x b:y b:x)" "  3 * no '*' in '*': 'b' 2, 'a' 1; 'x' 2, 'y' 1"
	is "$(messages_of a:x b:x c:x d:x e:x f:y)" "  6 * no '*' in '*': many; 'x' 5, 'y' 1"
	is "$(messages_of $'a\e:x' b:x)" "  2 * no '*' in 'x': 'a\\x1b' 1, 'b' 1"
	traceback '{}' E "$(seq 30)" f >stream
	is "$(st-render stream | sed -n '20,22p')" '    20
    and 10 lines more
  f at /srv/app/shop.py:10'
	is "$(st-render -i 1 stream | sed -n '30,31p')" '    30
  f at /srv/app/shop.py:10'
	traceback '{}' E "$(seq 21)" f >stream
	is "$(st-render stream | sed -n '21p')" '    21'
}

@test "text: an exception that the log cut before its type" {
	jq -nc '{type: "traceback", frames: [{function: "f", file: "a.py", line: 1}], truncated: true, source: {line: 4}}' >stream
	run -0 st-render stream
	is "$output" 'an exception, cut off before its type
  no time (line 4)
  f at a.py:1
  the log cut it short'
	traceback '{"known":false,"issue":{"id":"WALK-17"}}' E m f >stream
	run -0 st-render stream
	has "$output" '  new, WALK-17'
}

@test "no format lets control characters through" {
	jq -nc '[0, 1, 7, 8, 27, 127, 155, 8206] | map([.] | implode) | join("") + "\u001b[2J" | . as $odd |
		{type: "traceback", exception: {type: ("T" + $odd), message: ("m" + $odd + "\nn" + $odd)}, thread: $odd,
		frames: [{function: ("f" + $odd), file: $odd, line: 1, text: $odd}],
		log: {timestamp: $odd, level: $odd, logger: $odd, message: $odd, time: $odd}, raw: $odd, source: {file: $odd, line: 1},
		chain: [{relation: "cause", exception: {type: $odd, message: $odd}, frames: [{function: $odd}]}]}' >stream
	st-group stream >groups
	for format in text original json original-stacktrace; do
		for file in stream groups; do
			st-render --format "$format" --of traceback --summary "$file" >out
			[ -s out ]
			is "$(LC_ALL=C tr -cd '\000-\011\013-\037\177' <out | wc -c)" 0
			is "$(LC_ALL=C grep -c "$(printf '\302\233')" out)" 0
		done
	done
}

@test "text: each exception is shown as it comes" {
	mkfifo live
	st-render live >out 3>&- &
	pid=$!
	exec 9<>live
	traceback '{}' E one f >&9
	eventually grep -q shop.py out
	traceback '{}' E two f >&9
	eventually grep -q 'E: two' out
	exec 9>&-
	wait "$pid"
}

@test "original: the failure, then the functions from the outermost on, causes first" {
	full | jq -c '.chain[1].frames = [] | del(.exceptions)' >stream
	traceback '{}' E '' >>stream
	traceback '{"raw":"as it\nstood"}' E $'a\nb' f g >>stream
	st-render --format original stream >out
	same out <(printf '%s\n' 'app.ShopError: no' such '  thing' 'look, main, call, get, connect' '' E '' '' 'E: a|b' 'g, f' 'as it' stood '' '')
}

@test "original: --summary lists what was seen more than once, in the order of first sight" {
	{
		traceback '{"source":{"line":1}}' E one f
		traceback '{"source":{"line":2}}' E two g
		traceback '{"source":{"line":3}}' E two g
		traceback '{"source":{"line":4}}' E one h
		traceback '{"source":{"line":5}}' F one f
		traceback '{"source":{"line":6}}' E '' g
		traceback '{"source":{"line":7}}' E '' g
	} >stream
	printf '%s\n' 'Duplicated error messages:' '  2: E: one' '  2: E: two' '  2: E' 'Duplicated stacktraces:' '  2: f' '  4: g' >wanted
	st-render --format original --summary stream | tail -n 7 >out
	same out wanted
	st-group --exact-messages stream | st-render --format original --summary | tail -n 7 >out
	same out wanted
	st-render --format original --summary <<<'' >out 2>said || :
	st-render --format original --of traceback --summary </dev/null >out
	same out <(printf '%s\n' 'Duplicated error messages:' 'Duplicated stacktraces:')
}

@test "original: --summary does not add up counts beyond what a record may have" {
	for count in 9007199254740991 3 4; do
		printf '{"type":"group","of":"traceback","count":%s,"exception":{"type":"E"},"frames":[{"function":"f"}]}\n' "$count"
	done >stream
	run -0 st-render --format original --summary stream
	is "$(grep -c '9007199254740991: E' <<<"$output")" 1
	is "$(grep -c '  7: ' <<<"$output")" 2
}

@test "json: the array that stacktraces.py writes, in ASCII" {
	traceback '{"log":{"timestamp":"2026-11-24 10:00:00,5","time":"2026-11-24T10:00:00.5+01:00"}}' E $'h\u00e9 \U1F600 "q" \\ \u007f\n  x\ty' 'f\u00e9' g >one
	traceback '{"log":{"time":"2026-11-24T10:00:00.000"},"raw":"as it\nstood"}' E '' >two
	traceback '{"log":{"time":"2026-11-24T10:00:00"}}' E m >>two
	cat one two >stream
	st-render --format json stream >out
	cat >wanted.py <<-'END'
		import json
		def event(thread):
		    return {"process": {"processname": "no-name", "threads": [thread], "threadgroups": [{"thread_ids": [0]}]}, "mv": 1}
		frames = [{"id": 1, "fn": "g"}, {"id": 2, "fn": "f\\u00e9"}]
		events = [
		    event({"frames": frames, "failure": 'E: h\u00e9 \U0001f600 "q" \\ \x7f\n  x\ty', "timestamp": "2026-11-24 10:00:00,5",
		           "isotimestamp": "2026-11-24T10:00:00.500000+01:00"}),
		    {"wrapped": event({"failure": "E", "isotimestamp": "2026-11-24T10:00:00"}), "raw": "as it\nstood\n"},
		    event({"failure": "E: m", "isotimestamp": "2026-11-24T10:00:00"}),
		]
		print("[\n" + "\n,\n".join(json.dumps(each) for each in events).replace("\x7f", "\\u007f") + "\n]")
	END
	python3 wanted.py >wanted
	same out wanted
	is "$(LC_ALL=C tr -d '\012\040-\176' <out | wc -c)" 0
}

@test "json: every character can be read back" {
	python3 - >stream <<-'END'
		import json
		text = "".join(map(chr, [*range(1, 0x300), 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff]))
		print(json.dumps({"type": "traceback", "exception": {"type": "E", "message": text.replace("\n", "").replace("\r", "")}, "frames": []}))
	END
	st-render --format json stream >out
	python3 - <<-'END'
		import json
		wanted = json.loads(open("stream").read())["exception"]["message"]
		got = json.load(open("out"))[0]["process"]["threads"][0]["failure"]
		assert got == "E: " + wanted, (got, wanted)
		assert open("out").read().isascii()
	END
}

@test "original-stacktrace: an exception is shown as a group of one thread" {
	full | jq -c 'del(.exceptions)' >stream
	st-render --format original-stacktrace stream >out
	same out <(printf '%s\n' '1 * [0] Failure was <app.ShopError: no' such '  thing>' '  look, main, call, get, connect, ' '')
	{
		traceback '{}' E m f
		traceback '{}' E m f
	} | st-group | st-render --format original-stacktrace >out
	same out <(printf '2 * [0] Failure was <E: m>\n  f, \n\n')
	st-render --format original-stacktrace </dev/null >out
	same out <(printf '1 * [0]\n  \n\n')
}

@test "an empty stream in each format" {
	for kind in thread traceback; do
		is "$(st-render --of "$kind" </dev/null)" ''
		is "$(st-render --of "$kind" --format original </dev/null)" ''
	done
	is "$(st-render --of traceback --format json </dev/null)" '[
]'
	same <(st-render --of thread --format json </dev/null) <(st-render --format json </dev/null)
}

@test "--of with records of the other type: a note says how many are not shown" {
	{
		thread '{"tid":1}' poll
		traceback '{}' E m f
		thread '{"tid":2}' poll
		echo '{"type":"capture","text":"x"}'
	} >stream
	run -0 --separate-stderr st-render --of traceback stream
	is "$output" 'E: m
  f at /srv/app/shop.py:10'
	is "$stderr" 'st-render: 3 records of other types not shown; captures are for st-parse-gdb'
	run -0 --separate-stderr st-render --of thread stream
	lacks "$output" 'E: m'
	has "$output" poll
	is "$stderr" 'st-render: 2 records of other types not shown; captures are for st-parse-gdb'
	run -0 --separate-stderr st-render stream
	has "$output" 'E: m'
	has "$output" poll
	is "$stderr" 'st-render: 1 record of other types not shown; captures are for st-parse-gdb'
	# without --of, a document has the type of the first record
	run -0 --separate-stderr st-render --format json stream
	is "$(jq -c '[.processes[0].threads[].tid]' <<<"$output")" '["1","2"]'
	is "$stderr" 'st-render: 2 records of other types not shown; captures are for st-parse-gdb'
	run -0 --separate-stderr st-render --format original --of traceback stream
	is "${lines[0]}" 'E: m'
	is "$stderr" 'st-render: 3 records of other types not shown; captures are for st-parse-gdb'
	run -0 --separate-stderr st-render --format original-stacktrace stream
	has "$output" '1 * [0] Failure was <E: m>'
	is "$stderr" 'st-render: 3 records of other types not shown; captures are for st-parse-gdb'
	run -2 --separate-stderr st-render --of frame stream
	has "$stderr" --of
}

@test "members of the wrong type count as missing" {
	for odd in '{"exception":7}' '{"exception":{"type":7,"message":[]}}' '{"frames":{}}' '{"frames":[7,null,{"function":9,"line":"x"}]}' '{"chain":{}}' '{"chain":[7]}' \
		'{"exceptions":[[]]}' '{"log":[]}' '{"source":3}' '{"messages":7,"type":"group","of":"traceback","count":2}' '{"type":"group","of":"traceback","count":2,"messages":[7,{"template":3}],"first":9}'; do
		traceback "$odd" E m f >stream
		run -0 --separate-stderr st-group stream
		is "$stderr" ''
		is "$(jq -s length <<<"$output")" 1
		for format in text 'original --summary' json original-stacktrace; do
			# shellcheck disable=SC2086 # with options
			run -0 --separate-stderr st-render --of traceback --format $format stream
			is "$stderr" ''
			[ -n "$output" ]
		done
	done
}


@test "the work is linear in exceptions, messages, kinds, links of a chain, frames and lines of a message" {
	for size in 2000 20000; do
		seq "$size" | sed 's/.*/{"type":"traceback","exception":{"type":"E","message":"\x27&\x27"},"frames":[{"function":"f"}]}/' >"events.$size"
		seq "$size" | tr 0-9 a-j | sed 's/.*/{"type":"traceback","exception":{"type":"E","message":"x&"},"frames":[{"function":"f"}]}/' >"messages.$size"
		seq "$size" | sed 's/.*/{"type":"traceback","exception":{"type":"E&"},"frames":[{"function":"f"}]}/' >"kinds.$size"
		for name in chain exceptions; do
			{
				printf '{"type":"traceback","exception":{"type":"E"},"frames":[],"%s":[' "$name"
				seq "$size" | sed 's/.*/{"exception":{"type":"E&"},"frames":[{"function":"f"}]},/' | tr -d '\n'
				echo '{"exception":{"type":"E"},"frames":[]}]}'
			} >"$name.$size"
		done
		{
			printf '{"type":"traceback","exception":{"type":"E"},"frames":['
			seq "$size" | sed 's/.*/{"function":"f&","file":"m&.py"},/' | tr -d '\n'
			echo '{"function":"main"}]}'
		} >"frames.$size"
		{
			printf '{"type":"traceback","exception":{"type":"E","message":"'
			seq "$size" | sed 's/$/ it goes on, \x27x/' | tr '\n' '|' | sed 's/|/\\n/g'
			echo '"},"frames":[]}'
		} >"lines.$size"
	done
	for kind in events messages kinds chain exceptions frames lines; do
		for stage in st-group 'st-group --exact-messages --messages 1000000' st-render 'st-render --format original --summary' 'st-render --format json' 'st-render --format original-stacktrace'; do
			# shellcheck disable=SC2086
			linear "$kind.2000" 10 "$kind.20000" $stage
		done
	done
}

@test "first and last are the earliest and the latest, whatever the order of the records" {
	event() { printf '{"type":"traceback","exception":{"type":"E"},"frames":[],"log":{"time":"%s"},"source":{"line":%d}}\n' "$1" "$2"; }
	{
		event 2026-03-02T10:00:00.100 1
		event 2026-03-01T09:00:00.100 2
		event 2026-03-01T12:00:00.100+05:00 3
		event 10:00:00 4
	} >stream
	is "$(st-group stream | jq -c '[.first.source.line, .last.source.line]')" '[3,1]'
	for n in 1 2 3; do
		head -n $n stream | st-group >parts
		tail -n +$((n + 1)) stream | st-group >>parts
		is "$(st-group parts)" "$(st-group stream)"
	done
}
