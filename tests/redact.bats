# st-annotate --redact masks secrets.
# shellcheck disable=SC2016,SC2034,SC2154 # set by bats and in common.bash

load common

redact() {
	st-annotate --pack none "$@"
}

# masked [OPTION] TEXT: what --redact makes of a message
masked() {
	jq -nc --arg text "${*: -1}" '{type: "traceback", frames: [], exception: {type: "E", message: $text}}' |
		redact "${@:1:$#-1}" 2>/dev/null | jq -r .exception.message
}

# Reads a table from standard input: each line has a text, and what --redact makes of it.
table() { # OPTION
	local text wanted got failed=0
	while IFS=$'\t' read -r text wanted; do
		got=$(masked "$1" "$text")
		[ "$got" = "$wanted" ] || { printf '%s\n   %s, not\n   %s\n' "$text" "$got" "$wanted"; failed=1; }
	done < <(sed 's/   */\t/')
	return "$failed"
}

@test "by default secrets are masked in URLs, headers, key=value, JSON and Python" {
	table --redact <<-'END'
		postgres://app:s3cr3t@db.example/x   postgres://app:[redacted:password]@db.example/x
		password=hunter2&x=1   password=[redacted:password]&x=1
		DB_PASSWORD: hunter2   DB_PASSWORD: [redacted:password]
		dbPassword = "hun ter2", n   dbPassword = "[redacted:password]", n
		{"password": "a\"b", "n": 5}   {"password": "[redacted:password]", "n": 5}
		{'passwd': 'x y', 'n': 5}   {'passwd': '[redacted:password]', 'n': 5}
		Connection(pwd='x', n=1)   Connection(pwd='[redacted:password]', n=1)
		srv --password hunter2 --port 80   srv --password [redacted:password] --port 80
		srv --password=hunter2 -v   srv --password=[redacted:password] -v
		(user=0x7ff "ann", password=0x55 "x", n=3)   (user=0x7ff "ann", password=0x55 "[redacted:password]", n=3)
		api_key=k-123; n=4   api_key=[redacted:token]; n=4
		{"access_token":"abc","n":1}   {"access_token":"[redacted:token]","n":1}
		ghp_abcdefghijklmnopqrstuvwxyz0123456789   [redacted:token]
		id AKIAIOSFODNN7EXAMPLE in   id [redacted:token] in
		Authorization: Bearer abcdef123456   Authorization: [redacted:header]
		'Authorization': 'Basic dXNlcjpwdw=='   'Authorization': '[redacted:header]'
		X-Api-Key: abc   X-Api-Key: [redacted:header]
		got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1 here   got [redacted:jwt] here
		Cookie: a=b; c=d   Cookie: [redacted:cookie]
		sessionid=abc123; x   sessionid=[redacted:cookie]; x
		from ann.b+c@tide.example to   from [redacted:email] to
	END
	is "$(masked --redact $'a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- b')" 'a [redacted:key] b'
	is "$(masked --redact $'a -----BEGIN PRIVATE KEY-----\nMII cut')" 'a [redacted:key]'
}

@test "text that only looks like a secret stays" {
	table --redact=all <<-'END'
		invalid literal for int() with base 10: 'x'   invalid literal for int() with base 10: 'x'
		the password was wrong   the password was wrong
		no module named secrets   no module named secrets
		tokens: 5, tokenizer=x   tokens: 5, tokenizer=x
		at 12:34:56 and 1.2.3   at 12:34:56 and 1.2.3
		std::vector::at: 4   std::vector::at: 4
		author=ann   author=ann
		password=[redacted:password]   password=[redacted:password]
		http://a.example:80/x?y=1   http://a.example:80/x?y=1
	END
	# addresses and users are masked only if asked for
	for text in 'to 10.0.0.7 from fe80::1:2' 'user=ann in /home/ann/x'; do
		is "$(masked --redact "$text")" "$text"
	done
	is "$(masked --redact=ip 'to 10.0.0.7 from fe80::1:2')" 'to [redacted:ip] from [redacted:ip]'
	is "$(masked --redact=user 'user=ann in /home/ann/x')" 'user=[redacted:user] in /home/[redacted:user]/x'
	is "$(masked --redact=default,ip 'pwd=x 10.0.0.7')" 'pwd=[redacted:password] [redacted:ip]'
	is "$(masked --redact=token,jwt 'pwd=x token=y')" 'pwd=x token=[redacted:token]'
}

secrets='{"type":"thread","process":{"title":"s --token t1","command":"s --token t2","host":"h"},"reason":"pwd=r","frames":[{"function":"f","args":"(pwd=\"a\")","locals":[{"name":"db_password","value":"0x5 \"b\""},{"name":"n","value":"pwd=c"}],"text":"pwd=d","raw":"pwd=e"}],"mine":{"message":"pwd=m"},"note":"pwd=n","issue":{"id":"pwd=i"}}
{"type":"traceback","exception":{"type":"E","message":"pwd=a"},"frames":[],"raw":"pwd=b","log":{"message":"pwd=c","mine":"pwd=m"},"chain":[{"relation":"cause","exception":{"type":"E","message":"pwd=d"},"frames":[{"text":"pwd=e"}]}],"exceptions":[{"exception":{"message":"pwd=f"},"frames":[]}]}
{"type":"group","of":"traceback","by":"x","count":1,"frames":[],"exception":{"message":"pwd=a"},"messages":[{"template":"pwd=b","count":1}]}
{"type":"capture","text":"#0 f (pwd=\"x\")","process":{"title":"pwd=y"}}
{"type":"other","message":"pwd=z"}'

