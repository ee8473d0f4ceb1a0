/** The editor: one article, its words and all that belongs to them. Loaded when somebody opens one. */

import { fill, h, kbd } from "../dom";
import { begin } from "./begin";
import { Editor } from "./editor";
import { because } from "./tools";
import type { Article, Kept, Tools } from "./tools";

export type { Tools } from "./tools";

/**
 * Mount the editor of an article or a story (or of a blank page: `new`, for a *plan*) in an element.
 * What it gives back takes it away; what was typed is on its way to the desk by then.
 */
export function open(root: HTMLElement, id: string, tools: Tools, plan = ""): () => void {
  let close: () => void = () => undefined;
  let gone = false;
  const mounted = (end: () => void): void => {
    if (gone) end();
    else close = end;
  };
  if (id === "new") mounted(begin(root, tools, plan));
  else void load(root, id, tools, mounted);
  return () => {
    gone = true;
    close();
    fill(root);
  };
}

async function load(root: HTMLElement, id: string, tools: Tools, mounted: (end: () => void) => void): Promise<void> {
  const wait = h("p", { class: "wait", role: "status" });
  const timer = setTimeout(() => fill(wait, "Opening …"), 150);
  fill(root, wait);
  try {
    const path = `/articles/${encodeURIComponent(id)}`;
    const [answer, drafted] = await Promise.all([tools.api(path), tools.api(`${path}/draft`)]);
    if (!answer.ok || !drafted.ok) {
      const take = answer.status === 409 ? [" Press ", kbd("t"), " on it in the list."] : [];
      fill(root, h("p", { class: "wrong", role: "alert" }, await because(answer.ok ? drafted : answer), take));
      return;
    }
    const article = (await answer.json()) as Article;
    const { draft, aside } = (await drafted.json()) as { draft: Kept | null; aside: Kept[] };
    const editor = new Editor(root, tools, article, draft, aside);
    mounted(() => editor.close());
  } catch {
    fill(root, h("p", { class: "wrong", role: "alert" }, "The desk does not answer. Nothing is lost; open it again in a moment."));
  } finally {
    clearTimeout(timer);
  }
}
