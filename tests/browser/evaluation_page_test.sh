#!/usr/bin/env bash
# The page of an evaluation as a reader sees it: with everything on it, with hostile texts, with 50 and 200 genres, with
# nothing. WRITE_PAGES is the program that writes them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$WRITE_PAGES" "$folder"
python3 - "$folder"/*.html "$folder"/elsewhere/*.html <<'PY'
import sys, xml.dom.minidom
for page in sys.argv[1:]:
    xml.dom.minidom.parse(page)
PY
python3 "$here/check_page.py" --audio --text 'Noite na Ribeira' --text 'ECE 2.1' "$folder/example.html"
python3 "$here/check_page.py" --audio --text '<script>alert(1)</script>' "$folder/elsewhere/hostile.html"
python3 "$here/check_page.py" "$folder"/{bare,fifty,wide}.html
