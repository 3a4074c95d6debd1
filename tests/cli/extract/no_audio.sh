# Folders without music, wrong paths.
. "$(dirname "$0")/../support.sh"

mkdir folder
printf 'a list of things to buy\n' >folder/notes.txt
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >folder/photo.png
printf '\xff\xd8\xff\xe0\0\x10JFIF\0' >folder/photo.jpg
expect_refusal 1 "folder: holds no audio file: name a folder with music in it" mrec extract folder
expect_refusal 1 "nowhere: cannot be found" mrec extract nowhere
expect_refusal 2 "is empty" mrec extract ""
expect_refusal 1 "cannot be found" mrec extract folder/notes.txt/more
mkfifo pipe
expect_refusal 1 "pipe: is neither a file nor a folder" timeout 10 "$MREC" extract pipe
[ ! -e "$MREC_HOME" ] || fail "expected no file"
