#!/bin/sh
# Say what the set-up lacks before it installs anything: expect_tools.sh PYTHON
python=$1
missing=0

say() {
    echo "error: $1" >&2
    missing=1
}

if ! command -v "$python" >/dev/null; then
    say "Python 3.11, 3.12 or 3.13 is needed, and there is no $python. Name one: make ... PYTHON=python3.13"
elif ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
    # TensorFlow and SecantusDB have no packages for 3.14 yet.
    say "Python 3.11, 3.12 or 3.13 is needed, and $python is $("$python" -c 'import platform; print(platform.python_version())'). Name another: make ... PYTHON=python3.13"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "$python lacks the modules venv and ensurepip. On Debian and Ubuntu: apt install python3-venv"
fi
if ! command -v node >/dev/null; then
    say "Node.js 20.19 or newer is needed, and there is no node: https://nodejs.org"
elif ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
    say "Node.js 20.19 or newer is needed, and node is $(node --version): https://nodejs.org"
fi
command -v npm >/dev/null || say "npm is needed, which comes with Node.js: https://nodejs.org"
exit $missing
