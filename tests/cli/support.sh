# Sourced by every case: a folder of its own to work in, mrec with a home of its own, and what may be expected of a run.
# A case is run with MREC (the program) and CLIPS (the folder data/) in its environment.
set -euo pipefail
shopt -s inherit_errexit

cli_tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
case_folder=$(mktemp -d)
trap 'chmod -R u+rwX "$case_folder"; rm -rf "$case_folder"' EXIT
stdout=$case_folder/stdout stderr=$case_folder/stderr
export HOME=$case_folder/home MREC_HOME=$case_folder/home/mrec LC_ALL=C.UTF-8
unset XDG_DATA_HOME
mkdir -p "$HOME" "$case_folder/work"
cd "$case_folder/work"

mrec() { "$MREC" "$@"; }
make_clip() { python3 "$cli_tests/make_files.py" clip "$@"; }
make_melody() { python3 "$cli_tests/make_files.py" melody "$@"; }
make_album() { python3 "$cli_tests/make_files.py" album "$@"; }
make_music() { python3 "$cli_tests/make_files.py" music "$@"; }
make_features() { python3 "$cli_tests/make_files.py" features "$@"; }
make_musicnn() { python3 "$cli_tests/make_files.py" musicnn "$@"; }
make_course() { python3 "$cli_tests/make_files.py" course "$@"; }

# Feature options that suit the short clips; made features have the same.
small=(--chunk 0.5 --excerpt 1.5)

# A folder music/, and its library and model in the default places.
make_library() {
  make_music music "$@"
  mrec extract music --labels folder "${small[@]}" --quiet
  mrec train --arch course --epochs 3 --seed 1 --quiet >/dev/null
}

# From now on mrec is a copy of the program, installed with models of its own in $shipped: musicnn's weights, and a
# genre model that learnt the folders of music/.
install_mrec() {
  shipped=$case_folder/installed/share/mrec/models
  mkdir -p "$case_folder/installed/bin" "$shipped"
  cp "$MREC" "$case_folder/installed/bin/mrec"
  MREC=$case_folder/installed/bin/mrec
  cp "$cli_tests/../../models/musicnn.safetensors" "$shipped"
  mrec extract music --labels folder "${small[@]}" -o for_training.jsonl -q
  mrec train for_training.jsonl -o "$shipped/genre10.safetensors" -q >/dev/null
  rm for_training.jsonl*
}

# other_weights FROM TO: musicnn with a weight that is another in its last bit.
other_weights() {
  python3 -c 'import sys; w = bytearray(open(sys.argv[1], "rb").read()); w[-4] ^= 1; open(sys.argv[2], "wb").write(w)' "$@"
}

# full: a place of this folder where nothing can be written for lack of space. (A device of its own where that is
# allowed, so that a program that replaces its target harms nobody.)
make_full() { mknod full c 1 7 2>/dev/null && : 2>/dev/null >full || ln -sf /dev/full full; }

# Runs a command, keeps what it says in $stdout and $stderr and its exit code in $code.
run() {
  command=$*
  code=0
  "$@" >"$stdout" 2>"$stderr" || code=$?
}

fail() {
  local place
  place=$(for ((i = 1; i < ${#BASH_SOURCE[@]}; ++i)); do echo "${BASH_SOURCE[i]}:${BASH_LINENO[i - 1]}"; done | tail -n 1)
  printf '%s: %s\n' "$place" "$1"
  [ -z "${command:-}" ] || printf '  command: %s\n' "$command"
  local stream
  for stream in stdout stderr; do
    [ ! -s "${!stream}" ] || sed "s/^/  $stream: /" "${!stream}" | head -c 2000
  done
  exit 1
} >&2

expect_code() { [ "$code" -eq "$1" ] || fail "expected exit code $1, came $code"; }
expect_text() { grep -qF -- "$2" "$1" || fail "expected \"$2\" in ${1##*/}"; }
expect_no_text() { ! grep -qF -- "$2" "$1" || fail "expected no \"$2\" in ${1##*/}"; }
expect_stdout() { expect_text "$stdout" "$1"; }
expect_stderr() { expect_text "$stderr" "$1"; }
expect_silence() { [ ! -s "$1" ] || fail "expected nothing on ${1##*/}"; }
# How many lines standard error has, those of progress aside, which come every few seconds where the machine is slow.
expect_said_lines() { expect_equal "$(grep -cvE '^[0-9]+ of [0-9]+ [a-z]+, .* left$' "$stderr")" "$1"; }
expect_quiet() { expect_silence "$stdout"; expect_silence "$stderr"; }
expect_equal() { [ "$1" = "$2" ] || fail "expected \"$2\", came \"$1\""; }
expect_same() { cmp -- "$1" "$2" >&2 || fail "expected $1 and $2 to hold the same bytes"; }
expect_different() { ! cmp -s -- "$1" "$2" || fail "expected $1 and $2 to differ"; }
# The names in a folder, hidden ones too, but not those below.
expect_names() { local folder=$1; shift; expect_equal "$(ls -A "$folder" | paste -sd ' ')" "$*"; }
# A jq expression over standard output (or over a file with -f FILE FILTER) that must be true.
expect_json() {
  local file=$stdout
  if [ "$1" = -f ]; then file=$2; shift 2; fi
  jq -se "$1" "$file" >/dev/null || fail "expected of the JSON in ${file##*/}: $1"
}

# Ends the case, as one that was left out, where a program is missing.
needs() {
  local program
  for program; do command -v "$program" >/dev/null || { echo "left out: there is no $program"; exit 77; }; done
}

run_well() { run "$@"; expect_code 0; }

# expect_refusal CODE TEXT COMMAND...: ends with CODE, nothing on standard output, one last line "mrec: ...TEXT...".
expect_refusal() {
  local expected=$1 text=$2
  shift 2
  run "$@"
  expect_code "$expected"
  expect_silence "$stdout"
  expect_stderr "$text"
  expect_no_text "$stderr" Sanitizer
}
