"""The two three-layer networks in PyTorch: the course's on MFCC and the one on log-mel spectrograms."""
import torch
from torch import nn

COURSE_INPUT = (1, 130, 13)  # channels x frames x coefficients
LOGMEL_INPUT = (1, 128, 64)  # channels x frames x bands


def course_network(genres):
    """batch x 1 x 130 x 13 -> logits. Pooling pads with minus infinity, the odd one behind, as ceil_mode does; batch norm
    as Keras has it (eps 1e-3, momentum 0.99)."""
    blocks = []
    for before, kernel, pool, padding in ((1, 3, 3, (0, 1)), (32, 3, 3, 0), (32, 2, 2, 0)):
        blocks += [nn.Conv2d(before, 32, kernel), nn.ReLU(), nn.MaxPool2d(pool, 2, padding, ceil_mode=True),
                   nn.BatchNorm2d(32, 1e-3, 0.01)]
    return nn.Sequential(*blocks, nn.Flatten(), nn.Linear(480, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, genres))


def block(before, after, stride, order):
    """One convolution and what follows it, in one of three orders."""
    convolution = nn.Conv2d(before, after, 3, stride, padding=1, bias=False)
    pool, norm, relu = nn.MaxPool2d(2), nn.BatchNorm2d(after), nn.ReLU()
    return [convolution, *{"pool norm relu": (pool, norm, relu), "norm relu pool": (norm, relu, pool),
                           "relu pool norm": (relu, pool, norm)}[order]]


class LogmelNetwork(nn.Module):
    """batch x 1 x 128 x 64 -> logits; each row of the last map is pooled over time in one to three ways."""

    def __init__(self, genres, channels=(16, 32, 32), order="pool norm relu", pooling=("mean", "max", "sd"), dropout=0.3):
        super().__init__()
        self.pooling = pooling
        widths = (1, *channels)
        self.blocks = nn.Sequential(*(layer for index in range(len(channels)) for layer in
                                      block(widths[index], widths[index + 1], 2 if index == 0 else 1, order)))
        pooled = channels[-1] * (LOGMEL_INPUT[2] >> (len(channels) + 1)) * len(pooling)
        self.head = nn.Sequential(nn.BatchNorm1d(pooled), nn.Dropout(dropout), nn.Linear(pooled, 64), nn.ReLU(),
                                  nn.Dropout(dropout), nn.Linear(64, genres))

    def forward(self, x):
        maps = self.blocks(x)
        over_time = {"mean": lambda: maps.mean(2), "max": lambda: maps.amax(2),
                     "sd": lambda: torch.sqrt(maps.var(2, correction=0) + 1e-5)}
        return self.head(torch.cat([over_time[name]().flatten(1) for name in self.pooling], 1))
