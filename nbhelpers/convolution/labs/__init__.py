"""The labs of the chapter on convolution; each stands in a file of its own beside this one."""

from nbhelpers.convolution.labs.answer import answer as digit_to_answer
from nbhelpers.convolution.labs.batch_norm import normed as batch_norm
from nbhelpers.convolution.labs.cbapd import cbapd
from nbhelpers.convolution.labs.dropout import dropout
from nbhelpers.convolution.labs.features import features
from nbhelpers.convolution.labs.kernel import kernel
from nbhelpers.convolution.labs.own_kernel import own_kernel
from nbhelpers.convolution.labs.pooling import pooling
from nbhelpers.convolution.labs.receptive import receptive
from nbhelpers.convolution.labs.size import size

LABS = (kernel, own_kernel, size, receptive, batch_norm, pooling, dropout, cbapd, features, digit_to_answer)
