#!/usr/bin/env bash
# What the GitHub Action does in its first step: one check, shown as annotations, as a summary and as SARIF. It ends with 0 where the
# check ran, so that what was found is uploaded; the last step ends with the check's status. AOT_LENS is the command where it is not npx.
set -uo pipefail

out="${RUNNER_TEMP:-$(mktemp -d)}/aot-lens"
mkdir -p "$out"
lens=(npx --yes "aot-lens@${AOT_LENS_VERSION:-latest}")
# For a build of one's own: words, split at spaces.
[ -z "${AOT_LENS:-}" ] || read -ra lens <<<"$AOT_LENS"
read -ra more <<<"${AOT_LENS_ARGS:-}"
[ -z "${AOT_LENS_BASE:-}" ] || more+=(--diff "$AOT_LENS_BASE")

"${lens[@]}" check "${AOT_LENS_PATH:-.}" ${more[@]+"${more[@]}"} --format json --output "$out/check.json"
status=$?
if [ "$status" -ne 0 ] && [ "$status" -ne 1 ] && [ "$status" -ne 3 ] || [ ! -s "$out/check.json" ]; then
	[ "$status" -ne 0 ] || status=2
	exit "$status"
fi
# GitHub shows ten annotations of a kind; code scanning and the summary have all.
"${lens[@]}" merge "$out/check.json" --format github || true
"${lens[@]}" merge "$out/check.json" --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}" || true
"${lens[@]}" merge "$out/check.json" --format sarif --output "$out/aot-lens.sarif" || true
if [ -n "${AOT_LENS_REPORT:-}" ]; then
	"${lens[@]}" report "${AOT_LENS_PATH:-.}" --output "$AOT_LENS_REPORT" || true
fi
{
	echo "status=$status"
	echo "sarif=$out/aot-lens.sarif"
} >>"${GITHUB_OUTPUT:-/dev/stdout}"
