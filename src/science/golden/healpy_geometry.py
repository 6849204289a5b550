"""Writes healpy_geometry.json: answers of healpy 1.16 to questions about HEALPix geometry. Needs healpy 1.16 and numpy.

Run it in the folder of the file. Maps are given by a rule, value(p) = sin(p + 1), so that they need no room.
"""
import json

import healpy as hp
import numpy as np

random = np.random.default_rng(20170501)


def directions(count):
    """Colatitudes and longitudes: the two poles' surroundings, both sides of longitude zero, and anywhere."""
    theta = np.concatenate([[1e-7, np.pi - 1e-7, 0.01, np.pi - 0.02, 1.2, 1.2], np.arccos(random.uniform(-1, 1, count - 6))])
    phi = np.concatenate([[0.3, 4.0, 6.28, 2.0, 1e-9, 2 * np.pi - 1e-9], random.uniform(0, 2 * np.pi, count - 6)])
    return theta, phi


def interpolation(nside):
    theta, phi = directions(30)
    pixels, weights = hp.get_interp_weights(nside, theta, phi)
    values = hp.get_interp_val(np.sin(np.arange(12 * nside**2) + 1.0), theta, phi)
    return {
        "kind": "interpolation",
        "input": {"nside": nside, "theta": theta.tolist(), "phi": phi.tolist()},
        "expected": {"pixels": pixels.T.tolist(), "weights": weights.T.tolist(), "values": values.tolist()},
    }


def neighbours(nside):
    last = 12 * nside**2 - 1
    first_of_belt = 2 * nside * (nside - 1)
    pixels = sorted({0, 1, min(5, last), first_of_belt, first_of_belt + nside, last - first_of_belt, last - 3, last,
                     *random.integers(0, last + 1, 24).tolist()})
    return {
        "kind": "neighbours",
        "input": {"nside": nside, "pixels": pixels},
        "expected": hp.get_all_neighbours(nside, np.array(pixels)).T.tolist(),
    }


def disc(nside, theta, phi, radius):
    """Inclusive lists of healpy may hold pixels that do not touch the disc; they hold all that do."""
    axis = hp.ang2vec(theta, phi)
    return {
        "kind": "disc",
        "input": {"nside": nside, "theta": theta, "phi": phi, "radius": radius},
        "expected": {
            "centres": hp.query_disc(nside, axis, radius).tolist(),
            "inclusive": hp.query_disc(nside, axis, radius, inclusive=True, fact=16).tolist(),
        },
    }


def grading(nside_in, nside_out, missing):
    """Sums of healpy are means times the number of children, known or not; upgrading, it scales its mark of missing data too."""
    values = np.sin(np.arange(12 * nside_in**2) + 1.0)
    values[missing] = hp.UNSEEN
    mean = hp.ud_grade(values, nside_out)
    total = hp.ud_grade(values, nside_out, power=-2)
    return {
        "kind": "grading",
        "input": {"nside_in": nside_in, "nside_out": nside_out, "missing": missing},
        "expected": {name: [None if x < -1e20 else x for x in m.tolist()] for name, m in (("mean", mean), ("sum", total))},
    }


cases = [
    *[interpolation(nside) for nside in (1, 2, 5, 16, 100)],
    *[neighbours(nside) for nside in (1, 2, 3, 5, 7, 100, 1000)],
    disc(1, 1.0, 2.0, 0.3), disc(2, 0.0, 0.0, 0.4), disc(3, 0.84, 1.57, 0.25), disc(5, 2.9, 6.2, 0.3), disc(8, 1.6, 0.01, 0.2),
    disc(16, 0.05, 3.0, 0.2), disc(16, 2.3, 4.0, 0.01), disc(100, 3.1, 1.0, 0.05),
    grading(8, 2, []), grading(8, 2, [0, 1, 5, 700, 112, *range(200, 330)]), grading(2, 4, [7]),
]

with open("healpy_geometry.json", "w") as file:
    json.dump({"id": "healpy_geometry", "title": "HEALPix geometry beyond pixel numbers", "how_computed": "healpy " + hp.__version__, "cases": cases}, file, separators=(",", ":"))
    file.write("\n")
