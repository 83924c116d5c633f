"""What each net that reads *Alice* weighs, and what it costs a letter."""

from nbhelpers.attention.readers import SIZES
from nbhelpers.attention.reading import PLACES
from nbhelpers.guards import takes, whole
from nbhelpers.recurrent.letters import ALPHABET, KINDS

LETTERS = len(ALPHABET)
WIDE = 138  # units that give an RNN as many weights as the larger transformer, or nearly


def recurrent_cost(kind: str, units: int | None = None) -> tuple[int, int]:
    """(weights, products a letter) of the RNN or LSTM: each matrix multiplies once; a letter in is a row looked up.

    units: for another size than the usual one of its kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    units = KINDS[kind][1] if units is None else whole("units", units)
    parts = {"RNN": 1, "LSTM": 4}[kind]
    weights = parts * units * (LETTERS + units + 1) + (units + 1) * LETTERS
    return weights, parts * units * units + units * LETTERS + {"RNN": 0, "LSTM": 3 * units}[kind]


@takes(n=1, heads=1, blocks=1, hidden=1)
def transformer_cost(n: int, heads: int, blocks: int, hidden: int) -> tuple[int, int]:
    """(weights, products a letter) of a transformer that reads PLACES letters at once.

    A letter at place t looks at t keys and adds t values of n numbers over all heads: (PLACES + 1) / 2 on average.
    Matrices multiply once. However many heads share the n numbers, it comes to the same.
    """
    matrices = 4 * n * n + 2 * n * hidden
    weights = (LETTERS + PLACES) * n + blocks * (matrices + hidden + 5 * n) + 2 * n + (n + 1) * LETTERS
    return weights, blocks * (matrices + n * (PLACES + 1)) + n * LETTERS


ROWS = (
    ("RNN, 64 units", "recurrent/reader", "RNN", *recurrent_cost("RNN")),
    ("LSTM, 29 units", "recurrent/reader", "LSTM", *recurrent_cost("LSTM")),
    ("transformer, 1 block", "attention/transformer", "small", *transformer_cost(**SIZES["small"])),
    (f"RNN, {WIDE} units", "attention/wide", "RNN", *recurrent_cost("RNN", WIDE)),
    ("transformer, 2 blocks", "attention/transformer", "large", *transformer_cost(**SIZES["large"])),
)
