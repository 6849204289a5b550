"""Rotated coefficients by healpy 1.16 (Rotator.rotate_alm). Prints healpy_rotation.json:

    python3 healpy_rotation.py > healpy_rotation.json

Coefficient i of a sky, in healpy's order, is re = ((37 i + 11) mod 101)/101 - 1/2, im = ((53 i + 7) mod 103)/103 - 1/2,
and im = 0 for m = 0. The test makes the same numbers. `matrix` is the one healpy used, n' = R n, row by row.
"""

import json

import healpy
import numpy as np


def sky(lmax):
    i = np.arange(healpy.Alm.getsize(lmax))
    re = (37 * i + 11) % 101 / 101 - 0.5
    im = (53 * i + 7) % 103 / 103 - 0.5
    im[: lmax + 1] = 0
    return re + 1j * im


def case(name, rotator, lmax, some=None):
    rotated = rotator.rotate_alm(sky(lmax))
    l, m = healpy.Alm.getlm(lmax)
    keep = range(len(l)) if some is None else [healpy.Alm.getidx(lmax, *pair) for pair in some]
    rows = [[int(l[i]), int(m[i]), float(rotated[i].real), float(rotated[i].imag)] for i in keep]
    return {"name": name, "lmax": lmax, "matrix": [float(x) for x in np.asarray(rotator.mat).ravel()], "rows": rows}


FEW = [(1, 1), (2, 0), (30, 7), (64, 0), (64, 33), (90, 89), (128, 0), (128, 1), (128, 64), (128, 127), (128, 128)]
CASES = [
    case("three general angles", healpy.Rotator(rot=[35, -50, 20]), 10),
    case("equatorial to Galactic", healpy.Rotator(coord=["C", "G"]), 10),
    case("nearly upside down", healpy.Rotator(rot=[10, 0.2, 179.5]), 6),
    case("equatorial to Galactic at high degrees", healpy.Rotator(coord=["C", "G"]), 128, FEW),
    case("ecliptic to equatorial at high degrees", healpy.Rotator(coord=["E", "C"]), 128, FEW),
]
print('{\n  "healpy": "%s",\n  "cases": [' % healpy.__version__)
print(",\n".join("    " + json.dumps(c) for c in CASES))
print("  ]\n}")
