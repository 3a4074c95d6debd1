"""Reference numbers of the three-layer CNN from Keras, for tests/nn/keras_golden_test.cpp.

Made with Keras 3.15.1 on JAX 0.10.2 (CPU, float32), numpy 2.4.6, safetensors 0.8.0, Python 3.11:
    KERAS_BACKEND=jax python tests/golden/keras_cnn3.py tests/golden/keras_cnn3.safetensors

Holds random weights (so that running statistics, gammas and betas matter too), a batch of six samples, what the network
says about it, and what one training step (Adam 1e-3, batch statistics, no dropout) makes of the weights.
Arrays are named "<stage>.<layer>.<array>"; gradients come from a plain jax.grad of the same model.
"""

import sys

import jax
import keras
import numpy as np
from keras import layers
from safetensors.numpy import save_file

SAMPLES = 6
GENRES = 10
ARRAYS = {
    "conv": ["kernel", "bias"],
    "dense": ["kernel", "bias"],
    "norm": ["gamma", "beta", "moving_mean", "moving_variance"],
}


def build():
    model = keras.Sequential([keras.Input((130, 13, 1))])
    for i, size in (("1", 3), ("2", 3), ("3", 2)):
        model.add(layers.Conv2D(32, (size, size), activation="relu", name="conv" + i))
        model.add(layers.MaxPooling2D((size, size), strides=(2, 2), padding="same", name="pool" + i))
        model.add(layers.BatchNormalization(name="norm" + i))
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dense(64, activation="relu", name="dense1"))
    model.add(layers.Dense(GENRES, name="dense2"))
    return model


def arrays_of(model):
    for layer in model.layers:
        for array in ARRAYS.get(layer.name.rstrip("123"), []):
            yield layer.name + "." + array, getattr(layer, array)


def randomise(model, rng):
    for name, array in arrays_of(model):
        kind = name.split(".")[1]
        shape = array.shape
        if kind == "kernel":
            values = rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape)
        elif kind in ("gamma", "moving_variance"):
            values = rng.uniform(0.5, 1.5, shape)
        else:
            values = rng.uniform(-0.2, 0.2, shape)
        array.assign(values.astype("float32"))


def gradients(model, x, labels):
    def loss(trainable):
        logits, _ = model.stateless_call(trainable, rest, x, training=True)
        return -jax.numpy.mean(jax.nn.log_softmax(logits)[np.arange(SAMPLES), labels])

    rest = [v.value for v in model.non_trainable_variables]
    found = jax.grad(loss)([v.value for v in model.trainable_variables])
    return {id(v): np.asarray(g) for v, g in zip(model.trainable_variables, found)}


def main(path):
    rng = np.random.default_rng(20)
    model = build()
    randomise(model, rng)
    assert model.count_params() == 45514
    x = rng.normal(0, 1, (SAMPLES, 130, 13, 1)).astype("float32")
    labels = rng.integers(0, GENRES, SAMPLES)

    out = {"input": x, "labels": labels.astype("float32")}
    out |= {"initial." + name: np.array(array) for name, array in arrays_of(model)}
    taps = keras.Model(model.inputs, [model.get_layer(n).output for n in ("norm1", "norm2", "norm3", "dense1", "dense2")])
    norm1, _, norm3, embedding, logits = taps(x, training=False)
    out |= {"infer.norm1": np.asarray(norm1)[:1], "infer.norm3": np.asarray(norm3)}
    out |= {"infer.dense1": np.asarray(embedding), "infer.dense2": np.asarray(logits)}
    out["infer.probabilities"] = np.asarray(keras.ops.softmax(logits))

    found = gradients(model, x, labels)
    for name, array in arrays_of(model):
        if id(array) in found:
            out["gradient." + name] = found[id(array)]

    model.compile(optimizer=keras.optimizers.Adam(1e-3),
                  loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    out["loss"] = np.array([model.train_on_batch(x, labels)], "float32")
    for name, array in arrays_of(model):
        if name != "dense1.kernel":  # keeps the file small; its gradient is there
            out["stepped." + name] = np.array(array)
    save_file({name: np.ascontiguousarray(values, "float32") for name, values in out.items()}, path,
              {"made by": "tests/golden/keras_cnn3.py, Keras " + keras.__version__ + ", JAX " + jax.__version__})


if __name__ == "__main__":
    main(sys.argv[1])
