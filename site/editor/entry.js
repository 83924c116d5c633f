// The editor of the exercises, made into one file by bundle.mjs: CodeMirror with Python and no more.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

const LEAVE = 2000; // ms after Escape in which Tab leaves the editor

/** An editor of `text` in `parent`; `changed` hears every change. Gives `{ text, replace, focus }`. */
export function edit(parent, text, { label, describedBy, changed, check }) {
  const escape = { key: "Escape", run: (view) => (view.setTabFocusMode(LEAVE), false) };
  const enter = { key: "Mod-Enter", run: () => (check(), true) };
  const extensions = [
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    new LanguageSupport(pythonLanguage),
    syntaxHighlighting(classHighlighter),
    keymap.of([enter, escape, ...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, spellcheck: "false" }),
    EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace: (insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }),
    focus: () => view.focus(),
  };
}
