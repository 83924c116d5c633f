"""The labs of the chapter on convolution; each stands in a file of its own beside this one."""

from nbhelpers.labs.convolution_batch_norm import normed as batch_norm
from nbhelpers.labs.convolution_dropout import dropout
from nbhelpers.labs.convolution_features import features
from nbhelpers.labs.convolution_kernel import kernel
from nbhelpers.labs.convolution_pooling import pooling
from nbhelpers.labs.convolution_receptive import receptive
from nbhelpers.labs.convolution_size import size

LABS = (kernel, size, receptive, batch_norm, pooling, dropout, features)
