/** The keys, listed from the table that binds them. */

import { open } from "./dialog";
import { h, kbd } from "./dom";
import { all, setSingle, shown, single } from "./keys";

/** Show all keys. */
export function help(): void {
  const groups = Map.groupBy(all().filter((command) => command.keys.length), (command) => command.group);
  const parts = [...groups].map(([group, commands]) =>
    h(
      "section",
      {},
      h("h3", {}, group),
      h(
        "dl",
        {},
        commands.map((command) => h("div", {}, h("dt", {}, command.keys.map((key) => h("kbd", {}, shown(key)))), h("dd", {}, command.name))),
      ),
    ),
  );
  const box: HTMLInputElement = h("input", { type: "checkbox", checked: single(), onchange: () => setSingle(box.checked) });
  const leave: HTMLButtonElement = h("button", { type: "button", onclick: () => element.close() }, "Close ", kbd("Esc"));
  const element: HTMLDialogElement = h(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, "Keys"),
    h("div", { class: "groups", tabindex: "0", role: "group", "aria-label": "All keys" }, parts),
    h("p", { class: "buttons" }, leave, h("label", {}, box, "Single letters are keys; those with Ctrl or Alt always are")),
  );
  element.addEventListener("close", () => element.remove());
  open(element, leave);
}
