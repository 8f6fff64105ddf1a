# Real servers on loopback, each with its own configuration and folder below $site, and clients that keep them busy. All
# of them have ended when stop_all returns, or when the shell that started them ends.

# shellcheck shell=bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Makes the folder $site, which the users of the servers can enter.
open_site() {
	site=$(mktemp -d "${TMPDIR:-/tmp}/st-live.XXXXXX") || return
	chmod 755 "$site"
	: >"$site/pids"
}

# run_as NAME USER COMMAND...: runs the command in the background, in its own session, as that user if we are root. Its
# number is in $site/NAME.pid.
run_as() {
	local name=$1 user=$2
	shift 2
	if [ "$(id -u)" -eq 0 ] && [ "$user" != root ]; then
		set -- setpriv --reuid="$user" --regid="$user" --init-groups --pdeathsig TERM "$@"
	else
		set -- setpriv --pdeathsig TERM "$@"
	fi
	# without bats' descriptors: bats waits until these are closed
	setsid "$@" >"$site/$name.out" 2>&1 </dev/null 3>&- 4>&- &
	echo $! >"$site/$name.pid"
	echo $! >>"$site/pids"
	disown $!
}

# Waits until the command succeeds, for two minutes at most: machines are busy.
eventually() {
	local begin=$SECONDS
	until "$@" >/dev/null 2>&1; do
		[ $((SECONDS - begin)) -lt 120 ] || {
			printf 'not in two minutes: %s\n' "$*" >&2
			return 1
		}
		sleep 0.05
	done
}

# pid_of NAME: the number of a process that run_as started
pid_of() {
	cat "$site/$1.pid"
}

is_running() {
	case $(sed -n 's/^State:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null) in
	'' | Z* | X*) return 1 ;;
	esac
}

# descendants PID: the children of a process, their children, and so on
descendants() {
	local child
	for child in $(ps -o pid= --ppid "$1"); do
		echo "$child"
		descendants "$child"
	done
}

# Ends a process of run_as with TERM, and after half a minute with KILL, also its descendants: a busy backend of
# PostgreSQL does not notice that its client is gone, and has its own session.
stop() {
	local pid=$1 started
	kill -TERM "$pid" 2>/dev/null || return 0
	kill -CONT "$pid" 2>/dev/null || return 0
	for _ in $(seq "${2:-600}"); do
		is_running "$pid" || break
		sleep 0.05
	done
	mapfile -t started < <(descendants "$pid")
	kill -KILL -- "-$pid" "${started[@]}" 2>/dev/null || :
}

# end_now PID: ends a process and its descendants with KILL
end_now() {
	local started
	mapfile -t started < <(descendants "$1")
	kill -KILL "$1" "${started[@]}" 2>/dev/null || :
}

stop_all() {
	local pid
	[ -n "${site:-}" ] && [ -e "$site/pids" ] || return 0
	for pid in $(tac "$site/pids"); do
		stop "$pid"
	done
	rm -rf "$site"
}

free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# answers PORT: succeeds if that port accepts connections
answers() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# --- Apache ---

# start_apache MPM [LINE ...]: with further lines of configuration. It listens on $port; /backend is passed on to $backend,
# which accepts connections and never answers.
start_apache() {
	local mpm=$1 root=$site/$1 modules=${APACHE_MODULES:-/usr/lib/apache2/modules} cgi=cgid user=www-data module
	shift
	port=$(free_port)
	[ "$mpm" != prefork ] || cgi=cgi
	mkdir -p "$root/htdocs" "$root/cgi-bin" "$root/run"
	cp "$here/cgi/"* "$root/cgi-bin/"
	head -c 8000000 /dev/zero >"$root/htdocs/large"
	echo hello >"$root/htdocs/index.html"
	{
		for module in "mpm_$mpm" unixd authz_core alias $cgi proxy proxy_http; do
			# Debian's unixd is part of the program
			[ -e "$modules/mod_$module.so" ] || continue
			printf 'LoadModule %s_module %s/mod_%s.so\n' "$module" "$modules" "$module"
		done
		cat <<-END
			ServerRoot $root
			ServerName localhost
			Listen 127.0.0.1:$port
			PidFile $root/run/pid
			ErrorLog $root/run/errors
			DefaultRuntimeDir $root/run
			DocumentRoot $root/htdocs
			ScriptAlias /cgi-bin/ $root/cgi-bin/
			Timeout 3000
			KeepAliveTimeout 3000
			ProxyPass /backend http://127.0.0.1:$backend/
			<Directory $root>
			  Require all granted
			</Directory>
		END
		[ "$cgi" = cgi ] || echo "ScriptSock $root/run/cgid"
		[ "$(id -u)" -ne 0 ] || printf 'User %s\nGroup %s\n' "$user" "$user"
		printf '%s\n' "$@"
	} >"$root/conf"
	run_as "apache-$mpm" root "${APACHE:-/usr/sbin/apache2}" -DFOREGROUND -f "$root/conf"
	eventually answers "$port"
}

