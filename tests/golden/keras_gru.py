"""Reference numbers of two gated recurrent layers from Keras, for tests/nn/gru_golden_test.cpp.

Made with Keras 3.15.1 on TensorFlow 2.21.0 (CPU, float32), numpy 2.4.6, safetensors 0.8.0, Python 3.11:
    KERAS_BACKEND=tensorflow python tests/golden/keras_gru.py tests/golden/keras_gru.safetensors

Holds random weights, five samples of seven steps of six numbers, the states of all steps of the first layer, the last
state of the second, and the gradients of sum(weights * last state). Keras keeps both biases in one array of two rows;
here they are two arrays.
"""

import sys

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from safetensors.numpy import save_file

SAMPLES, STEPS, NUMBERS = 5, 7, 6
UNITS = {"gru1": 5, "gru2": 4}


def named_arrays(layer):
    kernel, recurrent_kernel, biases = layer.trainable_variables
    return {"kernel": kernel, "recurrent_kernel": recurrent_kernel, "biases": biases}


def put(out, name, values):
    values = np.asarray(values, "float32")
    if name.endswith("biases"):
        out[name.replace("biases", "bias")] = values[0].copy()
        out[name.replace("biases", "recurrent_bias")] = values[1].copy()
    else:
        out[name] = np.ascontiguousarray(values)


def main(path):
    rng = np.random.default_rng(21)
    stack = [layers.GRU(units, name=name, return_sequences=name == "gru1") for name, units in UNITS.items()]
    x = tf.constant(rng.normal(0, 1, (SAMPLES, STEPS, NUMBERS)).astype("float32"))
    stack[1](stack[0](x))  # makes the weights
    out = {"input": x.numpy()}
    for layer in stack:
        for name, array in named_arrays(layer).items():
            array.assign(rng.uniform(-0.9, 0.9, array.shape).astype("float32"))
            put(out, layer.name + "." + name, array.numpy())

    weights = rng.normal(0, 1, (SAMPLES, UNITS["gru2"])).astype("float32")
    watched = {layer.name + "." + name: array.value for layer in stack for name, array in named_arrays(layer).items()}
    with tf.GradientTape() as tape:
        tape.watch(x)
        states = stack[0](x)
        last = stack[1](states)
        loss = tf.reduce_sum(last * weights)
    gradients = tape.gradient(loss, watched | {"input": x})
    out |= {"states": states.numpy(), "last": last.numpy(), "weights": weights}
    for name, gradient in gradients.items():
        put(out, "gradient." + name, gradient.numpy())
    save_file(out, path, {"made by": "tests/golden/keras_gru.py, Keras " + keras.__version__ + ", TensorFlow " + tf.__version__})


if __name__ == "__main__":
    main(sys.argv[1])
