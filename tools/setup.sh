#!/bin/sh
# Makes the private environment that `make` works in: tools/setup.sh run|dev
# Brings what is missing on a bare machine, and says in one sentence what to do where it may not.
set -eu
cd "$(dirname "$0")/.."
kind=$1
venv=.venv

say() { echo "setup: $*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  say "installing $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
  as_root apt-get update -qq >/dev/null 2>&1 || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
  for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  say "Python 3.11, 3.12 or 3.13 is needed; name it with 'make PYTHON=/path/to/python3.12 …'"
  return 1
}

make_venv() {
  [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
  python=$(find_python)
  rm -rf "$venv"
  if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || { say "Python's venv module is missing: install the package python$version-venv"; return 1; }
    "$python" -m venv "$venv"
  fi
}

engine_works() { "$venv/bin/python" -c 'from handouts.pdf.engine import import_weasyprint; import_weasyprint()' >/dev/null 2>&1; }
subset_is_there() { "$venv/bin/python" -c 'import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' >/dev/null 2>&1; }

# The tests of printing run a CUPS of their own. On a desktop, installing it would start a service: that is for its owner to decide.
cups="cups-daemon cups-client cups-ipp-utils"
cups_is_there() {
  for command in cupsd lp lpstat lpoptions ipptool; do
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$command" >/dev/null || return 1
  done
}

bring_cups() {
  [ ! -d /run/systemd/system ] || [ -n "${CI:-}" ] || return 1
  # shellcheck disable=SC2086  # three packages
  apt_install $cups && cups_is_there
}

make_venv
say "installing the pinned packages ($kind)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements/$kind.txt"
pwd > "$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/handouts-checkout.pth"
printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m handouts "$@"\n' > "$venv/bin/handouts"
chmod +x "$venv/bin/handouts"
if ! engine_works || { [ "$(uname)" = Linux ] && ! subset_is_there; }; then
  apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
fi
if ! engine_works; then
  "$venv/bin/python" -m handouts doctor >&2 || true
  exit 1
fi
if [ "$kind" = dev ] && ! cups_is_there; then
  bring_cups || say "without CUPS the tests of printing are skipped; on Debian: apt-get install --no-install-recommends $cups"
fi
touch "$venv/.$kind"
