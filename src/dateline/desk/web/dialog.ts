/** Dialogs: one question, what it comes to, and two ways out. Focus is kept in them and goes back where it was. */

import { Refused } from "./api";
import { fill, h, kbd, typing } from "./dom";

export interface Question {
  title: string;
  /** What stands between title and buttons. */
  body: (Node | string)[];
  /** On the button that does it. */
  does: string;
  /** Done in the dialog: an error is told there, and all that was typed stays. */
  run(): Promise<void>;
  /** Until this has come, it cannot be done. */
  ready?: Promise<unknown>;
  /** Keys of its own, while nobody types in it. */
  keys?: Record<string, () => void>;
  /** Whether it takes something away for good. */
  grave?: boolean;
  /** What gets the focus; the button that does it, if nothing is said. */
  focus?: HTMLElement;
}

let count = 0;

/** Ask; it ends when it was done (true) or left (false). */
export function ask(question: Question): Promise<boolean> {
  const id = `dialog-${++count}`;
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  const wait = h("span", { class: "wait", role: "status" });
  const does = h("button", { class: question.grave ? "grave" : "first", type: "submit" }, question.does, " ", kbd("Enter"));
  const leave: HTMLButtonElement = h("button", { type: "button", onclick: () => void element.close() }, "Leave ", kbd("Esc"));
  const form: HTMLFormElement = h(
    "form",
    { method: "dialog" },
    h("h2", { id }, question.title),
    h("div", { class: "body" }, question.body),
    wrong,
    h("p", { class: "buttons" }, does, leave, wait),
  );
  const element: HTMLDialogElement = h("dialog", { "aria-labelledby": id, class: question.grave ? "grave" : null }, form);
  if (question.ready) {
    does.setAttribute("aria-disabled", "true");
    void question.ready.finally(() => does.removeAttribute("aria-disabled"));
  }
  return new Promise((resolve) => {
    let done = false;
    const act = async (): Promise<void> => {
      if (does.getAttribute("aria-disabled")) return;
      does.setAttribute("aria-disabled", "true");
      wrong.hidden = true;
      const end = counting((words) => fill(wait, words));
      try {
        await question.run();
        done = true;
        element.close();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        wrong.hidden = false;
        fill(wrong, error.words);
      } finally {
        end();
        does.removeAttribute("aria-disabled");
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void act();
    });
    element.addEventListener("keydown", (event) => keyed(event, question, act));
    element.addEventListener("close", () => {
      element.remove();
      resolve(done);
    });
    open(element, question.focus ?? does);
  });
}

/** Show a dialog made elsewhere, and take it away when it is closed. */
export function open(element: HTMLDialogElement, focus: HTMLElement): void {
  document.body.append(element);
  element.showModal();
  focus.focus();
}

function keyed(event: KeyboardEvent, question: Question, act: () => Promise<void>): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void act();
    return;
  }
  const own = question.keys?.[event.key] ?? (event.key === "y" ? () => void act() : undefined);
  if (!own) return;
  event.preventDefault();
  own();
}

/**
 * Say that something is awaited: after 150 ms that it is, after a second for how long.
 * What it gives back ends that.
 */
export function counting(show: (words: string) => void, what = "working"): () => void {
  const began = performance.now();
  const first = setTimeout(() => show(`${what} …`), 150);
  const ticks = setInterval(() => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    if (seconds > 0) show(`${what} … ${seconds} s`);
  }, 250);
  return () => {
    clearTimeout(first);
    clearInterval(ticks);
    show("");
  };
}
