# The page of an evaluation in a browser: tags with markup in them are shown as text, mistakes have pictures and sound.
. "$(dirname "$0")/../support.sh"
needs chromium

script='<script>alert(1)</script>'
make_music music
mrec extract music --labels folder "${small[@]}" --quiet -o library.jsonl
mrec train library.jsonl --arch course --epochs 20 --folds 2 --seed 1 -o model.safetensors --quiet >train.txt
# The set: other clips, some under a wrong name, with markup in tags, names and folders.
for genre in bells hiss hum; do
  mkdir -p "set/$genre"
  for i in 5 6; do make_clip "set/$genre/$i.wav" --genre "$genre" --variation "$i" --artist "Ann $genre"; done
done
make_clip "set/hum/<b>bold & loud.wav" --genre bells --variation 5 --artist "Bob $script" --title "Song $script"
make_clip "set/hiss/plain.wav" --genre hum --variation 6
mkdir "set/<i>new"
make_clip "set/<i>new/1.wav" --genre hum --variation 7
mrec extract set --labels folder "${small[@]}" --quiet -o set.jsonl
run_well mrec evaluate model.safetensors set.jsonl --html page.html
expect_stderr "1 of 9 tracks is of genres that the model does not know (<i>new 1)"
expect_stdout "most surely wrong"
expect_no_text page.html "<script"
expect_no_text page.html "<b>"
run_well mrec evaluate model.safetensors set.jsonl --html again.html -j 3
expect_same page.html again.html
python3 "$cli_tests/../browser/check_page.py" --audio --text "Song $script" --text "Bob $script" --text "<i>new" \
  --text "Learning curves" --text "<b>bold & loud.wav" page.html
