"""Numbers to predict in the chapter on batches."""

from nbhelpers import batches
from nbhelpers.batches import noise_floor
from nbhelpers.exercise import Near, Prediction

steps = Prediction(
    name="batches.steps",
    title="Count the steps",
    task="60,000 samples, batches of 128, ten epochs. How many times does w move? (The last batch of an epoch may be "
    "short.)",
    truth=lambda: 10 * batches.steps_an_epoch(60_000, 128),
    hints=(
        Near(4680, "The samples that don't fill a batch make a step too, a short one, in every epoch."),
        Near(4688, "You rounded up once, at the end, or not at all. Each epoch ends with a short batch of its own."),
        Near(469, "That is one epoch."),
    ),
    answer="60,000/128 = 468.75, so an epoch has 469 steps, and ten of them {truth}.",
    wanted=0,
)

half_noise = Prediction(
    name="batches.half_noise",
    title="Half the noise",
    task="A batch of 16 out of very many samples is off by 0.6 on a typical step (the root mean square of "
    "the error). Which batch size brings that down to 0.1?",
    truth=lambda: 16 * (0.6 / 0.1) ** 2,
    hints=(
        Near(96, "Six times the samples divide the *square* of the error by six."),
        Near(16 * 6**3, "Too much of a good thing: the square of the error falls as 1/B."),
        Near(36, "That is the factor by which the batch must grow."),
    ),
    answer="The square of the error falls as 1/B, so a sixth of the error takes 36 times the samples: {truth}.",
    wanted=0,
)

floor_by_hand = Prediction(
    name="batches.floor_by_hand",
    title="A floor by hand",
    task="One weight, curvature 5, single samples push with variance 3. Batches of 4 out of very many, η = 0.1. "
    "What is the variance v of w about the minimum after many steps?",
    truth=lambda: noise_floor.stationary_variance(0.1, 5.0, 3.0 / 4),
    hints=(
        Near(lambda: noise_floor.stationary_variance(0.1, 5.0, 3.0),
             "That is for single samples. A batch of 4 pushes less."),
        Near(0.1 * 0.75 / 10, "That is the rule for small η. Here ηλ = 0.5 counts: the denominator has 2 − ηλ."),
        Near(0.1 * 0.75 / (2 * 1.5), "That is the excess loss λv/2. The question asks for v itself."),
        Near(0.1 * 0.75 / 1.5, "The curvature is missing in the denominator."),
        Near(lambda: noise_floor.stationary_variance(0.1, 5.0, 3.0 / 16), "The noise factor is 1/B, not its square."),
    ),
    answer="v = η(s/B)/(λ(2 − ηλ)) = 0.1 · 0.75/(5 · 1.5) = {truth}.",
)

scaled_rate = Prediction(
    name="batches.scaled_rate",
    title="A larger batch",
    task="A recipe trains with batches of 32 at η = 0.05, far below its noise scale. You have room for batches of 256. "
    "Which learning rate keeps an epoch worth the same?",
    truth=lambda: 0.05 * 256 / 32,
    hints=(
        Near(0.05, "At the same rate each step does the same, and there are eight times fewer of them."),
        Near(0.05 * 8**0.5, "With the root of 8 the noise of a step stays the same, but an epoch gets less far."),
        Near(0.05 / 8, "The other way round: less noise allows a larger step."),
    ),
    answer="Eight small steps become one, so it must be eight times as long: {truth}.",
)
