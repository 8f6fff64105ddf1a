# Completion in bash for all commands of stacktraces. To have it without an installation:
#   . stacktraces.bash

_stacktraces_packs() {
	local folder path

	folder=$(command -v st-annotate) || return
	folder=${folder%/*}/../share/stacktraces/packs
	printf 'none\n'
	for path in "$folder"/*.json; do
		path=${path##*/}
		printf '%s\n' "${path%.json}"
	done
}

_stacktraces_zones() {
	local folder=/usr/share/zoneinfo path

	printf 'UTC\n'
	for path in "$folder"/[A-Z]*/*; do
		[[ -f $path ]] && printf '%s\n' "${path#"$folder/"}"
	done
}

_stacktraces_pids() {
	ps -e -o pid= | tr -d ' '
}

# _stacktraces COMMAND WORD WORD-BEFORE, as bash calls it; sets COMPREPLY.
_stacktraces() {
	local command=${1##*/} word=$2 before=$3 first='' words='' behind=''
	local parts='--split --size --no-lines'
	local common='--max-record --progress -h --help -V --version'

	# bash makes three words of --format=text
	if [[ $word == = ]]; then
		word='' behind='='
	elif [[ $before == = ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]} behind='='
	fi
	COMPREPLY=()
	case $command:$before in
	st-annotate:--pack | st-group:--pack | st-show:--pack | st-describe:--pack)
		words=$(_stacktraces_packs)
		;;
	st-parse-pylog:--tz | st-show:--tz | st-describe-python-log:--tz) words=$(_stacktraces_zones) ;;
	st-group:--by | st-show:--by)
		first=${word%"${word##*,}"}
		words='process functions exception message template fingerprint role state pool comm signal syscall issue release title hour day'
		;;
	st-annotate:--redact | st-show:--redact)
		# a word of its own is a file
		[[ $behind ]] || return
		first=${word%"${word##*,}"}
		words='default all password token header jwt key cookie email ip user'
		;;
	*:--columns)
		first=${word%"${word##*,}"}
		words='count was share name state function place role signal message mark issue first last key process'
		;;
	st-collect:-p | st-collect:--pid)
		first=${word%"${word##*,}"}
		words=$(_stacktraces_pids)
		;;
	st-show:-p | st-show:--pid | st-describe:-p | st-describe:--pid) words=$(_stacktraces_pids) ;;
	st-collect:--name | st-show:--name) words=$(ps -e -o comm= | sort -u) ;;
	st-render:--color | st-show:--color) words='auto always never' ;;
	st-collect:--tool | st-show:--tool) words='gdb eu-stack pstack none' ;;
	st-render:--format | st-show:--format) words='text original json original-stacktrace table csv tsv html folded speedscope markdown sarif github junit prometheus otlp' ;;
	st-render:--of) words='thread traceback' ;;
	*:--sort) words='count first last interest' ;;
	*:--per) words='hour day' ;;
	st-describe-python-log:--format) words='text json' ;;
	st-describe:--format) words='text raw' ;;
	st-render:-i | st-render:--infolvl | st-show:-i | st-show:--infolvl | st-describe:-i | st-describe:--infolvl) words='0 1 2 3 4' ;;
	st-render:--source-root | *:--split | *:--size | *:--max-record | *:--max-line | *:--idle | *:--quiet | *:--max-message | *:--members | *:--messages | *:-n | *:--top | *:--empty-status | *:--was | *:-r | *:--rules | *:--known | *:--release | \
		st-describe:-[lce] | st-describe:--debuglog | st-describe:--corefile | st-describe:--exe | \
		st-show:-e | st-show:--exe | st-show:--samples | st-show:--interval | \
		st-collect:-[lce] | st-collect:--debuglog | \
		st-collect:--corefile | st-collect:--exe | st-collect:--samples | st-collect:--interval | \
		st-collect:--timeout | st-collect:--max-pause | st-collect:--max-frames | st-collect:--max-core)
		return # a number, or a file, which readline completes
		;;
	*)
		[[ $word == -* ]] || return
		case $command in
		st-show)
			words='--name -p --pid -f --follow -e --exe --samples --interval --tool --tz -r --rules --pack --known --release
				--new-only --redact --by --per --was --format -i --infolvl -v --verbose --sort -n --top
				--columns --brief --color --fail-on-new -h --help -V --version'
			;;
		st-collect)
			words='-p --pid --name -f --follow -c --corefile -e --exe -l --debuglog --max-core --as-root --samples
				--interval --timeout --tool --no-python --full --no-locals --fast --max-pause --max-frames -h --help -V --version'
			;;
		st-parse-gdb) words="--original --max-line $parts $common" ;;
		st-parse-pylog) words="--tz --raw --original --idle --quiet --max-message --max-line $parts $common" ;;
		st-annotate) words="-r --rules --pack --relabel --known --release --new-only --unused --fail-on-new --fail-on-unused
				--redact --preview --fingerprint-text --explain --check --list $parts $common" ;;
		st-group)
			words="--by --keep --per --was --sort -n --top --members --messages --exact-messages -r --rules --pack
				--fail-on-new --fail-on-unused $parts $common"
			;;
		st-render)
			words="--format -i --infolvl --of --sort -n --top -v --verbose --columns --brief --source-root
				--summary --with-values --color --fail-on-new --fail-on-unused --empty-status $common"
			;;
		st-describe)
			words='-l --debuglog -p --pid -f --follow -c --corefile -e --exe -i --infolvl
				--format --pack -h --help -V --version'
			;;
		st-describe-python-log) words='--format --include-duplicates --include-raw --tz -h --help -V --version' ;;
		st-describe-python-stacktrace) words='-h --help -V --version' ;;
		esac
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -P "$first" -W "$words" -- "${word#"$first"}")
}

complete -o bashdefault -o default -F _stacktraces \
	st-show st-collect st-parse-gdb st-parse-pylog st-annotate st-group st-render st-describe \
	st-describe-python-log st-describe-python-stacktrace
