#!/usr/bin/env bash
# Installs what the tests need from Debian or Ubuntu, as root or in CI; elsewhere names it in one line.
#   system_packages.sh             for `make test`: a browser, fonts, Java, poppler
#   system_packages.sh database    for `make matrix`: a PostgreSQL server; the tests start one of their own
# Exit status: 0 all there, 1 something is missing and could not be installed.
set -u

missing=()
have() { command -v "$1" >/dev/null 2>&1; }
if [ "${1:-}" = database ]; then
    "$(dirname "$0")/with_postgres.sh" >/dev/null 2>&1 || missing+=(postgresql)
else
    have chromium || have chromium-browser || have google-chrome || missing+=(chromium)
    fc-list 2>/dev/null | grep -q "NotoSerif-Regular" || missing+=(fonts-noto-core fontconfig)
    have java || missing+=(default-jre-headless)
    have pdftotext || missing+=(poppler-utils)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if have apt-get && { [ "$(id -u)" = 0 ] || [ "${CI:-}" = true ]; }; then
    sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing: ${missing[*]}"
    $sudo apt-get update -q >/dev/null &&
        $sudo apt-get -o DPkg::Lock::Timeout=500 install -y -q --no-install-recommends "${missing[@]}" >/dev/null && exit 0
fi
echo "The tests need these system packages (Debian's names): ${missing[*]}" >&2
exit 1
