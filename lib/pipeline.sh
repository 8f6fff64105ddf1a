# What the wrappers share: this stands in each of them when they are built. $me is the wrapper's name.

full="standard output: cannot be written to"

# What is not printable ASCII is shown as \xHH for each byte: words of the command line may come from anywhere.
shown() {
	printf '%s\n' "$1" | LC_ALL=C awk '
		BEGIN { for (i = 1; i < 256; i++) if (i != 9 && (i < 32 || i > 126)) hex[sprintf("%c", i)] = sprintf("\\x%02x", i) }
		NR > 1 { printf "\\x0a" }
		{ for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); printf "%s", c in hex ? hex[c] : c } }'
}

fail() {
	printf '%s: %s\n' "$me" "$(shown "$1")" >&2
	exit 2
}

# Wrong usage.
misuse() {
	printf '%s: %s\ntry: %s --help\n' "$me" "$(shown "$1")" "$me" >&2
	exit 2
}

# expand WORD NAME ...: an option may be given by the beginning of its name, where that is clear. Sets $name.
expand() {
	name=$1 found=''
	shift
	for option; do
		case $option in
		"$name") return ;;
		"$name"*)
			[ -z "$found" ] || misuse "$name: $found or $option?"
			found=$option
			;;
		esac
	done
	[ -z "$found" ] || name=$found
}

# The stages stand where this file stands, symbolic links followed.
find_home() {
	self=$1
	case $self in
	*/*) ;;
	*) self=$(command -v -- "$self") || fail "cannot find my own folder" ;;
	esac
	while [ -L "$self" ]; do
		target=$(readlink "$self") || fail "$self: cannot follow the symbolic link"
		case $target in
		/*) self=$target ;;
		*) self=$(dirname "$self")/$target ;;
		esac
	done
	home=$(CDPATH='' cd "$(dirname "$self")" && pwd -P) || fail "cannot find my own folder"
}

show_version() {
	version=$("$home/st-render" --version) || fail "$home/st-render: cannot be run"
	printf '%s %s\n' "$me" "${version#st-render }" 2>/dev/null || fail "$full"
	exit 0
}

# POSIX sh knows the status of the last stage only: each tells its own on descriptor 3, and these are they.
exit_with_worst() {
	[ $# -gt 0 ] || fail "$full"
	worst=0
	for status; do
		[ "$status" -ne 141 ] || status=0 # died of SIGPIPE: the reader had enough
		[ "$status" -le "$worst" ] || worst=$status
	done
	exit "$worst"
}

{ true 3>&1; } 2>/dev/null || fail "$full"
find_home "$0"
