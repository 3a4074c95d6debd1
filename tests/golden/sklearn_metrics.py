"""Reference numbers of the figures in mrec/eval, for tests/eval/sklearn_golden_test.cpp.

Made with scikit-learn 1.9.1, scipy 1.17.1, numpy 2.4.6, Python 3.11:
    python tests/golden/sklearn_metrics.py tests/golden/sklearn_metrics.json

All probabilities are multiples of 1/64, so that floats hold them exactly and many are equal.
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest, permutation_test
from sklearn.calibration import calibration_curve
from sklearn.metrics import (accuracy_score, average_precision_score, balanced_accuracy_score, brier_score_loss,
                             f1_score, log_loss, precision_recall_fscore_support, roc_auc_score)

STEPS = 64
ITEMS = 120
CLASSES = 5


def probabilities(random):
    """Rows of CLASSES multiples of 1/64, none 0, that sum to 1."""
    cuts = np.sort([random.choice(np.arange(1, STEPS), CLASSES - 1, replace=False) for _ in range(ITEMS)], axis=1)
    edges = np.hstack([np.zeros((ITEMS, 1), int), cuts, np.full((ITEMS, 1), STEPS)])
    return np.diff(edges, axis=1) / STEPS


def loss_at(temperature, p, truths):
    powered = p ** (1 / temperature)
    return log_loss(truths, powered / powered.sum(axis=1, keepdims=True), labels=range(CLASSES))


def single_label(random):
    p = probabilities(random)
    # The fifth class is never the truth; the others are likelier the higher their probability.
    truths = np.array([random.choice(CLASSES - 1, p=row[:-1] / row[:-1].sum()) for row in np.maximum(p, 0.05)])
    found = minimize_scalar(loss_at, bounds=(0.05, 20), args=(p, truths), method="bounded", options={"xatol": 1e-10})
    verdicts = p.argmax(axis=1)
    confidence = p.max(axis=1)
    right = verdicts == truths
    accuracies, means = calibration_curve(right, confidence, n_bins=15)
    bins = np.ceil(confidence * 15)
    error = sum((bins == b).mean() * abs(right[bins == b].mean() - confidence[bins == b].mean()) for b in set(bins))
    return {
        "probabilities": p.tolist(), "truths": truths.tolist(),
        "log_loss": log_loss(truths, p, labels=range(CLASSES)),
        "brier": brier_score_loss(truths, p, labels=range(CLASSES), scale_by_half=False),
        "temperature": found.x, "loss_at_temperature": found.fun,
        "bin_accuracies": accuracies.tolist(), "bin_confidences": means.tolist(), "calibration_error": error,
        "roc_auc": [roc_auc_score(truths == c, p[:, c]) for c in range(CLASSES - 1)],
        "average_precision": [average_precision_score(truths == c, p[:, c]) for c in range(CLASSES - 1)],
        "balanced_accuracy": balanced_accuracy_score(truths, verdicts),
        "f1": f1_score(truths, verdicts, labels=range(CLASSES), average=None).tolist(),
        "macro_f1": f1_score(truths, verdicts, average="macro"),
    }


def several_labels(random):
    p = random.integers(0, 17, (ITEMS, CLASSES)) / 16
    targets = (random.random((ITEMS, CLASSES)) < 0.15 + 0.5 * p).astype(int)
    verdicts = p >= 0.5
    precision, recall, f1, _ = precision_recall_fscore_support(targets, verdicts)
    return {
        "probabilities": p.tolist(), "targets": targets.tolist(),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "micro_f1": f1_score(targets, verdicts, average="micro"),
        "macro_f1": f1_score(targets, verdicts, average="macro"),
        "subset_accuracy": accuracy_score(targets, verdicts),
        "roc_auc": roc_auc_score(targets, p, average=None).tolist(),
        "mean_average_precision": average_precision_score(targets, p, average="macro"),
    }


def tests(random):
    pairs = [(0, 1), (1, 1), (3, 10), (10, 3), (25, 12), (0, 40), (400, 460), (3000, 3200), (0, 1074)]
    whole = random.integers(-3, 5, 12).astype(float)
    real = random.normal(0.02, 0.03, 9)
    long = random.integers(-3, 4, 60).astype(float)

    def p_value(numbers, **options):
        return permutation_test((numbers,), np.sum, permutation_type="samples", **options).pvalue

    # The spread of a sum of random signs is normal in the limit; 2,000,000 draws here are good to 0.0004.
    return {
        "mcnemar": [[a, b, binomtest(a, a + b, 0.5).pvalue] for a, b in pairs],
        "sign_flip_exact": [{"differences": d.tolist(), "p": p_value(d, n_resamples=np.inf)} for d in (whole, real)],
        "sign_flip_drawn": {"differences": long.tolist(),
                            "p": p_value(long, n_resamples=2_000_000, batch=20_000, rng=np.random.default_rng(1))},
    }


def main():
    random = np.random.default_rng(20240)
    golden = {"single_label": single_label(random), "several_labels": several_labels(random), "tests": tests(random)}
    with open(sys.argv[1], "w") as file:
        json.dump(golden, file)
        file.write("\n")


main()
