"""Reference numbers of the traditional classifiers from scikit-learn, for tests/classic/sklearn_golden_test.cpp.

Made with scikit-learn 1.9.1, numpy 2.4.6, scipy 1.17.1, Python 3.11:
    python tests/golden/sklearn_classic.py tests/golden/sklearn_classic.safetensors

Holds unbalanced random examples of four overlapping classes (one column of which is constant, one constant within
a class), queries from the same distributions, and what each classifier makes of the queries: probabilities, and of
the SVM, whose probabilities are our own, the decisions one against one (for the pairs (0, 1), (0, 2) ... (2, 3)).
"""

import json
import struct
import sys

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

COUNTS = [25, 12, 8, 15]
WIDTH = 10
WEIGHTS = [0.5, 1.0, 2.0, 1.5]


def samples(rng, counts, means):
    labels = np.repeat(np.arange(len(counts)), counts)
    vectors = means[labels] + rng.normal(size=(len(labels), WIDTH)) @ np.triu(np.ones((WIDTH, WIDTH))) / 2
    vectors[:, 3] = 2
    vectors[labels == 1, 5] = 0.5
    order = rng.permutation(len(labels))
    return vectors[order].astype("float32"), labels[order]


def save(path, arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        values = np.ascontiguousarray(array, dtype="<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(np.shape(array)),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main(path):
    rng = np.random.default_rng(7)
    means = rng.normal(0, 0.8, (len(COUNTS), WIDTH))
    vectors, labels = samples(rng, COUNTS, means)
    queries, _ = samples(rng, [10] * len(COUNTS), means)
    x, q = vectors.astype("float64"), queries.astype("float64")
    weights = dict(enumerate(WEIGHTS))
    priors = np.bincount(labels) * WEIGHTS / np.sum(np.bincount(labels) * WEIGHTS)
    few = np.concatenate([np.where(labels == k)[0][:2] for k in range(len(COUNTS))])  # fewer than numbers

    def lda(rows=slice(None), **options):
        return LinearDiscriminantAnalysis(solver="lsqr", **options).fit(x[rows], labels[rows]).predict_proba(q)

    def logistic(**options):
        return LogisticRegression(C=0.5, tol=1e-10, max_iter=10000, **options).fit(x, labels).predict_proba(q)

    def svm(**options):
        return SVC(C=10, decision_function_shape="ovo", **options).fit(x, labels).decision_function(q)

    save(path, {
        "vectors": vectors, "labels": labels, "queries": queries, "weights": WEIGHTS, "few": few,
        "lda": lda(shrinkage="auto"),
        "lda.fixed": lda(shrinkage=0.3),
        "lda.weighted": lda(shrinkage="auto", priors=priors),
        "lda.few": lda(few, shrinkage="auto"),
        "logistic": logistic(),
        "logistic.weighted": logistic(class_weight=weights),
        "svm": svm(),
        "svm.weighted": svm(class_weight=weights, gamma=0.02),
        "knn": KNeighborsClassifier(5, metric="cosine").fit(x, labels).predict_proba(q),
    })


main(sys.argv[1])
