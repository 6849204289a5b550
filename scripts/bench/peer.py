"""What healpy needs for the jobs of the bench, as JSON: least processor time of several runs, one thread, in milliseconds.

    python3 peer.py NSIDE...
"""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import healpy
import numpy


def least(work, runs):
    work()
    best = float("inf")
    for _ in range(runs):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return 1e3 * best


def times(nside):
    lmax = 3 * nside - 1
    runs = 20 if nside < 256 else 4
    power = 1 / numpy.arange(1, lmax + 2.0) ** 2
    numpy.random.seed(1)
    alm = healpy.synalm(power, lmax=lmax)
    sky = healpy.alm2map(alm, nside, lmax=lmax)
    found = {
        "synthesis": least(lambda: healpy.alm2map(alm, nside, lmax=lmax), runs),
        "analysis": least(lambda: healpy.map2alm(sky, lmax=lmax, iter=0), runs),
        "spectrum": least(lambda: healpy.anafast(sky, lmax=lmax, iter=3), max(3, runs // 4)),
        "dipole": least(lambda: healpy.remove_dipole(sky), runs),
        "rotation": least(lambda: healpy.Rotator(rot=[30, 40, 50]).rotate_alm(alm), 2) if nside <= 128 else None,
    }
    if nside <= 64:
        for degrees in (5, 10, 20):
            radius = numpy.radians(degrees)
            vectors = numpy.transpose(healpy.pix2vec(nside, numpy.arange(len(sky))))
            found[f"disc{degrees}"] = least(lambda: [sky[healpy.query_disc(nside, v, radius)].mean() for v in vectors], 1)
    return found


print(json.dumps({"version": healpy.__version__, "times": {nside: times(int(nside)) for nside in sys.argv[1:]}}))
