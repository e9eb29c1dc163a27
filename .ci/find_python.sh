#!/usr/bin/env bash
# Prints the newest Python from 3.11 on that really starts (a version manager's shim may not).
for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "Python 3.11 or newer is needed, with its venv module (Debian: python3-venv)." >&2
exit 1
