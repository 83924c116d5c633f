"""The classic convolution nets as data (see `nbhelpers.architectures.spec`): LeNet-5, AlexNet, VGG, GoogLeNet, ResNet.

Each is the net of its paper, where the paper leaves no doubt; the docstrings say what had to be decided.
"""
from nbhelpers.architectures.spec import Conv, Dense, Net, Pool, Repeat, Shortcut, Split

# LeCun et al. 1998, Table I: which of the six maps of S2 each of the sixteen maps of C3 sees.
C3 = (
    (0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5),
    (0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5),
    (0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)  # fmt: skip


def lenet5() -> Net:
    """LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998): digits of 28 x 28 in a picture of 32 x 32.

    Subsampling adds four values, multiplies by a learned coefficient and adds a learned bias, one pair a map. The ten
    outputs are distances to given patterns of 84 numbers: 840 connections, nothing learned.
    """
    return Net("LeNet-5", (1, 32, 32), (
        Conv("C1", 6, 5), Pool("S2", 2, 2, kind="sum", weighted=True),
        Conv("C3", 16, 5, table=C3), Pool("S4", 2, 2, kind="sum", weighted=True),
        Conv("C5", 120, 5), Dense("F6", 84), Dense("output", 10, bias=False, fixed=True),
    ))  # fmt: skip


def alexnet(groups: int = 2) -> Net:
    """AlexNet (Krizhevsky, Sutskever and Hinton 2012). groups: 2 as on its two GPUs, 1 as if there were one.

    The paper writes 224 x 224, into which 11 x 11 windows at stride 4 do not fit evenly; its 55 x 55 needs 227.
    """
    return Net("AlexNet", (3, 227, 227), (
        Conv("conv1", 96, 11, s=4), Pool("pool1", 3, 2),
        Conv("conv2", 256, 5, p=2, groups=groups), Pool("pool2", 3, 2),
        Conv("conv3", 384, 3, p=1),
        Conv("conv4", 384, 3, p=1, groups=groups),
        Conv("conv5", 256, 3, p=1, groups=groups), Pool("pool5", 3, 2),
        Dense("fc6", 4096), Dense("fc7", 4096), Dense("fc8", 1000),
    ))  # fmt: skip


VGG = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}


def vgg(depth: int = 16) -> Net:
    """VGG-11, 13, 16 or 19 (Simonyan and Zisserman 2015, columns A, B, D and E): 3 x 3 kernels everywhere."""
    if depth not in VGG:
        raise ValueError(f"depth = {depth!r}: allowed are {', '.join(map(str, VGG))}")
    layers = []
    for stage, (count, out) in enumerate(zip(VGG[depth], (64, 128, 256, 512, 512), strict=True), start=1):
        layers += [Conv(f"conv{stage}_{n}", out, 3, p=1) for n in range(1, count + 1)]
        layers.append(Pool(f"pool{stage}", 2, 2))
    return Net(f"VGG-{depth}", (3, 224, 224), (*layers, Dense("fc6", 4096), Dense("fc7", 4096), Dense("fc8", 1000)))


# Szegedy et al. 2015, Table 1: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, after the pooling.
INCEPTION = {
    "3a": (64, 96, 128, 16, 32, 32), "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64), "4b": (160, 112, 224, 24, 64, 64), "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64), "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128), "5b": (384, 192, 384, 48, 128, 128),
}  # fmt: skip


