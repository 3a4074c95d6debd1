# Everything else is refused by what it is, and nothing is written.
. "$(dirname "$0")/../support.sh"

refuse() { expect_refusal 1 "$1" mrec import musicnn "$2" -o made; [ ! -e made ] || fail "expected no file"; }
model=package/musicnn/MSD_musicnn
make_musicnn $model
data=$model/.data-00000-of-00001

tar czf package.tar.gz package
refuse "package.tar.gz: is a package that is still packed: unpack it" package.tar.gz
printf 'PK\x03\x04...' >package.whl
refuse "package.whl: is a package that is still packed: unpack it" package.whl
printf 'text\n' >text
refuse "text: is no checkpoint" text
refuse "none: does not exist" none
mkdir empty
refuse "empty: holds no folder MSD_musicnn with a checkpoint" empty

# Damaged or missing parts.
head -c 1000000 $data >short
cp -r package whole
mv short $data
refuse "$data: is cut short: it ends before the end of variable \"" package
cp whole/musicnn/MSD_musicnn/.data-00000-of-00001 $data
printf '\xff\xff\xff\xff' | dd of=$data bs=1 seek=1300 conv=notrunc status=none
refuse "$data: is damaged: the checksum of variable \"batch_normalization_10/beta\"" package
rm $data
refuse "$data: cannot be read (No such file or directory)" package
head -c 500 whole/musicnn/MSD_musicnn/.index >$model/.index
refuse "$model/.index: is cut short or no checkpoint's index" package

# The same arrays with other numbers are another network, whatever the folder is called.
rm -r package
make_musicnn $model --changed
refuse "$model/.index: is not the published MSD_musicnn: it has the same arrays with other values: give" package

expect_refusal 2 "" mrec import
expect_refusal 2 "" mrec import vgg whole
expect_refusal 2 "is empty" mrec import musicnn ""
