#!/bin/sh
# Pins every package with the hashes of its files, for Python 3.11 to 3.13 on any system. No address is written.
set -eu
cd "$(dirname "$0")/.."
pin() {
  target=$1
  shift
  .venv/bin/uv pip compile "$@" --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
    --custom-compile-command "make lock" --output-file "$target"
}
pin requirements/run.txt pyproject.toml
pin requirements/dev.txt pyproject.toml --extra dev --constraint requirements/run.txt