def inception(name: str, one: int, reduce3: int, three: int, reduce5: int, five: int, pooled: int) -> Split:
    """Inception's block: 1 x 1, 3 x 3 and 5 x 5 kernels and a pooling side by side; 0 leaves a reduction out."""

    def reduced(k, reduce, out):
        first = (Conv(f"{name}/{k}x{k} reduce", reduce, 1),) if reduce else ()
        return (*first, Conv(f"{name}/{k}x{k}", out, k, p=k // 2))

    project = (Conv(f"{name}/pool proj", pooled, 1),) if pooled else ()
    pool = (Pool(f"{name}/pool", 3, 1, p=1), *project)
    return Split(name, ((Conv(f"{name}/1x1", one, 1),), reduced(3, reduce3, three), reduced(5, reduce5, five), pool),
                 "concat")  # fmt: skip


def googlenet() -> Net:
    """GoogLeNet (Szegedy et al. 2015), every convolution with biases, without batch normalisation, with its two heads.

    The poolings between stages keep a last incomplete window (112, 56, 28, 14, 7), as in Caffe's model.
    """

    def pool(name):
        return Pool(name, 3, 2, ceil=True)

    def head(number):
        return (Pool(f"head{number}/pool", 5, 3, kind="mean"), Conv(f"head{number}/conv", 128, 1),
                Dense(f"head{number}/fc", 1024), Dense(f"head{number}/classifier", 1000))  # fmt: skip

    blocks = {name: inception(name, *sizes) for name, sizes in INCEPTION.items()}
    return Net("GoogLeNet", (3, 224, 224), (
        Conv("conv1", 64, 7, s=2, p=3), pool("pool1"),
        Conv("conv2 reduce", 64, 1), Conv("conv2", 192, 3, p=1), pool("pool2"),
        blocks["3a"], blocks["3b"], pool("pool3"),
        *(blocks[f"4{letter}"] for letter in "abcde"), pool("pool4"),
        blocks["5a"], blocks["5b"], Pool("mean", 7, 1, kind="mean"), Dense("fc", 1000),
    ), heads=(("4a", head(1)), ("4d", head(2))))  # fmt: skip


RESNET = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}


def resnet(depth: int = 50, stride_in: int = 1) -> Net:
    """ResNet-18, 34, 50, 101 or 152 (He, Zhang, Ren and Sun 2016): convolutions without bias, each with batch norm.

    Where the shape changes, the shortcut is a 1 x 1 convolution (the paper's option B). stride_in: the kernel of a
    bottleneck that takes the stride of 2: 1 as in the paper, 3 as in torchvision (the same parameters, more work).
    """
    if depth not in RESNET:
        raise ValueError(f"depth = {depth!r}: allowed are {', '.join(map(str, RESNET))}")
    if stride_in not in (1, 3):
        raise ValueError(f"stride_in = {stride_in!r}: allowed are 1 and 3")
    layers = [Conv("conv1", 64, 7, s=2, p=3, bias=False, norm=True), Pool("pool1", 3, 2, p=1)]
    for stage, times in enumerate(RESNET[depth], start=2):
        out, s, name = 64 * 2 ** (stage - 2), 1 if stage == 2 else 2, f"conv{stage}"
        layers += _stage(name, times, lambda name, first, out=out, s=s: (
            _basic(name, out, s if first else 1, "B" if first and s == 2 else None) if depth < 50
            else _bottleneck(name, out, s if first else 1, first, stride_in)
        ))  # fmt: skip
    return Net(f"ResNet-{depth}", (3, 224, 224), (*layers, Pool("mean", 7, 1, kind="mean"), Dense("fc", 1000)))


def cifar_resnet(depth: int = 20) -> Net:
    """ResNet-20, 32, 44, 56, 110, ... = 6n + 2 for pictures of 32 x 32; shortcuts without weights (option A)."""
    n, rest = divmod(depth - 2, 6)
    if rest or n < 1:
        raise ValueError(f"depth = {depth!r}: allowed are 6 n + 2 for whole n from 1: 8, 14, 20, ...")
    layers = [Conv("conv1", 16, 3, p=1, bias=False, norm=True)]
    for stage, out in enumerate((16, 32, 64), start=2):
        s = 1 if stage == 2 else 2
        layers += _stage(f"conv{stage}", n, lambda name, first, out=out, s=s: (
            _basic(name, out, s if first else 1, "A" if first and s == 2 else None)
        ))  # fmt: skip
    return Net(f"ResNet-{depth}", (3, 32, 32), (*layers, Pool("mean", 8, 1, kind="mean"), Dense("fc", 10)))


def _stage(name, times, block):
    first = [block(f"{name}_1", True)]
    if times == 1:
        return first
    label = f"{name}_2" if times == 2 else f"{name}_2–{times}"
    return [*first, Repeat(label, times - 1, block(f"{name}_n", False))]


def _conv(name, out, k, s=1) -> Conv:
    return Conv(name, out, k, s=s, p=k // 2, bias=False, norm=True)


def _basic(name, out, s, option) -> Split:
    """Two 3 x 3 convolutions, and a shortcut: the identity, option A (zeros) or option B (1 x 1 convolution)."""
    short = {None: (), "A": (Shortcut(f"{name}/shortcut", out, s),), "B": (_conv(f"{name}/shortcut", out, 1, s),)}
    return Split(name, ((_conv(f"{name}/a", out, 3, s), _conv(f"{name}/b", out, 3)), short[option]), "add")


def _bottleneck(name, out, s, first, stride_in) -> Split:
    """1 x 1 down to `out`, 3 x 3, 1 x 1 up to 4 out, and a shortcut."""
    strides = (s, 1) if stride_in == 1 else (1, s)
    main = (_conv(f"{name}/a", out, 1, strides[0]), _conv(f"{name}/b", out, 3, strides[1]),
            _conv(f"{name}/c", 4 * out, 1))  # fmt: skip
    return Split(name, (main, (_conv(f"{name}/shortcut", 4 * out, 1, s),) if first else ()), "add")


NETS = {
    net.name: net
    for net in (lenet5(), alexnet(), *map(vgg, VGG), googlenet(), *map(resnet, RESNET), cifar_resnet(20),
                cifar_resnet(110))
}  # fmt: skip
