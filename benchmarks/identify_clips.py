#!/usr/bin/env python3
"""How many bad recordings of a few seconds `mrec identify` recognises, and how often it recognises what is not there.

    identify_clips.py FOLDER... [--clips 100] [--strangers 100] [--seconds 5,10] [--seed 1] [--same A=B]... [--mrec mrec]
                      [--fpcalc fpcalc]

Of the audio files in the folders so many are strangers, chosen by the seed; the others are the library. A clip is cut
out at random, played at a speed between 0.98 and 1.02 (pitch and tempo), gets noise (white and pink by turns) at a
signal-to-noise ratio of 10 dB, and goes through MP3 at 64 kbit/s. Prints the share of clips of the library whose track
was named, and of clips of strangers for which any was, with 95 % Wilson intervals. --same says that two files (by the
ends of their paths) hold the same recording: both are put into the library, and either is right. With --fpcalc
Chromaprint does the same: the share of bits that differ where its fingerprints fit best, the threshold being what no
stranger reaches. Needs ffmpeg with LAME, and numpy."""
import argparse
import concurrent.futures
import json
import math
import pathlib
import random
import subprocess
import tempfile
import time

import numpy

RATE_HZ = 44100
EXTENSIONS = {".flac", ".mp3", ".wav", ".ogg", ".m4a"}


def wilson(hits, count, z=1.96):
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return f"{hits} of {count} ({100 * max(0, middle - half):.1f} to {100 * min(1, middle + half):.1f} %)"


def noise(kind, count, generator):
    white = generator.standard_normal(count)
    if kind == "white":
        return white
    spectrum = numpy.fft.rfft(white)
    bins = numpy.maximum(numpy.arange(len(spectrum)), 20 * count / RATE_HZ)  # flat below 20 Hz
    return numpy.fft.irfft(spectrum / numpy.sqrt(bins), count)


def record(job):
    """A bad recording of a track; its file."""
    filters = f"aresample={RATE_HZ},asetrate={round(RATE_HZ * job['speed'])},aresample={RATE_HZ}"
    raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", job["track"], "-ac", "1", "-af", filters,
                          "-f", "f32le", "-"], capture_output=True, check=True).stdout
    sound = numpy.frombuffer(raw, numpy.float32).astype(float)
    count = min(int(job["seconds"] * RATE_HZ), len(sound))
    start = int(job["place"] * (len(sound) - count))
    clip = sound[start:start + count]
    job["start_s"] = start / RATE_HZ * job["speed"]
    added = noise(job["noise"], count, numpy.random.default_rng(job["seed"]))
    clip = clip + added * math.sqrt((clip ** 2).mean() / (added ** 2).mean() / 10 ** (job["snr"] / 10))
    clip *= 0.5 / max(1e-9, abs(clip).max())
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "-",
                    "-b:a", "64k", job["clip"]], input=clip.astype(numpy.float32).tobytes(), check=True)


def plan(options, work):
    """The library's files and the clips to be made."""
    files = sorted(f.resolve() for folder in options.folders for f in pathlib.Path(folder).rglob("*")
                   if f.suffix.lower() in EXTENSIONS)
    generator = random.Random(options.seed)
    repeats = [pair.split("=") for pair in options.same]
    kept = [f for f in files if any(str(f).endswith(end) for pair in repeats for end in pair)]
    others = [f for f in files if f not in kept]
    generator.shuffle(others)
    strangers, library = others[:options.strangers], others[options.strangers:] + kept
    jobs = []
    for seconds in options.seconds:
        for known, tracks in ((True, generator.sample(library, options.clips)), (False, strangers)):
            for i, track in enumerate(tracks):
                jobs.append({"track": str(track), "known": known, "seconds": seconds, "snr": options.snr,
                             "noise": ("white", "pink")[i % 2], "place": generator.random(),
                             "speed": generator.uniform(0.98, 1.02), "seed": generator.getrandbits(32),
                             "clip": str(work / f"clip{len(jobs)}.mp3")})
    return library, jobs


