"""Reference numbers of musicnn from librosa and TensorFlow, for tests/embedding.

Made with librosa 0.11.0, TensorFlow 2.21.0, safetensors, Python 3.11:
    python tests/golden/musicnn.py models/musicnn.safetensors tests/golden/musicnn.safetensors

The sound is 2 patches and a bit at 16 kHz: 0.5 sin(2 pi 440 t) + 0.25 sin(2 pi 3000 t) + 0.05 lcg, lcg as in README.md.
"""

import pathlib
import sys

import librosa
import numpy as np
import tensorflow as tf
from safetensors.numpy import save_file

sys.path.append(str(pathlib.Path(__file__).parents[2] / "benchmarks"))
from musicnn_tensorflow import Musicnn  # noqa: E402

RATE, SAMPLES, FRAMES, PATCHES = 16000, 98000, 187, 2


def lcg(count):
    x, noise = 12345, np.empty(count)
    for i in range(count):
        x = (1664525 * x + 1013904223) % 2**32
        noise[i] = x / 2**31 - 1
    return noise


def sound():
    t = np.arange(SAMPLES) / RATE
    tones = 0.5 * np.sin(2 * np.pi * 440 * t) + 0.25 * np.sin(2 * np.pi * 3000 * t)
    return (tones + 0.05 * lcg(SAMPLES)).astype(np.float32)


def log_mel(samples):
    power = librosa.feature.melspectrogram(y=samples, sr=RATE, n_fft=512, hop_length=256, n_mels=96)
    frames = np.log10(1 + 10000 * power.T)
    return np.ascontiguousarray(frames[:PATCHES * FRAMES].reshape(PATCHES, FRAMES, 96), np.float32)


def main(weights, target):
    patches = log_mel(sound())
    embeddings, logits = (np.asarray(array) for array in Musicnn(weights)(tf.constant(patches)))
    save_file({"log_mel": patches[1], "embeddings": embeddings, "logits": logits}, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
