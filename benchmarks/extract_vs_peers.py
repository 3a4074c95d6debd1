"""Feature extraction side by side: mrec, decoding alone, librosa and bliss, on the same files in one run.

    cmake --preset release -DMREC_BUILD_BENCHMARKS=ON && cmake --build --preset release
    pip install librosa==0.11.0 soundfile
    cargo build --release --manifest-path benchmarks/bliss_peer/Cargo.toml --target-dir build/bliss_peer
    python3 benchmarks/extract_vs_peers.py MUSIC --files 40                        # the files as they are
    python3 benchmarks/extract_vs_peers.py MUSIC --files 40 --as flac              # turned into FLAC by ffmpeg first
    python3 benchmarks/extract_vs_peers.py MUSIC --files 8 --as mp3 --minutes 4    # joined to tracks of four minutes

mrec loads the middle 30 s at 22,050 Hz and makes 13 MFCC for each of ten chunks; it is a whole process that reads tags
and writes the JSON file. Its peers:
- decoding alone (mrec_decode_only): libsndfile decodes the same 30 s, all channels, and drops them. Nobody can beat it
  who decodes with libsndfile.
- librosa, ten chunks: the same numbers, as genre courses make them; in one piece: fewer calls, other numbers. Timed
  inside Python, warm, without start-up, writing nothing.
- bliss: the tags and 23 numbers of the whole track, which is what it is for. Kept on one core, and only asked where a
  program --bliss is there. Its processor time counts all its threads.
Start-up of the processes is taken off by subtracting a run on one file.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

import side_by_side

RATE_HZ = 22050
EXCERPT_S = 30
CHUNK_SAMPLES = 3 * RATE_HZ
AUDIO = {".wav", ".flac", ".mp3", ".ogg", ".opus", ".au"}
CODING = {"wav": ["-c:a", "pcm_s16le"], "flac": [], "ogg": ["-c:a", "libvorbis", "-q:a", "5"],
          "opus": ["-b:a", "128k"], "mp3": ["-b:a", "192k"]}
PEERS = ("decode", "librosa", "bliss")


def transcode(parts, target):
    """Joins some files to one."""
    inputs = [word for part in parts for word in ("-i", part)]
    join = ["-filter_complex", "".join(f"[{i}:a]" for i in range(len(parts))) + f"concat=n={len(parts)}:v=0:a=1[all]",
            "-map", "[all]"]
    subprocess.run(["ffmpeg", "-v", "error", *inputs, *join, *CODING[target.suffix[1:]], target], check=True)


def prepare(options, target):
    """Puts the tracks side by side in a folder, under names that are all different; not timed."""
    music = sorted(file for file in options.music.rglob("*") if file.suffix.lower() in AUDIO)
    target.mkdir()
    for number in range(min(options.files, len(music))):
        if options.coding is None:
            shutil.copy(music[number], target / f"{number}{music[number].suffix}")
            continue
        parts = [music[number]]
        while options.minutes > 0 and len(parts) < 2 * options.minutes:  # of half a minute each
            parts.append(music[(number + len(parts)) % len(music)])
        transcode(parts, target / f"{number}.{options.coding}")
    return sorted(target.iterdir())


def processes(options, files, work):
    """Contenders that are programs: what a file costs, by the difference between all files and one."""
    def per_file(command):
        whole, one = (side_by_side.cost_of_command(command(some)) for some in (files, files[:1]))
        return (whole - one).per(len(files) - 1)

    def mrec(threads):
        def command(some):
            for old in work.glob("features.jsonl*"):  # or it would only be brought up to date
                old.unlink()
            # The peers make no embeddings.
            return [options.mrec, "extract", "--embedding", "none", "-q", "--strict", "-j", str(threads),
                    "-o", work / "features.jsonl.zst", *some]
        return command

    contenders = {"mrec -j 1": lambda: per_file(mrec(1)), "mrec -j 2": lambda: per_file(mrec(2))}
    if "decode" in options.peers:
        contenders["decoding alone"] = lambda: per_file(lambda some: [options.decode_only, *some])
    if "bliss" in options.peers and pathlib.Path(options.bliss).exists():
        contenders["bliss"] = lambda: per_file(lambda some: ["taskset", "-c", "0", options.bliss, *some])
    return contenders


def librosa_contenders(files):
    os.environ.update(side_by_side.ONE_THREAD)  # before NumPy is loaded
    import librosa
    import soundfile

    def mfcc(samples):
        return librosa.feature.mfcc(y=samples, sr=RATE_HZ, n_mfcc=13, n_fft=2048, hop_length=512)

    def features(file, chunk_samples):
        start = max(0.0, (soundfile.info(file).duration - EXCERPT_S) / 2)
        samples, _ = librosa.load(file, sr=RATE_HZ, mono=True, offset=start, duration=EXCERPT_S, res_type="soxr_hq")
        return [mfcc(samples[begin:begin + chunk_samples])
                for begin in range(0, len(samples) - chunk_samples + 1, chunk_samples)]

    def time_calls(chunk_samples):
        return side_by_side.cost_of_call(lambda: [features(file, chunk_samples) for file in files]).per(len(files))

    print(f"librosa {librosa.__version__}, {soundfile.__libsndfile_version__}")
    return {"librosa, ten chunks": lambda: time_calls(CHUNK_SAMPLES),
            "librosa, one piece": lambda: time_calls(EXCERPT_S * RATE_HZ)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("music", type=pathlib.Path, help="folder with music")
    parser.add_argument("--files", type=int, default=1000, help="so many of the folder at most")
    parser.add_argument("--as", dest="coding", choices=CODING, help="turn them into this first")
    parser.add_argument("--minutes", type=int, default=0, help="with --as: join half-minute clips to tracks this long")
    parser.add_argument("--peers", default=",".join(PEERS), type=lambda text: text.split(","), help="default: all")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--mrec", default="build/release/src/mrec")
    parser.add_argument("--decode-only", default="build/release/benchmarks/mrec_decode_only")
    parser.add_argument("--bliss", default="build/bliss_peer/release/bliss_peer")
    options = parser.parse_args()
    if options.minutes > 0 and options.coding is None:
        parser.error("--minutes needs --as")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        files = prepare(options, work / "music")
        contenders = processes(options, files, work)
        if "librosa" in options.peers:
            contenders.update(librosa_contenders(files))
        print(f"{len(files)} files, {options.rounds} rounds, milliseconds a track")
        side_by_side.print_load()
        side_by_side.print_table(side_by_side.in_turn(contenders, options.rounds), "ms", 1e3)
        side_by_side.print_load()


if __name__ == "__main__":
    main()
