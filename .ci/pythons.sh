#!/usr/bin/env bash
# Lists every Python from 3.11 on that can make a virtual environment, one of each minor version, oldest first:
#   3.11.7 /usr/bin/python3.11
# Looks on the PATH and where version managers put theirs, since their shims may not start.
set -u
shopt -s nullglob

say_version='
import sys, sysconfig, venv, ensurepip, sqlite3, ssl
good = sys.version_info >= (3, 11) and sys.version_info.releaselevel == "final" and not sysconfig.get_config_var("Py_GIL_DISABLED")
if good and sys.implementation.name == "cpython":
    print(sys.version.split()[0], getattr(sys, "_base_executable", sys.executable))
'
{
    for name in python3 python python3.{11..30}; do type -aP "$name"; done
    printf '%s\n' {/usr/bin,/usr/local/bin,/opt/homebrew/bin}/python3.[0-9][0-9] \
        {"${PYENV_ROOT:-$HOME/.pyenv}",~root/.pyenv,"$HOME/.asdf/installs/python","$HOME/.local/share/mise/installs/python"}/{,versions/}[0-9]*/bin/python3 \
        "$HOME"/.local/share/uv/python/cpython-*/bin/python3 /opt/{,hostedtoolcache/}{P,p}ython/[0-9]*/{,x64/,arm64/}bin/python3
} 2>/dev/null | awk '!seen[$0]++' | while read -r path; do
    "$path" -c "$say_version" 2>/dev/null </dev/null
done | sort -V | awk '{ split($1, part, "."); newest[part[1] "." part[2]] = $0 } END { for (minor in newest) print newest[minor] }' | sort -V
