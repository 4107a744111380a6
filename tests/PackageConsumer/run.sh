#!/usr/bin/env bash
# Uses the packages of artifacts/packages the way a stranger would: restore, build, run, in a throw-away copy outside the repository.
# Run 'dotnet pack' first. Prints one line per check and the counts last; exits 1 when a check failed.
set -u
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
packages="${1:-$here/../../artifacts/packages}"
passed=0 failed=0

check() { # check NAME COMMAND...: counts the command's success
  local name="$1"; shift
  if "$@" > /dev/null 2>&1; then passed=$((passed + 1)); echo "  passed  $name"
  else failed=$((failed + 1)); echo "  FAILED  $name"; fi
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

nupkg="$(ls -t "$packages"/MultiSession.[0-9]*.nupkg 2> /dev/null | head -n 1)"
check "the package is there" test -f "$nupkg"
[ -f "$nupkg" ] || { echo "No MultiSession package in $packages: run 'dotnet pack' first."; finish; }
version="$(basename "$nupkg" .nupkg)"; version="${version#MultiSession.}"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here"/*.cs "$here"/*.csproj "$here"/*.props "$here"/*.targets "$work"

# A private cache, so that an older package of the same version is never picked up; what others published may come from the user's cache.
user_cache="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
export NUGET_PACKAGES="$work/cache"
fallback=""
[ -d "$user_cache" ] && [ ! -e "$user_cache/multisession" ] && fallback="-p:RestoreFallbackFolders=$user_cache"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

build="$work/build.log"
dotnet build "$work/PackageConsumer.csproj" -m:1 "-p:PackageSource=$(cd "$packages" && pwd)" "-p:PackageVersionUnderTest=$version" $fallback > "$build" 2>&1
check "a stranger's project builds" test $? -eq 0

extensions="$NUGET_PACKAGES/multisession/$version/analyzers/dotnet/cs"
for part in Generators Analyzers CodeFixes; do
  check "the package carries MultiSession.$part.dll" test -f "$extensions/MultiSession.$part.dll"
done
check "the package carries nothing of the compiler" bash -c "! ls '$extensions' | grep -q '^Microsoft\.'"
check "the package has its read-me" test -f "$NUGET_PACKAGES/multisession/$version/README.md"
check "the package does not ask for the compiler" bash -c "! grep -q 'Microsoft.CodeAnalysis' '$NUGET_PACKAGES/multisession/$version/multisession.nuspec'"
check "MSES0003 is reported in NoteSession.cs" grep -q 'NoteSession.cs(.*warning MSES0003' "$build"
check "no analyzer or generator failed" bash -c "! grep -qE 'AD0001|CS8784|CS8785|CS8032' '$build'"

dotnet "$work/bin/Debug/net10.0/PackageConsumer.dll" > "$work/run.log" 2>&1
check "the program ends well" test $? -eq 0
check "the generated session works" grep -qx 'note: written' "$work/run.log"
check "the coordinator lists it" grep -qx 'sessions: 1' "$work/run.log"

[ "$failed" -eq 0 ] || { tail -n 20 "$build"; cat "$work/run.log"; }
finish
