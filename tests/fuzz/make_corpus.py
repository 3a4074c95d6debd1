#!/usr/bin/env python3
"""Writes the fuzzers' seeds to corpus/<reader>/, the same bytes each time but for the encoders of the ffmpeg at hand.

    python3 tests/fuzz/make_corpus.py                     # all readers
    python3 tests/fuzz/make_corpus.py features sound      # these only

Inputs that brought a fuzzer down once lie beside the seeds, named found_<what was wrong>; they are not made here.
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
sys.dont_write_bytecode = True
import tensorflow_bundle

CORPUS = pathlib.Path(__file__).parent / "corpus"
OPTIONS = {"kind": "mfcc", "rate_hz": 8000, "n_fft": 256, "hop": 512, "n_mels": 8, "n_mfcc": 2, "fmin_hz": 0.0,
           "fmax_hz": 0.0, "top_db": 80.0, "chunk_s": 0.1, "excerpt_s": 0.2, "padding": "zero"}
FRAMES, COEFFICIENTS = 2, 2  # of a chunk with these options
HEADER = {"format": "mrec-features", "version": 1, "root": "/music", "options": OPTIONS, "genres": ["blues", "jazz"]}


EMBEDDING = {"network": "musicnn", "weights": "0123456789abcdef0123456789abcdef", "patches": 10}
HEARD = {"predicted_tags": {"rock": 0.612, "60s": 0.05}, "embedding": [0.125, -1.5, 0, 1e2]}


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def track(**changes):
    chunk = [[-113.5, 12.25], [1e-7, 3e20]]
    return {"path": "jazz/a.wav", "size": 1000, "mtime": 1700000000.123456, "duration_s": 1.5,
            "tags": {"artist": "Añé \"B\"", "title": "song\t1", "year": 1959}, "label": "jazz",
            "chunks": [chunk, chunk], **changes}


def zstd_frame(content):
    """One frame of a single block that is stored and not compressed, so that a fuzzer can change what it holds."""
    block = len(content) << 3 | 1  # the last, raw
    return struct.pack("<IBB", 0xFD2FB528, 0x00, 0x40) + struct.pack("<I", block)[:3] + content


def sized_frame(content):
    """The same, but it says how much it holds."""
    block = len(content) << 3 | 1
    return struct.pack("<IBI", 0xFD2FB528, 0xA0, len(content)) + struct.pack("<I", block)[:3] + content


def features():
    failed = {"path": "b.mp3", "size": 7, "mtime": 1.5, "error": "is no audio"}
    odd_path = track(path="caf\ufffd.wav", path_hex=b"caf\xe9.wav".hex(), label=None, chunks=[])
    whole = line(HEADER) + line(track()) + line(failed) + line(odd_path)
    newer = track(hash="0123456789abcdef0123456789abcdef", damage="breaks off after 1.2 s", unknown=[{"a": [1, None]}],
                  path="album.flac#02", file="album.flac", start_s=1.0, end_s=2.5)
    with_embeddings = line({**HEADER, "embedding": EMBEDDING})
    yield "embeddings", with_embeddings + line(track(**HEARD)) + line(track(path="b.wav")) + line(failed)
    yield "embeddings_no_header", line(HEADER) + line(track(**HEARD))
    yield "embeddings_unequal", with_embeddings + line(track(**HEARD)) + line(track(path="b.wav", embedding=[1]))
    yield "empty_library", line(HEADER)
    yield "four_tracks", whole
    yield "more_keys", line(HEADER) + line(newer)
    yield "torn", whole[:-40]
    yield "crlf_and_blank_lines", line(HEADER).replace(b"\n", b"\r\n\n") + line(track())
    one_piece = line({**HEADER, "options": {**HEADER["options"], "chunk_s": 0}})  # 1 to 4 frames of 2 numbers
    yield "one_piece", one_piece + line(track(chunks=[[[1, 2], [-3, 4.5], [5, 6]]])) + line(track(path="b", chunks=[[[1, 2]]]))
    yield "stored.zst", zstd_frame(whole)
    yield "two_frames.zst", zstd_frame(line(HEADER)) + zstd_frame(line(track()))
    yield "compressed.zst", subprocess.run(["zstd", "-c", "-q"], input=whole, check=True, capture_output=True).stdout


def records():
    named = dict(features())
    for name in ("four_tracks", "more_keys", "embeddings", "torn", "crlf_and_blank_lines", "compressed.zst"):
        yield name, named[name]
    lines = named["four_tracks"].splitlines(keepends=True)
    frames = [sized_frame(text) for text in lines]
    yield "sized_frames.zst", b"".join(frames)
    yield "damaged_in_the_middle", lines[0] + b"torn{" + lines[1] + lines[2]
    yield "damaged_in_the_middle.zst", frames[0] + frames[1][9:] + frames[2]
    yield "empty_frames.zst", frames[0] + struct.pack("<II", 0x184D2A50, 3) + b"any" + frames[1]


def numbers():
    for number in ("0", "-113.59", "12.5", "1e-7", "3.4028235e38", "16777217", "0.00390625", "-0.0", "9999999.995", "01",
                   "1.", "1E+400"):
        yield "n" + number.replace(".", "_"), number.encode()


def catalogue():
    facts = line({key: value for key, value in track().items() if key != "chunks"})
    yield "two_entries", b"23 0 1\n5 7 " + facts + b"12 11 " + facts.replace(b"jazz/a", b"jazz/b")
    yield "embedding", b"23 0 1\n5 7 " + facts[:-2] + b',"has_embedding":true}\n'
    yield "no_entry", b"23 0 0\n"
    yield "title_alone", b"mrec-catalogue 2\n"
    yield "no_line_feed", b"23 0 0\n5 7 " + facts[:-1]


def feature_header():
    yield "plain", line(HEADER)
    yield "odd_root", line({**HEADER, "root": "/caf\ufffd", "root_hex": b"/caf\xe9".hex()})
    yield "newer", line({**HEADER, "version": 2})
    yield "embedding", line({**HEADER, "version": 2, "embedding": EMBEDDING})


def feature_options():
    yield "mfcc", line(OPTIONS)
    yield "logmel", line({**OPTIONS, "kind": "logmel", "padding": "reflect", "fmin_hz": 20, "fmax_hz": 4e3})
    yield "paper", line({**OPTIONS, "hop": 1702, "chunk_s": 10, "excerpt_s": 0})
    yield "one_piece", line({**OPTIONS, "kind": "logmel", "chunk_s": 0})


def course():
    chunk = [[1.5, -2], [3e-4, 4]]
    whole = {"mapping": ["blues", "jazz"], "mfcc": [chunk, chunk], "labels": [0, 1]}
    yield "plain", json.dumps(whole, indent=1).encode()
    yield "labels_first", line({"labels": [1], "other": {"a": [True, "x"]}, "mfcc": [chunk], "mapping": ["a", "b"]})
    yield "unlike", line({**whole, "labels": [0]})
    yield "byte_order_mark", b"\xef\xbb\xbf" + line(whole)


def labels():
    yield "plain", b"# path\tgenre\na.wav\tblues\n./jazz/b.flac\tjazz\tmore\n/music/c\xff.ogg\trock \xe9\n"
    yield "windows", b"\xef\xbb\xbfa.wav\tblues\r\njazz\\b.flac\tjazz\r\n"
    yield "no_tab", b"a.wav blues\n"


def cue_sheet():
    tracks = "".join(f'  TRACK {n:02} AUDIO\r\n    TITLE "Song {n}"\r\n    INDEX 00 0{n}:00:00\r\n    INDEX 01 0{n}:02:37\r\n'
                     for n in range(1, 4))
    yield "whole", ('REM GENRE Jazz\r\nREM DATE 1959\r\nPERFORMER "Ann Ohm"\r\nTITLE "Mains"\r\nFILE "album.flac" WAVE\r\n'
                    + tracks).encode()
    yield "two_files", (f'FILE "a b.wav" WAVE\n{tracks}FILE c.bin BINARY\n  TRACK 04 MODE1/2352\n    INDEX 01 00:00:00\n').encode()
    yield "latin", b'\xef\xbb\xbfTITLE "\xc3\xa9"\nFILE x.mp3 MP3\n TRACK 1 AUDIO\n TITLE "\xe9\n INDEX 01 99:59:74\n'
    yield "senseless", b"FILE\nTRACK 1 AUDIO\nINDEX 01 1:2\nFILE \"x\nTRACK 0 AUDIO\nINDEX 01 00:00:75\n"


def folds():
    paths = ["a.wav", "b.wav", "jazz/c.wav", "jazz/d.wav"]
    for name, words in (("numbers", "1212"), ("words", ["train", "train", "validation", "test"]), ("missing", "12")):
        yield name, "".join(f"{path}\t{word}\n" for path, word in zip(paths, words)).encode()


def external_vectors():
    yield "vectors", b"# of a program\r\njazz/a.wav\t0.5 -1e-3\t7\r\n\nb c.wav\t1 2 3\r\n"
    yield "distances", b"jazz/a.wav\t0 1.5\nb.wav\t1.25 0\n"
    yield "not_finite", b"jazz/a.wav\t0 nan\n"


def favourites():
    yield "paths", b"jazz/two.ogg\n/music/blues/one.ogg\none.ogg\n../x/two.ogg\n\n  jazz/two.ogg  \n"
    yield "list.m3u", (b"\xef\xbb\xbf#EXTM3U\r\n#EXTINF:123,Somebody - Something\r\nfile:///music/jazz/two%2Eogg\r\n"
                       b"file://localhost/music/a%20b\r\nC:\\music\\jazz\\two.ogg\r\njazz\\one.ogg\r\n")
    yield "utf16", "jazz/two.ogg\n".encode("utf-16")
    yield "list.xspf", dict(xspf())["part"]


def safetensors(tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, (shape, values) in tensors.items():
        content = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + data


def tensor_files():
    yield "two", safetensors({"a": ([2, 3], range(6)), "b.c": ([], [1.5])}, {"format": "x", "é": "\n"})
    yield "empty", safetensors({"none": ([0, 4], [])}, {})
    yield "no_tensors", safetensors({}, {"k": "v"})


def tensorflow_checkpoint():
    def in_one_file(entries, data, **kind):
        """As fuzz_tensorflow_checkpoint.cpp takes it: the data, and behind them the index."""
        return data + tensorflow_bundle.table(entries, start=len(data), **kind)

    arrays = {"dense/kernel": ([2, 1], struct.pack("<2f", 1.5, -2)), "dense/bias": ([1], struct.pack("<f", 3)),
              "dense/bias/Adam": ([1], struct.pack("<f", 4)), "beta1_power": ([], struct.pack("<f", 0.9))}
    entries, data = tensorflow_bundle.bundle(arrays)
    yield "four_arrays", in_one_file(entries, data)
    yield "snappy", in_one_file(entries, data, kind=b"\1")
    yield "two_data_files", in_one_file(*tensorflow_bundle.bundle({}, shards=2))
    yield "block", tensorflow_bundle.block(entries)
    yield "wrong_type", tensorflow_bundle.block([(b"", entries[0][1]), (b"n", tensorflow_bundle.message((1, 3), (5, 0)))])


def model():
    options = {**OPTIONS, "hop": 512, "n_mels": 128, "n_mfcc": 13, "chunk_s": 1.4, "excerpt_s": 2.8}  # 22 frames
    shapes = {"input.mean": [13], "input.scale": [13]}
    for number, kernel, inputs in ((1, 3, 1), (2, 3, 32), (3, 2, 32)):
        shapes[f"conv{number}.kernel"] = [kernel, kernel, inputs, 32]
        for name in ("bias", "gamma", "beta", "moving_mean", "moving_variance"):
            shapes[f"conv{number}.bias" if name == "bias" else f"norm{number}.{name}"] = [32]
    shapes.update({"dense1.kernel": [64, 64], "dense1.bias": [64], "dense2.kernel": [64, 2], "dense2.bias": [2]})
    for name, genres in (("two_genres", ["blues", "jazz"]), ("one_genre", ["blues"])):
        metadata = {"format": "mrec-genre-model", "version": "1", "seed": "1", "features": json.dumps(options),
                    "architecture": json.dumps({"name": "cnn3", "input": [22, 13, 1], "third_pool": 2, "dropout": 0.3}),
                    "genres": json.dumps(genres), "standardisation": "any"}
        yield name, zeros_and_header(shapes, metadata)
    heads = {"embedding": (200, {"network": "musicnn", "weights": "0123456789abcdef" * 2, "patches": 10}),
             "statistics": (26, {})}
    for kind, (numbers, of_embedding) in heads.items():
        shapes = {"input.mean": [numbers], "input.scale": [numbers], "dense.kernel": [numbers, 2], "dense.bias": [2]}
        metadata = {"format": "mrec-genre-model", "version": "1", "input": json.dumps({"kind": kind, **of_embedding}),
                    "architecture": json.dumps({"name": "softmax", "input": [1, numbers, 1]}),
                    "genres": json.dumps(["blues", "jazz"]), "standardisation": "any"}
        if kind == "statistics":
            metadata["features"] = json.dumps(options)
        yield "softmax_" + kind, zeros_and_header(shapes, metadata)


def zeros_and_header(shapes, metadata):
    """As fuzz_model.cpp takes it."""
    header, size = {"__metadata__": metadata}, 0
    for name, shape in shapes.items():
        count = 4
        for extent in shape:
            count *= extent
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [size, size + count]}
        size += count
    return struct.pack("<I", size) + json.dumps(header, separators=(",", ":")).encode()


def index():
    def stamp(size, mtime):
        return {"mtime_us": mtime, "size_bytes": size}
    tracks = [{"path": "jazz/a.ogg", "artist": "A", "title": "T", "duration_s": 1.5},
              {"path": "caf\ufffd", "path_hex": b"caf\xe9".hex(), "artist": "", "title": "", "duration_s": 0}]
    metadata = {"format": "mrec-index", "version": "3", "root": json.dumps({"path": "/music"}),
                "sources": line({"library": stamp(1, 2), "model": stamp(3, 4), "embedding": "cnn"}).decode().strip(),
                "genres": json.dumps(["blues", "jazz"]), "tracks": json.dumps(tracks), "left_out": "3"}
    matrices = {"embeddings": ([2, 3], range(6)), "probabilities": ([2, 2], [0.5] * 4)}
    yield "two_tracks", safetensors(matrices, metadata)
    yield "other_sources", safetensors(matrices, {**metadata, "sources": "{}"})


TONE = "aevalsrc=sin(880*t)/3+sin(5000*t*t)/9:s={rate}:d={seconds}"
TAGS = {"artist": "Ada É", "title": "Söng", "album": "Al\nbum", "genre": "Jazz", "date": "1959"}
# What ffmpeg calls the coding, for each kind of file by its name.
SOUNDS = {"pcm16.wav": ["-c:a", "pcm_s16le"], "float.wav": ["-c:a", "pcm_f32le"], "pcm24.wav": ["-c:a", "pcm_s24le"],
          "ulaw.wav": ["-c:a", "pcm_mulaw"], "ima.wav": ["-c:a", "adpcm_ima_wav"], "ms.wav": ["-c:a", "adpcm_ms"],
          "rf64.wav": ["-rf64", "always"], "long.w64": [], "big.aiff": [], "sun.au": [], "apple.caf": [],
          "lossless.flac": [], "vorbis.ogg": ["-c:a", "libvorbis", "-q:a", "0"],
          "flac.oga": ["-c:a", "flac"], "speech.opus": ["-b:a", "12k"],
          "layer3.mp3": ["-b:a", "32k"], "layer2.mp2": ["-b:a", "32k"]}
TAGGED = {"info.wav": [], "id3v23.mp3": ["-b:a", "32k", "-id3v2_version", "3", "-write_id3v1", "1"],
          "id3v24.mp3": ["-b:a", "32k"], "ape.mp3": ["-b:a", "32k", "-write_apetag", "1", "-id3v2_version", "0"],
          "chunks.aiff": ["-write_id3v2", "1"], "comment.flac": [], "comment.ogg": ["-c:a", "libvorbis", "-q:a", "0"],
          "comment.opus": ["-b:a", "12k"], "comment.oga": ["-c:a", "flac"], "atoms.m4a": ["-b:a", "32k"],
          "asf.wma": ["-b:a", "32k"], "ape.wv": [], "ape.tta": []}


def encode(kinds, rate, seconds, tags):
    plain = ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]
    metadata = [word for key, text in tags.items() for word in ("-metadata", f"{key}={text}")]
    with tempfile.TemporaryDirectory() as folder:
        for name, flags in kinds.items():
            file = pathlib.Path(folder, name)
            subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", TONE.format(rate=rate, seconds=seconds),
                            *plain, *flags, *metadata, file], check=True)
            yield name, file.read_bytes()


def sound():
    yield from encode(SOUNDS, 16000, 0.15, {})


def tags():
    yield from encode(TAGGED, 8000, 0.05, TAGS)


def sniff():
    for name, content in encode({name: SOUNDS[name] for name in ("layer3.mp3", "layer2.mp2")}, 16000, 0.15, {}):
        yield name, content[:700]
    yield "adts.aac", next(encode({"adts.aac": []}, 16000, 0.15, {}))[1][:700]
    for magic in (b"RIFF....WAVE", b"FORM....AIFF", b"....ftypM4A ", b"ID3\3\0\0\0\0\0\x7f", b"OggS", b"name.MP3"):
        yield "".join(chr(byte) if chr(byte).isalnum() else "_" for byte in magic), magic


def xspf():
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/"'
    tracks = ("<track><location>file:///m/a%20b.mp3</location><title>T &amp; U</title></track>"
              "<track><location>../caf%C3%A9.mp3</location><creator>Añé</creator><title>S</title><duration>1500</duration></track>")
    part = ('<track><location>a.wav</location><extension application="http://www.videolan.org/vlc/playlist/0">'
            "<vlc:option>start-time=12.5</vlc:option></extension></track>")
    yield "two", head + b"><trackList>" + tracks.encode() + b"</trackList></playlist>"
    yield "part", head + b' xmlns:vlc="x"><trackList>' + part.encode() + b"</trackList></playlist>"
    yield "entities", b'<!DOCTYPE p [<!ENTITY a "x">]><playlist><trackList><track><title>&a;&#65;<![CDATA[x]]></title></track></trackList></playlist>'
    yield "torn", head + b"><trackList><track><title>"


def json_songs():
    listen = {"listened_at": 1, "track_metadata": {"artist_name": "Añé", "track_name": "S", "recording_msid": "m1",
                                                   "additional_info": {"recording_mbid": "b1"}, "mbid_mapping": None}}
    yield "listens.jsonl", line(listen) + b"\n" + line(listen)
    yield "listens.json", line([listen, listen])
    yield "api", line({"payload": {"count": 1, "listens": [listen]}})
    yield "feedback", b"".join(line({"recording_msid": f"m{i}", "recording_mbid": None, "score": i - 1}) for i in range(3)) + line(listen)
    yield "named_feedback", line({"feedback": [{"score": 1, **listen}], "count": 1})
    credit = [{"name": "A", "joinphrase": " feat. "}, {"name": "B", "artist": {"name": "B"}}]
    yield "collection", json.dumps({"recordings": [{"id": "x", "title": "S", "artist-credit": credit}]}, indent=1).encode()
    yield "torn", line(listen) + line(listen)[:40]


def song_key():
    for i, title in enumerate(("Söng (Remastered 2009) [feat. X]", "A - Live, 2011 Remaster", "The A & B", "ガ？", "…")):
        yield str(i), title.encode()


READERS = {"features": features, "records": records, "numbers": numbers, "catalogue": catalogue,
           "feature_header": feature_header, "feature_options": feature_options, "course": course,
           "labels": labels, "cue_sheet": cue_sheet, "folds": folds, "favourites": favourites, "safetensors": tensor_files,
           "tensorflow_checkpoint": tensorflow_checkpoint, "model": model,
           "index": index, "sound": sound, "tags": tags, "sniff": sniff, "external_vectors": external_vectors,
           "xspf": xspf, "json_songs": json_songs, "song_key": song_key}


def main():
    for reader in sys.argv[1:] or READERS:
        folder = CORPUS / reader
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in READERS[reader]():
            (folder / name).write_bytes(content)


main()
