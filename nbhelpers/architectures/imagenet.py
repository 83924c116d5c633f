"""Top-5 errors on ImageNet as the papers give them, each with what it is: nets, crops, data, and which pictures."""
from typing import NamedTuple


class Result(NamedTuple):
    """One published number. error: top-5, in percent; on: "test" or "validation"; nets: how many were averaged."""

    net: str
    year: int
    error: float
    on: str
    nets: int
    views: str
    extra: str
    entry: bool
    source: str


SCALES = "dense, several scales"
RESULTS = (
    Result("AlexNet", 2012, 18.2, "validation", 1, "10 crops", "none", False, "krizhevsky2012, Table 2"),
    Result("AlexNet", 2012, 16.4, "test", 5, "10 crops", "none", True, "krizhevsky2012, Table 2"),
    Result("AlexNet", 2012, 15.3, "test", 7, "10 crops", "two nets: ImageNet 2011", True, "krizhevsky2012, Table 2"),
    Result("VGG", 2014, 7.3, "test", 7, SCALES, "none", True, "simonyan2015, Table 6"),
    Result("VGG", 2014, 7.0, "test", 1, SCALES + " and crops", "none", False, "simonyan2015, Table 7"),
    Result("VGG", 2014, 7.1, "validation", 1, SCALES + " and crops", "none", False, "simonyan2015, Table 7"),
    Result("VGG-16", 2014, 9.33, "validation", 1, "10 crops", "none", False, "he2016, Table 3"),
    Result("VGG", 2014, 6.8, "test", 2, SCALES + " and crops", "none", False, "simonyan2015, Table 6"),
    Result("GoogLeNet", 2014, 10.07, "validation", 1, "1 crop", "none", False, "szegedy2015, Table 3"),
    Result("GoogLeNet", 2014, 9.15, "validation", 1, "10 crops", "none", False, "szegedy2015, Table 3"),
    Result("GoogLeNet", 2014, 7.89, "validation", 1, "144 crops", "none", False, "szegedy2015, Table 3"),
    Result("GoogLeNet", 2014, 6.67, "test", 7, "144 crops", "none", True, "szegedy2015, Tables 2 and 3"),
    Result("ResNet-50", 2015, 6.71, "validation", 1, "10 crops", "none", False, "he2016, Table 3"),
    Result("ResNet-152", 2015, 5.71, "validation", 1, "10 crops", "none", False, "he2016, Table 3"),
    Result("ResNet-152", 2015, 4.49, "validation", 1, SCALES, "none", False, "he2016, Table 4"),
    Result("ResNet", 2015, 3.57, "test", 6, SCALES, "none", True, "he2016, Table 5"),
)