# start_clients NAME PORT KIND ...: clients that keep the server's threads in different states (clients.py)
start_clients() {
	local name=$1
	shift
	rm -f "$site/$name.ready"
	run_as "$name" root python3 "$here/clients.py" "$site/$name.ready" "$@"
	eventually test -e "$site/$name.ready"
}

# A server on $backend that accepts connections and never answers.
start_backend() {
	backend=$(free_port)
	run_as backend root python3 "$here/clients.py" "$site/backend.ready" "$backend" silent
	eventually test -e "$site/backend.ready"
}

# --- the other servers ---

# start_nginx [MAIN [HTTP [SERVER]]]: with further lines of configuration for these parts
start_nginx() {
	local root=$site/nginx
	port=$(free_port)
	mkdir -p "$root/tmp"
	cat >"$root/conf" <<-END
		daemon off;
		worker_processes 2;
		pid $root/pid;
		error_log $root/errors;
		$([ "$(id -u)" -ne 0 ] || echo 'user www-data;')
		${1:-}
		events { worker_connections 64; }
		http {
		  access_log off;
		  ${2:-}
		  client_body_temp_path $root/tmp/body;
		  proxy_temp_path $root/tmp/proxy;
		  fastcgi_temp_path $root/tmp/fastcgi;
		  uwsgi_temp_path $root/tmp/uwsgi;
		  scgi_temp_path $root/tmp/scgi;
		  server { listen 127.0.0.1:$port; root $root; ${3:-} }
		}
	END
	run_as nginx root "${NGINX:-/usr/sbin/nginx}" -p "$root" -c "$root/conf" -e "$root/errors"
	eventually answers "$port"
}

# start_redis [OPTION ...]
start_redis() {
	local root=$site/redis
	port=$(free_port)
	mkdir -p "$root"
	run_as redis root /usr/bin/redis-server --bind 127.0.0.1 --port "$port" --dir "$root" --save '' --daemonize no "$@"
	eventually answers "$port"
}

# Makes a folder, owned by the user if we are root.
own_folder() { # FOLDER USER
	mkdir -p "$1"
	[ "$(id -u)" -ne 0 ] || chown "$2" "$1"
}

# start_postgres [OPTION ...]: its programs are in $programs
start_postgres() {
	local root=$site/postgres
	programs=$(echo /usr/lib/postgresql/*/bin)
	programs=${programs%% *}
	port=$(free_port)
	own_folder "$root" postgres
	run_as initdb postgres "$programs/initdb" -D "$root/data" -A trust -U postgres --no-sync
	eventually has_ended "$(pid_of initdb)"
	run_as postgres postgres "$programs/postgres" -D "$root/data" -p "$port" -k "$root" -c listen_addresses=127.0.0.1 "$@"
	eventually sql_of_postgres 'select 1'
}

sql_of_postgres() {
	psql -h 127.0.0.1 -p "$port" -U postgres -d postgres -Atqc "$1"
}

# sql_of_postgres_is ANSWER QUERY
sql_of_postgres_is() {
	[ "$(sql_of_postgres "$2")" = "$1" ]
}

# start_mariadb [OPTION ...]
start_mariadb() {
	local root=$site/mariadb
	port=$(free_port)
	own_folder "$root" mysql
	run_as mariadb-install mysql /usr/bin/mariadb-install-db --no-defaults --datadir="$root/data" \
		--auth-root-authentication-method=normal --skip-test-db
	eventually has_ended "$(pid_of mariadb-install)"
	run_as mariadb mysql /usr/sbin/mariadbd --no-defaults --datadir="$root/data" --socket="$root/socket" \
		--bind-address=127.0.0.1 --port="$port" --pid-file="$root/pid" --innodb-buffer-pool-size=16M "$@"
	eventually sql_of_mariadb 'select 1'
}

sql_of_mariadb() {
	mariadb --no-defaults -h 127.0.0.1 -P "$port" -u root --skip-column-names -e "$1"
}

has_ended() {
	! is_running "$1"
}
