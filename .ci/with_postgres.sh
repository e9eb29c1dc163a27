#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, which is gone afterwards:
#   .ci/with_postgres.sh .venv/bin/pytest -m "not browser"
# Without a command it says where the server's programs are, or that there are none.
# Nothing listens on the network: the socket lies in a folder of this run, so that any number may run side by side.
# As root, the server runs as the user postgres that Debian's package makes. HUB_POSTGRES_BIN names another bin folder.
set -euo pipefail

bin=${HUB_POSTGRES_BIN:-}
if [ -z "$bin" ]; then
    # a folder may hold the programs of a client only
    newest=$(ls /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null |
        sort -V | tail -n 1 || true)
    bin=$(dirname "${newest:-$(command -v initdb || echo /nowhere/initdb)}")
fi
[ -x "$bin/initdb" ] || { echo "No PostgreSQL server found (Debian: postgresql)." >&2; exit 1; }
[ $# -gt 0 ] || { echo "$bin"; exit 0; }

# short, since the path of a socket may have 107 signs only
place=$(mktemp -d /tmp/hub-pg.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as=(runuser -u postgres --)
fi
stop() {
    cd /
    [ ! -f "$place/data/postmaster.pid" ] || "${as[@]}" "$bin/pg_ctl" stop -D "$place/data" -m immediate -s || true
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

cd "$place"
# as on a server in Britain: sorted by language, not by byte; English stems and stop words in text search
sorted=(--locale=C.UTF-8)
[[ $("$bin/initdb" --help) == *--icu-locale* ]] && sorted+=(--locale-provider=icu --icu-locale=en-GB)
"${as[@]}" "$bin/initdb" -D "$place/data" -U hub -A trust -E UTF8 "${sorted[@]}" -T english --no-sync >"$place/log" 2>&1 ||
    { cat "$place/log" >&2; exit 1; }
"${as[@]}" tee -a "$place/data/postgresql.conf" >/dev/null <<END
listen_addresses = ''
unix_socket_directories = '$place'
unix_socket_permissions = 0700
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
timezone = 'UTC'
log_timezone = 'UTC'
END
"${as[@]}" "$bin/pg_ctl" start -w -s -D "$place/data" -l "$place/data/server.log" || { cat "$place/data/server.log" >&2; exit 1; }
cd "$OLDPWD"

export HUB_TEST_DATABASE="postgresql://hub@/postgres?host=$place"
"$@"
