"""Lab `variational.learning`: the two parts of the loss while a net learns, on learned and on test digits."""

import numpy as np

from nbhelpers.datasets import record
from nbhelpers.lab import Choice, Lab, Panel, kit
from nbhelpers.lab.words import plus_minus, say

NETS = {
    "2/plain": "2 numbers, plain autoencoder",
    "2/1": "2 numbers, β = 1",
    "16/plain": "16 numbers, plain autoencoder",
    "16/0.3": "16 numbers, β = 0.3",
    "16/1": "16 numbers, β = 1",
    "16/4": "16 numbers, β = 4",
}
TOP = {"rebuilt": 225.0, "kl": 45.0}


def learning_state(net):
    """(seeds, epochs) of -ln p(x | z) and KL, on learned and on test digits, up to the shorter number of epochs."""
    found = record("variational/samples")
    made, k = found["settings"], net.split("/")[0]
    epochs = [1, *range(made["every"], made["epochs"][k][0] + 1, made["every"])]
    runs = [found["cells"][f"{net}/{seed}"]["curves"] for seed in made["seeds"]]
    curves = {name: np.array([run[name][: len(epochs)] for run in runs]) for name in ("learned", "test")}
    return {"net": net, "epochs": np.array(epochs), "plain": net.endswith("plain"),
            "rebuilt": {name: one[:, :, 0] for name, one in curves.items()},
            "kl": {name: one[:, :, 1] for name, one in curves.items()}}  # fmt: skip


def learning_setup(copy, price):
    artists = {}
    for name, figure, title in (("rebuilt", copy, "−ln p(x | z), nats per digit"), ("kl", price, "KL, nats per digit")):
        axes = kit.axes(figure, (0.14, 0.19, 0.83, 0.7), title, "energy", xlim=(0, 52), ylim=(0, TOP[name]),
                        xlabel="epoch", xticks=(0, 10, 20, 30, 40, 50))  # fmt: skip
        artists[name] = kit.line(axes, "muted", lw=1.2, ls=kit.DASHED), kit.line(axes, "energy", lw=1.2)
        kit.note(axes, 30, TOP[name] * 0.9, "solid: test digits" if name == "rebuilt" else "dashed: learned digits",
                 "energy" if name == "rebuilt" else "muted")  # fmt: skip
    return {f"{part} {name}": line for part, lines in artists.items()
            for name, line in zip(("learned", "test"), lines, strict=True)}  # fmt: skip


def learning_update(artists, state):
    for part in ("rebuilt", "kl"):
        for name, curves in state[part].items():
            shown = np.full_like(curves, np.nan) if part == "kl" and state.plain else np.minimum(curves, TOP[part])
            ends = np.full((len(curves), 1), np.nan)
            x = np.tile(np.r_[state.epochs, np.nan], len(curves))
            artists[f"{part} {name}"].set_data(x, np.round(np.hstack([shown, ends]), 1).ravel())


def learning_sentence(state):
    last = {part: {name: curves[:, -1] for name, curves in state[part].items()} for part in ("rebuilt", "kl")}
    copy, price = last["rebuilt"]["test"], last["kl"]["test"]
    if state.plain:
        yield say("Copying costs {copy:.0f} nats per test digit, and the code has no price.", copy=copy.mean())
    else:
        yield say("Copying costs {copy:.0f} nats per test digit, the clouds cost {price:.0f}.",
                  copy=copy.mean(), price=price.mean())  # fmt: skip
        yield say("After {epochs} epochs they sum to {total} nats on test digits (five seeds, ± standard deviation).",
                  epochs=state.epochs[-1], total=plus_minus(copy + price, 1))  # fmt: skip
    yield say("On digits that the nets learned from, copying costs {learned}, on test digits {test}.",
              learned=plus_minus(last["rebuilt"]["learned"], 1), test=plus_minus(copy, 1))  # fmt: skip


learning = Lab(
    name="variational.learning",
    title="The net pays twice: for the copy and for the cloud",
    controls=(Choice("net", "code and net", NETS, default="16/1"),),
    panels=(
        Panel("copy", "the first part of the loss after each epoch, five seeds, learned and test digits", 340, 240),
        Panel("price", "the KL after each epoch, five seeds, learned and test digits", 340, 240),
    ),
    compute=learning_state, setup=learning_setup, update=learning_update, read=learning_sentence,
    data=("variational/samples",),
)  # fmt: skip
