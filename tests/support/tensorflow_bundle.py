"""Writes TensorFlow checkpoints for the command-line tests and the fuzzers, as tensorflow_bundle.h does for the others."""
import struct


def _table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        yield byte


TABLE = list(_table())


def masked_crc32c(content):
    crc = 0xFFFFFFFF
    for byte in content:
        crc = TABLE[(crc ^ byte) & 255] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    content = b""
    while number >= 128:
        content, number = content + bytes([number & 127 | 128]), number >> 7
    return content + bytes([number])


def block(entries):
    """Of a table: each key shares with the one before what it can."""
    content, before = b"", b""
    for key, value in entries:
        shared = next((i for i, (a, b) in enumerate(zip(before, key)) if a != b), min(len(before), len(key)))
        content += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        before = key
    return content + struct.pack("<II", 0, 1)


def table(entries, start=0, kind=b"\0"):
    """A table of one block, for a file in which `start` bytes stand before it."""
    def place(content, kind=b"\0"):
        nonlocal file
        handle = varint(start + len(file)) + varint(len(content))
        file += content + kind + struct.pack("<I", masked_crc32c(content + kind))
        return handle

    file = b""
    data = place(block(entries), kind)
    footer = place(block([])) + place(block([(b"\x7f", data)]))
    return file + footer.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


def message(*fields):
    """Of pairs of a number and an integer, bytes, or (for a fixed number of 32 bits) a float that holds it."""
    content = b""
    for number, value in fields:
        if isinstance(value, bytes):
            content += varint(number << 3 | 2) + varint(len(value)) + value
        elif isinstance(value, float):
            content += varint(number << 3 | 5) + struct.pack("<I", int(value))
        else:
            content += varint(number << 3) + varint(value)
    return content


def bundle(arrays, kind=b"\0", shards=1):
    """The entries of the index and the data of a checkpoint. `arrays`: (shape, bytes) by name."""
    data, entries = b"", {b"": message((1, shards), (3, message((1, 1))))}
    for name, (shape, content) in arrays.items():
        dimensions = message(*((2, message((1, extent))) for extent in shape))
        entries[name.encode()] = message((1, 1), (2, dimensions), (4, len(data)), (5, len(content)),
                                         (6, float(masked_crc32c(content))))
        data += content
    return sorted(entries.items()), data