@test "all texts from logs are masked, in records of each type; members of other programs are left alone" {
	run -0 --separate-stderr redact --redact <<<"$secrets"
	is "$(grep -o 'pwd=[a-z]"' <<<"$output" | sort | paste -sd ' ')" 'pwd=i" pwd=m" pwd=m" pwd=n" pwd=z"'
	is "$(jq -r 'select(.type == "thread").frames[0].locals[].value' <<<"$output" | paste -sd ' ')" '[redacted:password] pwd=[redacted:password]'
	is "$(jq -r 'select(.type == "thread").process | .title, .command' <<<"$output" | sort -u)" 's --token [redacted:token]'
	is "$stderr" 'st-annotate: --redact: password: 16 masked
st-annotate: --redact: token: 2 masked'
	# the rest keeps its bytes, and masking twice changes nothing
	redact --redact <<<"$output" 2>again | diff - <(cat <<<"$output")
	is "$(cat again)" ''
	line='{"x" : [1e3],"type":"thread","t\u0079":"\/","frames":[]}'
	is "$(redact --redact <<<"$line")" "$line"
	is "$(redact <<<"$secrets" | grep -c redacted)" 0
}

@test "in groups, the values of a template with a secret are masked, too" {
	for secret in alpha7 beta8 gamma9 alpha7; do
		traceback=$(jq -nc --arg text "login of ann failed, password=$secret" '{type: "traceback", frames: [], exception: {type: "E", message: $text}}')
		echo "$traceback"
	done >stream
	st-group stream >groups
	grep -q alpha7 groups
	run -0 --separate-stderr redact --redact groups
	lacks "$output" alpha7
	lacks "$output" beta8
	redact --redact <<<"$output" 2>again | diff - <(cat <<<"$output")
	is "$(cat again)" ''
	# a template without a secret keeps its values
	sed 's/password=/item /' stream | st-group >groups
	is "$(redact --redact groups)" "$(redact groups)"
}

@test "the fingerprint is that of the text before masking" {
	first=$(head -n 2 <<<"$secrets")
	is "$(redact --redact <<<"$first" 2>/dev/null | jq -c '[.fingerprint, .signature]')" "$(redact <<<"$first" | jq -c '[.fingerprint, .signature]')"
	# known issues that were not seen are masked, too
	st-group <<<"$first" >known.ndjson
	run -0 --separate-stderr st-annotate --known known.ndjson --unused --redact </dev/null
	is "$(grep -c 'pwd=[a-e]"' <<<"$output")" 0
	has "$output" '[redacted:password]'
}

@test "--preview lists what would be masked and writes no records" {
	run -0 --separate-stderr redact --preview --redact=default,user <<<"$secrets"
	is "${lines[0]}" 'standard input:1: process.title: token: t1'
	has "$output" 'standard input:1: frames.locals.value: password: 0x5 "b"'
	has "$output" 'standard input:2: chain.exception.message: password: d'
	lacks "$output" '{'
	has "$stderr" 'st-annotate: --redact: password: 16 found'
	is "$(redact --preview <<<'{"type":"thread","frames":[{"args":"(pwd=\"a\u001b[2Jb\")"}]}' 2>/dev/null)" 'standard input:1: frames.args: password: a\x1b[2Jb'
	is "$(redact --preview <<<'{"type":"thread","frames":[]}')" ''
}

@test "a rule file can have the user's own patterns" {
	printf '%s\n' '{"rules":"r","redact":[{"class":"order","pattern":"order (\\d+)"},{"class":"host","pattern":"\\w+\\.tide\\.example"}]}' >rules.json
	is "$(masked --redact -r rules.json 'order 17 on db.tide.example, pwd=x')" 'order [redacted:order] on [redacted:host], pwd=[redacted:password]'
	is "$(masked -r rules.json 'order 17')" 'order 17'
	for rule in '{"class":"x"}' '{"pattern":"x"}' '{"class":"","pattern":"x"}' '{"class":"x","pattern":"("}' '{"class":"x","pattern":"y","z":1}' 7; do
		printf '{"rules":"r","redact":[%s]}\n' "$rule" >faulty.json
		run -2 --separate-stderr st-annotate --check -r faulty.json
		has "$stderr" 'faulty.json:1: redact[0]'
	done
	# a text for which a pattern takes too long is masked as a whole
	printf '%s\n' '{"rules":"r","redact":[{"class":"slow","pattern":"(a+)+$(?=b)"}]}' >slow.json
	is "$(masked --redact -r slow.json "$(printf 'a%.0s' {1..60})!")" '[redacted:slow]'
}

@test "an unknown class is wrong usage" {
	run -2 --separate-stderr st-annotate --redact=password,pasword </dev/null
	is "${stderr_lines[0]}" 'st-annotate: --redact: pasword: not one of default, all, password, token, header, jwt, key, cookie, email, ip, user; did you mean password?'
}
