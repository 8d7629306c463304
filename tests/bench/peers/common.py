"""Rows in, and what it took out: pages, seconds, peak memory in MB, bytes."""
import os, resource, sys, time


def rows():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return lines[0], lines[1 : 1 + int(sys.argv[3])]


def measured(make):
    start = time.monotonic()
    make(sys.argv[2])
    seconds = time.monotonic() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    from pypdf import PdfReader

    pages = len(PdfReader(sys.argv[2]).pages)
    print(pages, f"{seconds:.3f}", f"{memory:.0f}", os.path.getsize(sys.argv[2]))
