"""Nets as several chapters use them: activations, multilayer perceptrons, optimizers, training."""
