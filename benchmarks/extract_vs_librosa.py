"""Feature extraction, mrec beside librosa: load 30 s of a track at 22,050 Hz, then 13 MFCC for each of ten chunks.

    pip install librosa==0.11.0 soundfile
    python3 benchmarks/extract_vs_librosa.py GTZAN_CLIPS --as-wav
    python3 benchmarks/extract_vs_librosa.py EMOTIFY --files 40

Prints a table a track: mrec with one thread and with two, librosa chunk by chunk (what genre courses run), librosa on
the 30 s in one piece (fewer calls, other numbers), and the decoding alone by libsndfile, which nobody can beat.
mrec is timed as a whole process with reading tags and writing the JSON file; its start-up is taken off by
subtracting a run on one file. librosa is timed inside Python, without start-up, warm, writing nothing.
"""
import argparse
import os
import pathlib
import shutil
import tempfile

import side_by_side

os.environ.update(side_by_side.ONE_THREAD)  # before NumPy is loaded
import librosa  # noqa: E402
import soundfile  # noqa: E402

RATE_HZ = 22050
EXCERPT_S = 30
CHUNK_SAMPLES = 3 * RATE_HZ
AUDIO = {".wav", ".flac", ".mp3", ".ogg", ".au"}


def copy_tracks(source, target, count, as_wav):
    """Puts the first tracks of a folder side by side in another, under names that are all different."""
    files = sorted(file for file in source.rglob("*") if file.suffix.lower() in AUDIO)[:count]
    for number, file in enumerate(files):
        if as_wav:
            samples, rate_hz = soundfile.read(file, dtype="int16")
            soundfile.write(target / f"{number}.wav", samples, rate_hz, subtype="PCM_16")
        else:
            shutil.copy(file, target / f"{number}{file.suffix}")
    return sorted(target.iterdir())


def middle(file):
    """Where the middle 30 s start, in seconds, as mrec takes them."""
    return max(0.0, (soundfile.info(file).duration - EXCERPT_S) / 2)


def mfcc(samples):
    return librosa.feature.mfcc(y=samples, sr=RATE_HZ, n_mfcc=13, n_fft=2048, hop_length=512)


def librosa_features(file, chunk_samples):
    samples, _ = librosa.load(file, sr=RATE_HZ, mono=True, offset=middle(file), duration=EXCERPT_S)
    return [mfcc(samples[begin:begin + chunk_samples])
            for begin in range(0, len(samples) - chunk_samples + 1, chunk_samples)]


def decode(file):
    rate_hz = soundfile.info(file).samplerate
    return soundfile.read(file, start=int(middle(file) * rate_hz), frames=EXCERPT_S * rate_hz, dtype="float32")


def contenders(mrec, files, work):
    def run_mrec(what, threads):
        return side_by_side.cost_of_command(
            [mrec, "extract", "-q", "--strict", "-j", str(threads), "-o", work / "features.jsonl", what])

    def time_mrec(threads):
        whole, one = run_mrec(files[0].parent, threads), run_mrec(files[0], threads)
        return (whole - one).per(len(files) - 1)

    def time_calls(function, *rest):
        return side_by_side.cost_of_call(lambda: [function(file, *rest) for file in files]).per(len(files))

    return {
        "mrec -j 1": lambda: time_mrec(1),
        "mrec -j 2": lambda: time_mrec(2),
        "librosa, ten chunks": lambda: time_calls(librosa_features, CHUNK_SAMPLES),
        "librosa, one piece": lambda: time_calls(librosa_features, EXCERPT_S * RATE_HZ),
        "decoding alone (soundfile)": lambda: time_calls(decode),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=pathlib.Path, help="folder with music")
    parser.add_argument("--mrec", default="build/release/src/mrec")
    parser.add_argument("--files", type=int, default=1000, help="so many of the folder at most")
    parser.add_argument("--as-wav", action="store_true", help="turn the files into 16-bit WAV first (not timed)")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "clips").mkdir()
        files = copy_tracks(options.clips, work / "clips", options.files, options.as_wav)
        print(f"{len(files)} files, {options.rounds} rounds, milliseconds a track; librosa {librosa.__version__}, "
              f"{soundfile.__libsndfile_version__}")
        side_by_side.print_load()
        side_by_side.print_table(side_by_side.in_turn(contenders(options.mrec, files, work), options.rounds), "ms", 1e3)
        side_by_side.print_load()


if __name__ == "__main__":
    main()
