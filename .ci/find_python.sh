#!/usr/bin/env bash
# Prints the newest Python from 3.11 on that can make a virtual environment.
newest=$("$(dirname "$0")/pythons.sh" | tail -n 1)
if [ -z "$newest" ]; then
    echo "Python 3.11 or newer is needed, with its venv module (Debian: python3-venv)." >&2
    exit 1
fi
echo "${newest#* }"
