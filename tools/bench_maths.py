"""The speed of the mathematics beside the libraries that others use for the same, in one process on one thread.

Ours and theirs take turns; a row gives the medians of processor seconds, the median of the ratios turn by turn, the
smallest and the greatest, and the ratio aimed at. Before that, both results are compared where they must agree.
What each row does stands in tools/bench_rivals.py and is printed below it.
    python tools/bench_maths.py [mlp] [lenet] [optimizers] [rbm] [hopfield]
"""

import os
import statistics
import sys
import textwrap
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is there
sys.path.insert(0, str(Path(__file__).parents[1]))

WIDTH = 60  # of a row's name


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def measured(row):
    """One line of the table, of a `bench_rivals.Row`."""
    row.ours(), row.theirs()  # warm up
    turns = [(seconds(row.ours), seconds(row.theirs)) for _ in range(row.turns)]
    ours, theirs = (1000 * statistics.median(times) / row.parts for times in zip(*turns, strict=True))
    ratios = sorted(one / other for one, other in turns)
    middle, aim = statistics.median(ratios), "-"
    if row.target is not None:
        aim = f"{row.target:.2f} {'met' if middle <= row.target else 'MISSED'}"
    return f"{row.name:<{WIDTH}}{ours:>10.3f}{theirs:>10.3f}{middle:>7.3f}  {ratios[0]:.3f}-{ratios[-1]:.3f}  {aim}"


def about():
    """What was measured with: versions, and the processor that NumPy's matrix products are written for."""
    import numpy
    import sklearn
    import torch
    from threadpoolctl import threadpool_info

    torch.set_num_threads(1)
    blas = {pool["architecture"] for pool in threadpool_info() if pool["internal_api"] == "openblas"}
    made = f"NumPy {numpy.__version__}, PyTorch {torch.__version__}, scikit-learn {sklearn.__version__}"
    return f"{made}; OpenBLAS for {' and '.join(sorted(blas)) or 'another processor'}"


def main(wanted):
    """Measure the rows of every comparison named."""
    try:
        said = about()
        from tools import bench_rivals
    except ImportError as error:
        lists = "tests/requirements-oracle.txt -r tools/bench-requirements.txt"
        raise SystemExit(f"{error.name} is missing: pip install -r {lists}") from None
    known = bench_rivals.COMPARISONS
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise SystemExit(f"no comparison is called {', '.join(unknown)}; there are {', '.join(known)}")
    print(f"{said}; one thread, milliseconds of the processor")
    print(f"{'':<{WIDTH}}{'ours':>10}{'theirs':>10}{'ratio':>7}  {'from - to':<11}  at most")
    for name in wanted or known:
        for row in known[name]():
            print(measured(row), flush=True)
        print(textwrap.indent(textwrap.fill(" ".join(known[name].__doc__.split()), 108), "    "))


if __name__ == "__main__":
    main(sys.argv[1:])
