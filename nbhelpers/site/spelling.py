"""Words as the search keeps them: one stem for every spelling, for the list of words and for what a reader types.

`regularisation` and `regularization` are one word, and so are `behaviour` and `behavior`; `back-propagation` is kept
as two words and as one. The page's half of it is made from the same endings.
"""

from __future__ import annotations

import json
import re

from sphinx.search import en

_COMPOUND = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
_ROOTS = {"is": "iz", "ys": "yz"}
_AFTER = ("e", "ed", "er", "ers", "es", "ing", "ation", "ations")
ENDINGS = {
    **{british + after: american + after for british, american in _ROOTS.items() for after in _AFTER},
    **{f"our{after}": f"or{after}" for after in ("", "s", "ed", "ing", "al")},
    **{f"ell{after}": f"el{after}" for after in ("ed", "ing", "er")},
    **{"tre": "ter", "tres": "ters", "ogue": "og", "ogues": "ogs"},
}
SHORTEST = 5  # letters; shorter words have no second spelling


def american(word: str) -> str:
    """A word in lower case with the American one of two endings."""
    if len(word) < SHORTEST:
        return word
    at = next((at for at in range(len(word)) if word[at:] in ENDINGS), len(word))
    return word[:at] + ENDINGS.get(word[at:], "")


class SearchEnglish(en.SearchEnglish):
    """Sphinx's English, in which the spellings of a word have one stem."""

    js_stemmer_code = f"""{en.SearchEnglish.js_stemmer_code}
{{
  const plain = Stemmer, endings = new Map(Object.entries({json.dumps(ENDINGS)}));
  Stemmer = function () {{
    const stemmer = new plain();
    this.stemWord = (word) => {{
      let at = word.length < {SHORTEST} ? word.length : 0;
      while (at < word.length && !endings.has(word.slice(at))) at++;
      return stemmer.stemWord(word.slice(0, at) + (endings.get(word.slice(at)) ?? ""));
    }};
  }};
}}
"""

    def split(self, input: str) -> list[str]:
        """The words of a text, and each compound as one word too."""
        return super().split(input) + [re.sub(r"\W", "", compound) for compound in _COMPOUND.findall(input)]

    def stem(self, word: str) -> str:
        return super().stem(american(word.lower()))
