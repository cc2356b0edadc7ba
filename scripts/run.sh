#!/bin/sh
# Runs one of our programs under Node 24, from any directory, installing first if needed: run.sh src/cli.ts [arguments]
# A shell script, because it starts in milliseconds and then *becomes* Node: signals, input and exit code are Node's own.
case $0 in
  /*) root=${0%/*}/.. ;;
  *) root=$PWD/${0%/*}/.. ;;
esac
modules=$root/node_modules

if ! { cmp -s "$root/package-lock.json" "$modules/.primum-lock" && [ -x "$modules/.primum-node" ]; }; then
  if ! command -v node >/dev/null 2>&1; then
    echo 'Primum needs Node.js 20 or newer to install itself. Get it from https://nodejs.org and try again.' >&2
    exit 1
  fi
  # In the background, so that the shell hears a signal while it waits and can pass it on.
  node "$root/scripts/install.mjs" </dev/null >&2 &
  trap 'kill -TERM $!' INT TERM HUP
  wait $! || {
    code=$?
    wait $! # a signal ends the first wait, not yet the installation
    exit $code
  }
  trap - INT TERM HUP
fi

program=$root/$1
shift
# --require takes a path; --import would take a URL, and trip over a "#" or "%" in a folder's name.
exec "$modules/.primum-node" --disable-warning=ExperimentalWarning --require "$root/scripts/loader.cjs" "$program" "$@"
