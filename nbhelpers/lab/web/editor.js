// The editor for a reader's Python: its own file, fetched when it is first wanted, or a plain field.

/**
 * @typedef {{text: string, replace: (text: string) => void, focus: () => void}} Editor
 * @typedef {{label: string, describedBy: string, changed: (text: string) => void, check: () => void}} Settings
 */

/**
 * @param {string | undefined} address of the editor's file
 * @param {HTMLElement} parent
 * @param {string} text
 * @param {Settings} settings
 * @returns {Promise<Editor>}
 */
export async function openEditor(address, parent, text, settings) {
  try {
    const { edit } = await import(new URL(address ?? "", document.baseURI).href);
    return edit(parent, text, settings);
  } catch {
    return plainEditor(parent, text, settings); // the editor's file did not come: a plain field does too
  }
}

/**
 * @param {HTMLElement} parent
 * @param {string} text
 * @param {Settings} settings
 * @returns {Editor}
 */
function plainEditor(parent, text, { label, changed }) {
  const field = document.createElement("textarea");
  field.value = text;
  field.rows = text.split("\n").length + 2;
  field.spellcheck = false;
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => changed(field.value));
  parent.append(field);
  return {
    get text() {
      return field.value;
    },
    replace: (now) => {
      field.value = now;
      changed(now);
    },
    focus: () => field.focus(),
  };
}
