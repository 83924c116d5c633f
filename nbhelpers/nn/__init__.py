"""Nets as several chapters use them: activations, multilayer perceptrons, optimizers, training.

A net is a named tuple of arrays, or of such tuples (the convolutional one keeps all its parameters in one array). Its
module has the way forward, and gives the slopes of the loss in the form of the net; `parameters` lays both in a row,
and `training.fit` trains the net by any optimizer.
"""
