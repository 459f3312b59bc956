// The reader that comes with the vectors: a short Python program that uses nothing but the published files.

/** The text of check.py. */
export const checkPy = `#!/usr/bin/env python3
# Holds an engine written in Python to the vectors in this folder. Needs nothing but the standard library.
"""usage: python3 check.py ENGINE.py

ENGINE.py has a function work(lesson, reading) that gives a dictionary from names to matrices, lists of rows of numbers
(generatedVideo: a list of such frames). Numbers may be int, float, Fraction or str ("n/d")."""

import hashlib
import importlib.util
import json
import pathlib
import sys
from fractions import Fraction

FOLDER = pathlib.Path(__file__).parent


def load(path):
    spec = importlib.util.spec_from_file_location("engine", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.work


def cells(matrix, place=()):
    """Every cell of a matrix or of a list of matrices, by its place. Places count from 1."""
    if not isinstance(matrix, list):
        return {place: Fraction(matrix)}
    found = {}
    for i, part in enumerate(matrix, 1):
        found.update(cells(part, place + (i,)))
    return found


def problems(vector, reading, found, tolerance):
    for name, matrix in vector["answer"][reading].items():
        if name not in found:
            yield f"{name} is missing"
            continue
        wanted, got = cells(matrix), cells(found[name])
        if wanted.keys() != got.keys():
            yield f"{name} has another shape"
            continue
        for place, number in wanted.items():
            room = tolerance * max(1, abs(number)) if name in vector["decimals"] else 0
            if abs(got[place] - number) > room:
                yield f"{name} {list(place)} is {got[place]}; it should be {number}"
                break


def main(engine):
    work, wrong, checked = load(engine), 0, 0
    index = json.loads((FOLDER / "index.json").read_text("utf-8"))
    tolerance = Fraction(index["tolerance"])
    for file in index["files"]:
        data = (FOLDER / file["path"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != file["sha256"]:
            sys.exit(f"{file['path']} is not the file that was published")
        if file["kind"] != "vectors":
            continue
        for line in data.decode("utf-8").splitlines():
            vector = json.loads(line)
            for reading in [reading for reading in ("corrected", "printed") if reading in vector["answer"]]:
                checked += 1
                for problem in problems(vector, reading, work(vector["lesson"], reading), tolerance):
                    wrong += 1
                    print(f"{vector['id']} ({reading}): {problem}")
                    break
    print(f"{checked} answers checked, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
`
