// A list and, beside it, one of its items in full.

import { drawer } from "./drawer.js";
import { h } from "./dom.js";
import { list } from "./list.js";
import { get, Refused } from "./server.js";
import { language } from "./words.js";

/**
 * A list with a drawer: the options of a list, and `inFull`, what the drawer shows of an item.
 *
 * `one` is the address at which the control API has an item by its identity; without it, the item as the
 * list knows it is all that there is to know.
 */
export function browse(context, { inFull, one, seen, ...options }) {
  let shown = [];
  const table = list(context, {
    ...options,
    seen(items) {
      shown = items;
      seen?.(items);
    },
  });
  const panel = drawer(() => context.set({ open: "" }));

  async function refresh() {
    await table.refresh();
    const open = context.get("open");
    const item = open && (one ? await fetchOne(open) : shown.find((each) => options.identity(each) === open));
    if (context.get("open") !== open) return; // another one was opened meanwhile
    if (item) panel.show(`${open} ${language()}`, ...inFull(item, context));
    else panel.hide();
  }

  async function fetchOne(open) {
    try {
      return await get(one(open));
    } catch (error) {
      if (error instanceof Refused) return null; // it was forgotten
      throw error;
    }
  }

  return { element: h("div", { class: "split" }, table.element, panel.element), refresh };
}
