"""The usual course solution on the same clips: librosa's MFCC, mean and standard deviation, a support vector machine.

    python3 -m venv build/librosa && build/librosa/bin/pip install librosa==0.11.0 scikit-learn
    mrec extract MUSIC --labels folder -o features.jsonl          # only paths, labels and artists are read from it
    build/librosa/bin/python benchmarks/librosa_svm.py features.jsonl --split track

librosa loads the same middle 30 s at 22,050 Hz as mrec and makes MFCC of them in one piece; scikit-learn standardises
the numbers on the training part and learns an SVC (RBF, C 10). Prints a row of accuracy_table.py.
"""
import argparse
import json
import pathlib

import librosa
import numpy
import scipy.stats
import sklearn.model_selection
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.svm

import accuracy_table

RATE_HZ = 22050
EXCERPT_S = 30


def labelled_tracks(features):
    with open(features, encoding="utf-8") as lines:
        root = pathlib.Path(json.loads(next(lines))["root"])
        tracks = [json.loads(line) for line in lines]
    return root, sorted((track for track in tracks if track.get("label")), key=lambda track: track["path"])


def statistics_of(file, coefficients):
    start = max(0.0, (librosa.get_duration(path=file) - EXCERPT_S) / 2)
    samples, _ = librosa.load(file, sr=RATE_HZ, mono=True, offset=start, duration=EXCERPT_S, res_type="soxr_hq")
    mfcc = librosa.feature.mfcc(y=samples, sr=RATE_HZ, n_mfcc=coefficients, n_fft=2048, hop_length=512)
    return numpy.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1)])


def hits(vectors, labels, groups, options, seed):
    """Tracks that are judged right when each is tested once."""
    model_selection = sklearn.model_selection
    kind = model_selection.StratifiedGroupKFold if options.split == "artist" else model_selection.StratifiedKFold
    folds = kind(options.folds, shuffle=True, random_state=seed)
    machine = sklearn.pipeline.make_pipeline(sklearn.preprocessing.StandardScaler(), sklearn.svm.SVC(kernel="rbf", C=10))
    verdicts = model_selection.cross_val_predict(machine, vectors, labels, cv=folds,
                                                 groups=groups if options.split == "artist" else None)
    return int((verdicts == labels).sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    accuracy_table.add_protocol(parser)
    parser.add_argument("--coefficients", type=int, nargs="+", default=[13, 20])
    options = parser.parse_args()
    root, tracks = labelled_tracks(options.features)
    labels = numpy.array([track["label"] for track in tracks])
    artists = numpy.array([track["tags"].get("artist") or track["path"] for track in tracks])
    print(f"{options.folds} folds, stratified by {options.split}, {len(tracks)} tracks\n\n{accuracy_table.HEADER}")
    for coefficients in options.coefficients:
        vectors = numpy.array([statistics_of(root / track["path"], coefficients) for track in tracks])
        right = [hits(vectors, labels, artists, options, seed) for seed in options.seeds]
        interval = scipy.stats.binomtest(right[0], len(tracks)).proportion_ci(method="wilson")
        print(accuracy_table.row(f"librosa, {coefficients} MFCC + SVM", [], [count / len(tracks) for count in right],
                                 interval), flush=True)


if __name__ == "__main__":
    main()
