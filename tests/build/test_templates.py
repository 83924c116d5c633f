"""Templates: what stands in braces is escaped, line breaks do not reach the page, a missing value is an error."""

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from nbhelpers.build import templates

TEXT = """<p class="a"
  {{- data | xmlattr }}>One {{ words }}
  and two.
</p>
{% for item in items %}
<b>{{ item }}</b>{% if not loop.last %}, {% endif %}
{% endfor %}
"""


def test_values_are_escaped_and_line_breaks_are_the_template_s_own():
    made = templates.TEMPLATES.from_string(TEXT).render(data={"title": '"x"'}, words="a < b\n c", items=["<i>", "&"])
    assert made == '<p class="a" title="&#34;x&#34;">One a &lt; b\n c and two.</p><b>&lt;i&gt;</b>, <b>&amp;</b>'


def test_an_apostrophe_stands_as_itself():
    told = {"code": [], "how": "Euler's <", "seed": 1, "compared": 1, "example": "", "slips": 1, "refused": 1}
    assert "Euler's &lt;." in templates.render("site/checked", number="1", **told)


def test_a_missing_value_and_an_unknown_template_are_errors():
    with pytest.raises(UndefinedError, match="'number' is undefined"):
        templates.render("site/checked")
    with pytest.raises(TemplateNotFound, match="site/nothing"):
        templates.render("site/nothing")
