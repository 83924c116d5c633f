"""What a page is asked about who can read it: axe, what does not fit, what is hidden, how a focus shows."""

from coloraide import Color

from tests.browser.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """async ([within, options]) => {
    const { violations } = await axe.run(within, { resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}: ${node.failureSummary}`));
}"""
# Taken out of the page first, for axe would weigh every piece: the spans of KaTeX (each formula stands in MathML beside
# them), words of code (tests/test_page_colours.py knows their colours), what pictures are drawn of (tests/sight.py).
THIN = """() => {
    document.querySelectorAll(".katex-html, .lab-panels > svg > *").forEach((piece) => piece.remove());
    document.querySelectorAll("pre").forEach((code) => (code.textContent = code.textContent));
}"""
# axe takes a heading that is a formula for an empty one
NAMELESS = "[...document.querySelectorAll('th')].filter((th) => !th.textContent.trim()).map((th) => th.outerHTML)"
# WCAG 1.4.12: the spacing that readers may set
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }"""
# how far the page, or a picture of a lab, reaches over its edge
SIDEWAYS = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const edges = [...document.querySelectorAll(".lab-panels svg")].map((svg) => svg.getBoundingClientRect());
    const over = edges.map(({ left, right }) => Math.max(-left, right - clientWidth - 1));
    return Math.max(0, scrollWidth - clientWidth, ...over);
}"""
# text that its own box cuts off; formulas scroll, and hide only the depth of their struts
CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
    const style = getComputedStyle(part);
    if (part.closest(".katex, .formula, svg, legend, .skip, .visually-hidden, .lab-said, .lab-spoken")) return false;
    const cut = (kind, over) => ["hidden", "clip"].includes(kind) && over > 2;
    return part.clientWidth && (cut(style.overflowX, part.scrollWidth - part.clientWidth)
        || cut(style.overflowY, part.scrollHeight - part.clientHeight));
}).map((part) => `${part.tagName}.${part.className}: ${part.textContent.slice(0, 60)}`)"""
FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const bare = (part) => getComputedStyle(part).backgroundColor === "rgba(0, 0, 0, 0)";
    let ground = it.parentElement;
    while (ground.parentElement && bare(ground)) ground = ground.parentElement;
    return {
        name: it.getAttribute("name") ?? it.dataset.action ?? it.tagName, tag: it.tagName, type: it.type ?? "",
        action: it.dataset.action ?? "", low: it.value === it.min, figure: it.closest("figure.lab")?.id ?? "",
        seen: Boolean(at) && (it.contains(at) || at.contains(it)), width: box.width, height: box.height,
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), colour: style.outlineColor,
        ground: getComputedStyle(ground).backgroundColor,
    };
}"""


def axe(page, within=None, **options):
    """What axe finds on the page, or within a part of it; the script is put there once."""
    if not page.evaluate("typeof axe === 'object'"):
        page.add_script_tag(path=AXE)
    rules = {"rules": {"empty-table-header": {"enabled": False}}, "runOnly": {"type": "tag", "values": TAGS}}
    return page.evaluate(FOUND, [within or {"include": [["html"]]}, {**rules, **options}])


def flaws(focus):
    """What is wrong with how the focused element shows itself, in words."""
    if not focus["seen"]:
        yield "hidden behind something"
    if focus["ring"] < 2 or Color(focus["colour"]).contrast(Color(focus["ground"]), method="wcag21") < 3:
        yield f"a focus that is not seen: {focus['ring']} px of {focus['colour']} on {focus['ground']}"
    if min(focus["width"], focus["height"]) < 24:
        yield f"only {focus['width']:.0f} x {focus['height']:.0f} px"
