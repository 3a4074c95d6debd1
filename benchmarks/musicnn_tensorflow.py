"""musicnn's graph in plain TensorFlow, from the arrays of models/musicnn.safetensors: the peer that
embedding_vs_tensorflow.py measures and tests/golden/musicnn.py takes its numbers from."""
import tensorflow as tf
from safetensors.numpy import load_file

EPSILON = 1e-3
TEMPORAL = (128, 64, 32)


class Musicnn:
    def __init__(self, path):
        self.arrays = {name: tf.constant(array) for name, array in load_file(path).items()}

    def norm(self, values, name):
        part = lambda kind: self.arrays[f"{name}.{kind}"]
        return tf.nn.batch_normalization(values, part("moving_mean"), part("moving_variance"), part("beta"),
                                         part("gamma"), EPSILON)

    def conv(self, values, name, frequency_padding="VALID"):
        kernel = self.arrays[f"{name}.conv.kernel"]
        before = (kernel.shape[0] - 1) // 2
        values = tf.pad(values, [[0, 0], [before, kernel.shape[0] - 1 - before], [0, 0], [0, 0]])
        values = tf.nn.conv2d(values, kernel, 1, frequency_padding) + self.arrays[f"{name}.conv.bias"]
        return self.norm(tf.nn.relu(values), f"{name}.bn")

    def __call__(self, log_mel):
        """[patch, 187, 96] -> (embeddings [patch, 200], logits [patch, 50])"""
        picture = self.norm(log_mel[..., None], "input.bn")
        front = [f"frontend.{layer}" for layer in ("timbral38", "timbral67", *(f"temporal{n}" for n in TEMPORAL))]
        features = tf.concat([tf.reduce_max(self.conv(picture, layer), axis=2) for layer in front], axis=-1)
        over_features = lambda values, name: self.conv(values[:, :, :, None], name)[:, :, 0]
        c1 = over_features(features, "midend.1")
        c2 = over_features(c1, "midend.2") + c1
        c3 = over_features(c2, "midend.3") + c2
        maps = tf.concat([features, c1, c2, c3], axis=-1)
        pooled = tf.stack([tf.reduce_max(maps, axis=1), tf.reduce_mean(maps, axis=1)], axis=-1)
        pooled = self.norm(tf.reshape(pooled, [tf.shape(pooled)[0], -1]), "backend.pool.bn")
        embedding = tf.nn.relu(pooled @ self.arrays["backend.dense.kernel"] + self.arrays["backend.dense.bias"])
        embedding = self.norm(embedding, "backend.dense.bn")
        return embedding, embedding @ self.arrays["backend.output.kernel"] + self.arrays["backend.output.bias"]
