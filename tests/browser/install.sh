#!/bin/sh
# Make sure that there is a browser for the tests in tests/browser and for the pictures: Chromium or Chrome.
# Takes what the system has; otherwise the system's packages when we may install them, else Playwright's own build.
# When none of that works the tests say so: they are skipped one by one, and fail where CI is set.
set -u
python=${1:-python3}

have_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    "$python" -c 'import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not Path(playwright.chromium.executable_path).exists())' >/dev/null 2>&1
}

have_browser && exit 0
echo "No Chromium here; installing one for the browser tests"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            chromium fonts-liberation fonts-noto-color-emoji >/dev/null
fi
have_browser || "$python" -m playwright install chromium
have_browser || echo "No browser could be installed: the browser tests cannot run" >&2
exit 0
