#!/bin/sh
# Builds the wheel, installs it as a clinic would, and prints a packet from an empty folder.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m build --wheel --no-isolation --outdir "$work/dist" >/dev/null
.venv/bin/python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$root/requirements/run.txt"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/*.whl
mkdir "$work/empty"
cd "$work/empty"
"$work/env/bin/handouts" build caregiver 2>/dev/null
test -s output/caregiver.en-US.pdf
"$work/env/bin/handouts" list packets
echo "wheel-check: the wheel prints from an empty folder"
