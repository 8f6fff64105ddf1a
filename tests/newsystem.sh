# Makes a new Debian system with debootstrap, for tests that are to use nothing of this machine. They source this file and
# define fail(). Needs root.
# shellcheck shell=sh
suite=bookworm

remove_system() {
	umount "$root/proc" "$root/dev/pts" "$root/dev" 2>/dev/null
	rm -rf --one-file-system "$root" "$root.log"
}

# new_system PACKAGE,...: makes the system in the folder $root, which is removed when the test ends.
new_system() {
	[ "$(id -u)" -eq 0 ] || fail "needs root"
	command -v debootstrap >/dev/null || fail "needs debootstrap"
	root=$(mktemp -d) && chmod 755 "$root" || exit 2 # everybody may enter its /
	trap remove_system EXIT
	trap 'exit 1' INT TERM

	# use this machine's mirror, if it has one
	mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
		/etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1)
	debootstrap --variant=minbase --include="$1" "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || {
		tail -20 "$root.log" >&2
		rm -f "$root.log"
		fail "debootstrap failed"
	}
	rm -f "$root.log"
	# it reaches packages in the same way as this machine
	cp -a /etc/apt/. "$root/etc/apt/"
	for file in /etc/resolv.conf /etc/hosts; do cp -L "$file" "$root$file"; done
	for folder in /usr/local/share/ca-certificates /etc/ssl; do
		[ -d "$folder" ] && mkdir -p "$root$folder" && cp -a "$folder/." "$root$folder/"
	done
	mount -t proc proc "$root/proc" || fail "cannot mount /proc"
	mount --bind /dev "$root/dev" || fail "cannot mount /dev"
	mount --make-private "$root/dev" || fail "cannot mount /dev"
	mount --bind /dev/pts "$root/dev/pts" || fail "cannot mount /dev/pts"
}
