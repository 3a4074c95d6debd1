"""How many colours a picture has: of PNG files as browsers write them (8 bits, RGB or RGBA, not interlaced)."""

import struct
import zlib


def rows_of(png):
    """(bytes a pixel, rows of bytes)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n", "no PNG file"
    place, data = 8, b""
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place:place + 8])
        body = png[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            data += body
        place += 12 + length
    assert depth == 8 and colour in (2, 6) and not interlace, "another kind of PNG than expected"
    size = 3 if colour == 2 else 4
    return size, unfiltered(zlib.decompress(data), width * size, height, size)


def unfiltered(data, stride, height, size):
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = data[start], bytearray(data[start + 1:start + 1 + stride])
        if kind == 1:
            for i in range(size, stride):
                row[i] = (row[i] + row[i - size]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above))
        elif kind == 3:
            for i in range(stride):
                left = row[i - size] if i >= size else 0
                row[i] = (row[i] + (left + above[i]) // 2) & 255
        elif kind == 4:
            for i in range(stride):
                left, corner = (row[i - size], above[i - size]) if i >= size else (0, 0)
                row[i] = (row[i] + paeth(left, above[i], corner)) & 255
        rows.append(row)
        above = row
    return rows


def paeth(left, above, corner):
    guess = left + above - corner
    far = abs(guess - left), abs(guess - above), abs(guess - corner)
    return (left, above, corner)[far.index(min(far))]


def colours(png):
    """How often each colour occurs, by its (red, green, blue)."""
    size, rows = rows_of(png)
    counts = {}
    for row in rows:
        for pixel in zip(*(row[channel::size] for channel in range(3))):
            counts[pixel] = counts.get(pixel, 0) + 1
    return counts
