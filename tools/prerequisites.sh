# Sourced by run, test and aftercare: what every one of them needs, checked with a clear message (exit code 2).
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

missing() { printf '%s\n' "$@" >&2; exit 2; }

need_dotnet() {
  wanted=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' global.json)
  command -v dotnet > /dev/null || missing "Missing: the .NET SDK $wanted or a later 10.0 one." "Install it from https://dotnet.microsoft.com/download and start again."
  dotnet --version > /dev/null 2>&1 || missing "Missing: the .NET SDK $wanted or a later 10.0 one; installed here:" "$(dotnet --list-sdks 2> /dev/null || true)"
}

need_node() {
  command -v node > /dev/null && command -v npm > /dev/null || missing "Missing: Node.js 20 or later with npm (it builds styles and scripts)." "Install it from https://nodejs.org and start again."
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || missing "Node.js is $(node --version); 20 or later is needed."
}

# Builds quietly; on failure shows the errors alone and stops with exit code 1.
build() {
  mkdir -p artifacts
  if ! dotnet "$@" -v quiet -nologo > artifacts/build.log 2>&1; then
    { grep -E "(error|warning) [A-Z]+[0-9]+" artifacts/build.log | sort -u || cat artifacts/build.log; } >&2
    echo "The build failed; all of it is in artifacts/build.log." >&2
    exit 1
  fi
}

# Builds the product into artifacts/publish when a source changed since the last time; prints nothing otherwise.
publish() {
  app=artifacts/publish/Aftercare/release/Aftercare
  now=$({ git ls-files -co --exclude-standard -- src Directory.*.props global.json 2> /dev/null || find src Directory.*.props global.json -type f -not -path '*/node_modules/*' -not -path '*/dist/*'; } \
    | sort | tr '\n' '\0' | xargs -0 stat -c '%n %Y %s' 2> /dev/null | sha256sum)
  if [ ! -x "$app" ] || [ "$now" != "$(cat artifacts/publish/.sources 2> /dev/null)" ]; then
    need_dotnet
    need_node
    echo "Building Aftercare (about a minute the first time)…" >&2
    build build src/Aftercare.Migrations.Sqlite -c Release
    build build src/Aftercare.Migrations.Postgres -c Release
    build publish src/Aftercare -c Release
    printf '%s\n' "$now" > artifacts/publish/.sources
  fi
}
