#!/usr/bin/env python3
"""The library of the files of a list, made in parts by Spark.

spark-submit spark_extract.py LIST ROOT PARTS_FOLDER PARTS [OPTION OF EXTRACT...]

LIST:  absolute paths, each ended by a null byte, as `find -print0` writes them
ROOT:  the folder above them all; workers must see the files by the same names
Then:  mrec merge PARTS_FOLDER/part-* -o library.jsonl.zst
"""
import os
import shlex
import subprocess
import sys

from pyspark import SparkContext


def fits_a_line(path):
    """Spark hands over text, a path a line; mrec drops a carriage return before the line feed."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False  # bytes that are no UTF-8: pipe() would wait for ever
    return "\n" not in path and not path.endswith("\r")


def main():
    list_file, root, folder, parts, *options = sys.argv[1:]
    with open(list_file, "rb") as file:
        paths = sorted(os.fsdecode(path) for path in file.read().split(b"\0") if path)
    plain = [path for path in paths if fits_a_line(path)]
    odd = [path for path in paths if not fits_a_line(path)]
    command = ["mrec", "extract", "-", "--root", root, *options, "-o", "-"]

    context = SparkContext(appName="mrec extract")
    if plain:
        # No more parts than paths, because mrec takes an empty list for a mistake.
        lines = context.parallelize(plain, min(int(parts), len(plain)))
        # env: the program gets nothing else, not even PATH. checkCode: else a part that broke off passes for whole.
        lines.pipe(shlex.join(command), env={"PATH": os.environ["PATH"]}, checkCode=True).saveAsTextFile(folder)
    context.stop()

    if odd:  # few or none, so here and now
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "part-odd-names"), "wb") as part:
            names = b"\0".join(os.fsencode(path) for path in odd)
            subprocess.run([*command, "--null"], input=names, stdout=part, check=True)


main()