def identify(options, work, library, jobs):
    """What mrec says of every clip, and how long it took."""
    music = work / "music"
    for i, track in enumerate(library):
        (music / str(i)).mkdir(parents=True)
        (music / str(i) / track.name).symlink_to(track)
    names = {str((music / str(i) / track.name)): str(track) for i, track in enumerate(library)}
    features = work / "library.jsonl.zst"
    subprocess.run([options.mrec, "extract", music, "--embedding", "none", "-o", features, "-q"], check=True)
    command = [options.mrec, "identify", "--library", features, "--json", "-q"]
    begin = time.perf_counter()
    subprocess.run([*command, jobs[0]["clip"]], capture_output=True)
    print(f"{len(library)} tracks: fingerprints made in {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    answers = json.loads(subprocess.run([*command, *[job["clip"] for job in jobs]], capture_output=True).stdout)
    took = (time.perf_counter() - begin) / len(jobs)
    print(f"{1000 * took:.1f} ms a clip, decoding it included")
    for job, answer in zip(jobs, answers):
        job["answer"] = names[answer["file"]] if answer["known"] else None
        job["details"] = answer


def is_right(job, answer, repeats):
    if answer is None:
        return False
    both = (job["track"], answer)
    return both[0] == both[1] or any(a != b and both[0].endswith(a) and both[1].endswith(b)
                                     for pair in repeats for a, b in (pair, pair[::-1]))


def report(title, options, jobs, answer_of):
    repeats = [pair.split("=") for pair in options.same]
    print(f"\n| {title} | recognised | another track named | false alarms, strangers |\n| --- | --- | --- | --- |")
    groups = [(f"{seconds:g} s", lambda job, s=seconds: job["seconds"] == s) for seconds in options.seconds]
    groups += [(f"{seconds:g} s, {kind} noise", lambda job, s=seconds, k=kind: job["seconds"] == s and job["noise"] == k)
               for seconds in options.seconds for kind in ("white", "pink")]
    for name, belongs in groups:
        known = [job for job in jobs if belongs(job) and job["known"]]
        strangers = [job for job in jobs if belongs(job) and not job["known"]]
        right = sum(is_right(job, answer_of(job), repeats) for job in known)
        wrong = sum(answer_of(job) is not None and not is_right(job, answer_of(job), repeats) for job in known)
        alarms = sum(answer_of(job) is not None for job in strangers)
        print(f"| {name} | {wilson(right, len(known))} | {wrong} | {wilson(alarms, len(strangers))} |")


def tell_of_mistakes(options, jobs):
    repeats = [pair.split("=") for pair in options.same]
    for job in jobs:
        if job["known"] != is_right(job, job["answer"], repeats) or (not job["known"] and job["answer"]):
            print(f"{job['seconds']:g} s from {job['start_s']:.1f} s of {job['track']}, {job['noise']} noise, speed "
                  f"{job['speed']:.4f}: {job['answer'] or 'not known'}")
    right = [job for job in jobs if job["known"] and job["answer"] == job["track"]]
    if right:
        speeds = [abs(job["details"]["speed"] - job["speed"]) for job in right]
        places = [abs(job["details"]["position_s"] - job["start_s"]) for job in right]
        print(f"median error: speed {numpy.median(speeds):.4f}, place {numpy.median(places):.3f} s; "
              f"largest: {max(speeds):.4f}, {max(places):.3f} s")


def chromaprint(options, library, jobs):
    """The nearest track of every clip by Chromaprint, and the share of bits that differ."""
    def codes(file):
        out = subprocess.run([options.fpcalc, "-raw", "-length", "0", "-json", file], capture_output=True).stdout
        return numpy.array(json.loads(out)["fingerprint"], dtype=numpy.uint32) if out else numpy.zeros(0, numpy.uint32)

    tracks = [(str(track), codes(track)) for track in library]
    for job in jobs:
        clip = codes(job["clip"])
        best = (1.0, None)
        for name, track in tracks:
            if len(clip) == 0 or len(track) < len(clip):
                continue
            windows = numpy.lib.stride_tricks.sliding_window_view(track, len(clip))
            bits = numpy.unpackbits((windows ^ clip).view(numpy.uint8), axis=1).mean(axis=1)
            best = min(best, (bits.min(), name))
        job["bits"], job["nearest"] = best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--clips", type=int, default=100)
    parser.add_argument("--strangers", type=int, default=100)
    parser.add_argument("--seconds", type=lambda text: [float(each) for each in text.split(",")], default=[5.0, 10.0])
    parser.add_argument("--snr", type=float, default=10, help="dB")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--same", action="append", default=[])
    parser.add_argument("--mrec", default="mrec")
    parser.add_argument("--fpcalc")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        library, jobs = plan(options, work)
        with concurrent.futures.ThreadPoolExecutor() as threads:
            list(threads.map(record, jobs))
        identify(options, work, library, jobs)
        report(f"mrec, seed {options.seed}", options, jobs, lambda job: job["answer"])
        tell_of_mistakes(options, jobs)
        if options.fpcalc:
            chromaprint(options, library, jobs)
            for seconds in options.seconds:
                here = [job for job in jobs if job["seconds"] == seconds]
                limit = min(job["bits"] for job in here if not job["known"])
                for job in here:
                    job["chromaprint"] = job["nearest"] if job["bits"] < limit else None
            report(f"Chromaprint, seed {options.seed}", options, jobs, lambda job: job["chromaprint"])


if __name__ == "__main__":
    main()
