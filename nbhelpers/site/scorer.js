// @ts-check
// What the search finds, and in which order: what is named so (terms, labs, functions, people, sections), then pages
// that have the words, then controls. Words that nobody wrote are taken for the nearest ones, and the page says so.
// Sphinx puts this into the search page, after the script that looks through the index.
{
  /**
   * @typedef {[string, string, string, string | null, number, string]} Result page, title, anchor, what it is, score, file
   * @typedef {{result: Result, text: string, forms: string[][], words: Set<string>}} Name what has a name, its words
   */

  const LONGEST = 200; // letters of a question
  const POINTS = /** @type {Record<string, number>} */ ({ term: 300, lab: 250, person: 200, function: 140, control: 12 });
  const SECTION = 180; // points of a section that is called so, or of a whole page
  const NAMED = 10; // how many pages a name weighs when a word is guessed
  const WORDS = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)?/gu;
  // @ts-expect-error Search, Stemmer, stopwords and _displayNextItem are Sphinx's own
  const sphinx = Search, stemmer = new Stemmer(), unasked = stopwords, display = _displayNextItem;

  /** A word as the index has it. @param {string} word */
  const stem = (word) => stemmer.stemWord(word.replace(/['’]s$/, "").normalize("NFC"));
  /** @param {string} text */
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  /** @param {string} text */
  const wordsOf = (text) => (plain(text).match(WORDS) ?? []).map(stem);
  /** Compounds in a text as one word each: “back-propagation”, “auto encoder”. @param {string} text */
  const joined = (text) => wordsOf(text.replace(/([\p{L}\p{N}])[-\u2010\u2011 ](?=[\p{L}\p{N}])/gu, "$1"));

  /** @type {Name[]} */
  let names = [];
  /** @param {Result} result @param {string} text @param {string[]} kind what it is, if that may be asked for too */
  const name = (result, text, ...kind) => {
    const forms = text.split(/ · |, | > /).flatMap((form) => [wordsOf(form), joined(form)]);
    return { result, text, forms, words: new Set([...forms.flat(), ...kind]) };
  };

  /** @param {string} html */
  const textOf = (html) =>
    /[&<]/.test(html) ? (new DOMParser().parseFromString(html, "text/html").documentElement.textContent ?? "") : html;

  /** All that has a name: the objects of the index, and the titles of pages and sections. @param {any} index */
  const named = (index) => {
    const { docnames, filenames, titles, alltitles, objects, objnames } = index;
    /** @type {Name[]} */
    const found = [];
    for (const [before, things] of Object.entries(objects)) {
      for (const [page, type, , anchor, last] of things) {
        const text = before ? `${before}.${last}` : last; // the index has names in two parts, as those of modules
        const kind = objnames[type][1];
        const what = `${kind}, in ${titles[page]}`;
        found.push(name([docnames[page], text, `#${anchor}`, what, POINTS[kind], filenames[page]], textOf(text), kind));
      }
    }
    for (const [title, places] of Object.entries(alltitles)) {
      for (const [page, id] of /** @type {[number, string | null][]} */ (places)) {
        const whole = titles[page] === title;
        const shown = whole ? title : `${titles[page]} > ${title}`;
        found.push(name([docnames[page], shown, id && !whole ? `#${id}` : "", null, SECTION, filenames[page]], title));
      }
    }
    return found;
  };

  /** Whether a word is there, or the beginning of one. @param {Iterable<string>} words @param {string} asked */
  const has = (words, asked) => [...words].some((one) => one === asked || (asked.length > 2 && one.startsWith(asked)));

  /** How much of a name was asked for: 1 for the whole of one of its forms, 0 where a word is missing.
   * @param {Name} name @param {string[]} asked */
  const share = ({ forms, words }, asked) => {
    if (!asked.length || !asked.every((word) => has(words, word))) return 0;
    if (forms.some((form) => form.join(" ") === asked.join(" "))) return 1;
    return Math.max(0.1, ...forms.map((form) => asked.filter((word) => form.includes(word)).length / form.length)) / 2;
  };

  /** The ways to read a question: its words, and what is joined or parted by others. @param {string} query */
  const readings = (query) => {
    const words = (plain(query).match(WORDS) ?? []).filter((word) => !unasked.includes(word)).map(stem);
    const ways = [words, joined(query)];
    for (let at = 1; at < words.length; at++) ways.push(words.toSpliced(at - 1, 2, stem(words[at - 1] + words[at])));
    return [...new Map(ways.filter((way) => way.length).map((way) => [way.join(" "), way])).values()];
  };

  /** Everything for one way to read the question, each place once. @param {string[]} words @returns {Result[]} */
  const found = (words) => {
    const called = names.map((one) => ({ much: share(one, words), result: one.result })).filter(({ much }) => much);
    const things = called.map(({ much, result: [page, title, anchor, what, points, file] }) => {
      const weighed = points > POINTS.control ? points * (0.5 + much) : points;
      return /** @type {Result} */ ([page, title, anchor, what, weighed, file]);
    });
    return [...things, ...sphinx.performTermsSearch(new Set(words), new Set())];
  };

  /** @param {Result[]} results the best last, as they are taken from the end */
  const ordered = (results) => {
    results.sort((one, other) => other[4] - one[4] || one[1].localeCompare(other[1]));
    const place = (/** @type {Result} */ [page, , anchor, what]) => `${page}${anchor}${what?.split(",")[0] ?? ""}`;
    const places = new Map(results.reverse().map((result) => [place(result), result])); // the best of each
    return [...places.values()].sort((one, other) => one[4] - other[4] || other[1].localeCompare(one[1]));
  };

  /** Letters to change, add, leave out or swap from one word to the other. @param {string} one @param {string} other */
  const distance = (one, other) => {
    const rows = [Array.from({ length: other.length + 1 }, (_, k) => k)];
    for (let i = 1; i <= one.length; i++) {
      rows.push([i]);
      for (let k = 1; k <= other.length; k++) {
        const same = one[i - 1] === other[k - 1] ? 0 : 1;
        const swapped = i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1];
        const swap = swapped ? rows[i - 2][k - 2] + 1 : Infinity;
        rows[i].push(Math.min(rows[i - 1][k] + 1, rows[i][k - 1] + 1, rows[i - 1][k - 1] + same, swap));
      }
    }
    return rows[one.length][other.length];
  };

  /** Every stem: a word that has it, and how often it is there. @type {Map<string, {word: string, often: number}>} */
  let known = new Map();
  /** @param {any} index */
  const count = (index) => {
    const pages = Object.entries({ ...index.terms, ...index.titleterms });
    known = new Map(pages.map(([word, where]) => [word, { word, often: where.length ?? 1 }]));
    for (const word of names.flatMap(({ text }) => plain(text).match(WORDS) ?? [])) {
      known.set(stem(word), { word, often: (known.get(stem(word))?.often ?? 0) + NAMED });
    }
  };

  /** The nearest word that the book has, the commonest of several; null where none is near. @param {string} word */
  const nearest = (word) => {
    const far = word.length > 5 ? 2 : word.length > 3 ? 1 : 0;
    const away = (/** @type {string} */ one, /** @type {string} */ other) =>
      Math.abs(one.length - other.length) > far ? Infinity : distance(one, other);
    const ranked = [...known].map(([one, { word: shown, often }]) => {
      return { shown, often, away: Math.min(away(stem(word), one), away(word, shown)) };
    });
    ranked.sort((one, other) => one.away - other.away || other.often - one.often);
    if (ranked[0]?.away <= far) return ranked[0].shown;
    const begins = [...known].filter(([one]) => one.length > 3 && word.startsWith(one)).map(([, { word: shown }]) => shown);
    return begins.sort((one, other) => other.length - one.length)[0] ?? null;
  };

  /** Reads the names and words of the index, when first asked: whoever only opens the page does not wait for it. */
  let read = () => {};

  /** A question with each word that the book has not put right; null where nothing is near. @param {string} query */
  const mended = (query) => {
    read();
    let changed = false;
    const words = (plain(query).match(WORDS) ?? []).map((word) => {
      if (known.has(stem(word)) || unasked.includes(word)) return word;
      changed = true;
      return nearest(word);
    });
    return changed && words.every((word) => word !== null) ? words.join(" ") : null;
  };

  /** @param {string} query */
  const search = (query) => {
    read();
    return ordered(readings(query).flatMap(found));
  };

  /** Names that have most in common with what was asked. @param {string} query */
  const proposed = (query) => {
    const pairs = (/** @type {string} */ text) => new Set([...text].slice(1).map((_, k) => text.slice(k, k + 2)));
    const asked = pairs(plain(query));
    const alike = names.filter(({ result }) => result[4] >= SECTION).map(({ result }) => {
      const mine = pairs(plain(result[1]));
      return { result, much: (2 * [...asked].filter((pair) => mine.has(pair)).length) / (asked.size + mine.size) };
    });
    const best = alike.filter(({ much }) => much > 0.3).sort((one, other) => other.much - one.much);
    return best.slice(0, 3).map(({ result }) => result);
  };

  /** A line below the count of what was found. @param {...(string | Node)} parts */
  const say = (...parts) => {
    const line = document.createElement("p");
    line.className = "search-note";
    line.append(...parts);
    sphinx.status.after(line);
  };

  /** @param {string} href @param {string} text HTML of the index, which has entities */
  const link = (href, text) => {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = textOf(text);
    return made;
  };

  /** Nothing was found: where to look instead. @param {string} query */
  const propose = (query) => {
    const near = proposed(query).map(([page, title, anchor]) => link(`${page}.html${anchor}`, title));
    const [terms, places] = [link("book/glossary.html", "glossary"), link("genindex.html", "index")];
    say("All terms stand in the ", terms, " and the ", places, ", all figures in the ", link("book/gallery.html", "gallery"), ".");
    if (near.length) say("Did you mean ", ...near.flatMap((one, k) => (k ? [" or ", one] : [one])), "?"); // above it
  };

  sphinx.query = (/** @type {string} */ query) => {
    document.getElementById("search-progress")?.replaceChildren();
    let results = search(query);
    const other = results.length ? null : mended(query);
    if (other) results = search(other);
    if (other && results.length) say("The book has no “", query.trim(), "”; this is what it has for “", other, "”.");
    if (!results.length) propose(query);
    const words = new Set([...readings(other ?? query).flat(), ...plain(other ?? query).match(WORDS) ?? []]);
    display(results, results.length, words, words);
  };
  sphinx.search = search; // for the tests
  sphinx.mended = mended;

  // The search keeps what was asked for; where it may not, that must not end it.
  try {
    localStorage.setItem("sphinx_highlight_terms", "");
  } catch {
    const nothing = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    Object.defineProperty(window, "localStorage", { value: nothing });
  }

  const { performSearch, setIndex } = sphinx;
  const NUMBER = /^<span class="section-number">.*?<\/span>/;
  /** What is asked may be anything: no longer than a sentence, and without what is no letter. @param {string} query */
  sphinx.performSearch = (query) => performSearch(query.slice(0, LONGEST).replace(/\p{C}/gu, " "));
  /** Its lists of words have nothing but words: else “constructor” would be one; a chapter is called without its number.
   * @param {any} index */
  sphinx.setIndex = (index) => {
    index.titles = index.titles.map((/** @type {string} */ title) => title.replace(NUMBER, ""));
    const bare = Object.assign(Object.create(null), { hasOwnProperty: Object.prototype.hasOwnProperty });
    for (const words of [index.terms, index.titleterms]) Object.setPrototypeOf(words, bare);
    read = () => {
      read = () => {};
      names = named(index);
      count(index);
    };
    setIndex(index);
  };

  const UNREAD = ".here-narrow, .chapter-facts, .headerlink, script, style, template, svg, button, .katex-html, annotation, .eqno";
  const BLOCKS = "p, li, h1, h2, h3, th, td, dt, dd, pre, summary, figcaption, .formula";
  /** What can be read in a page, by its HTML: each is parsed once, however many results it has.
   * @type {Map<string, Element | null>} */
  const parsed = new Map();
  /** @param {string} html */
  const readable = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.querySelectorAll(UNREAD)) part.remove();
    for (const block of page.querySelectorAll(BLOCKS)) block.append(" ");
    return page.querySelector("[role=main]");
  };
  /** What the lines below a result are cut from: formulas once, and a space between any two blocks. */
  sphinx.htmlToText = (/** @type {string} */ html, /** @type {string | undefined} */ anchor) => {
    if (!parsed.has(html)) parsed.set(html, readable(html));
    const main = parsed.get(html);
    const place = (anchor && main?.querySelector(anchor)) || main;
    return place?.textContent?.replace(/\s+/g, " ") ?? "";
  };

  addEventListener("load", () => {
    if (!new URLSearchParams(location.search).get("q")?.trim() || sphinx.hasIndex()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Try again";
    button.addEventListener("click", async () => {
      const index = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="searchindex.js"]'));
      await fetch(index.src, { cache: "reload" }).catch(() => {}); // the browser may have kept a damaged one
      location.reload();
    });
    const text = "The list of all words did not come, or is damaged, so nothing can be found now. ";
    document.getElementById("search-results")?.replaceChildren(text, button);
  });
}
