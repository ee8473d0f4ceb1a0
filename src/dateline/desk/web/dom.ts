/** Elements, made by hand: text is always text, and nothing is styled by an attribute. */

type Kid = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => unknown);

/** An element: `on…` is a listener, `true` an attribute without a value, `false` or nothing none at all. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...kids: (Kid | Kid[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as (event: Event) => void);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...plain(kids));
  return element;
}

/** Put these into an element, and nothing else. */
export function fill(element: Element, ...kids: (Kid | Kid[])[]): void {
  element.replaceChildren(...plain(kids));
}

function plain(kids: (Kid | Kid[])[]): (Node | string)[] {
  const kept: (Node | string)[] = [];
  for (const kid of kids.flat()) {
    if (kid !== null && kid !== undefined && kid !== false) kept.push(typeof kid === "number" ? String(kid) : kid);
  }
  return kept;
}

/** HTML that the server has cleaned: a story's own blocks, or a comparison of texts. Nothing else may come here. */
export function cleaned(tag: "div" | "p" | "h3", attributes: Record<string, Value>, html: string): HTMLElement {
  const element = h(tag, attributes);
  element.innerHTML = html;
  return element;
}

/** A key, as it is shown beside what it does. */
export function kbd(key: string | undefined): HTMLElement | null {
  return key ? h("kbd", { "aria-hidden": "true" }, key) : null;
}

/** Set a text only where it is another one: what stays is not laid out anew. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Set an attribute only where it is another one. */
export function mark(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Whether an element is one that somebody types into. */
export function typing(target: EventTarget | null): boolean {
  // The browser takes the focus out of a dialog a moment after it has closed it.
  if (!(target instanceof HTMLElement) || target.closest("dialog:not([open])")) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}
