// A list that the server cuts into pages: its filters, its table, what it shows when it is empty.

import { append, fill, h, icon } from "./dom.js";
import { get } from "./server.js";
import { fillIn, language, t } from "./words.js";

const TYPING = 200;

/**
 * A list.
 *
 * `path` is its address at the control API; `statuses` are those it can be filtered by; `columns` are
 * {label, kind, cell}; `identity` tells its items apart. `context` gives the parameters in the address
 * (`get`, `set`), the shops there are (`glance`), and opens an item (`open`); `seen` is told the items of the page.
 */
export function list(context, { name, path, statuses, columns, identity, above, empty, seen }) {
  const count = h("span", { class: "count" });
  const body = h("tbody");
  const table = h(
    "table",
    { class: `list ${name}` },
    h("thead", {}, h("tr", {}, columns.map(({ label, kind }) => h("th", { class: kind, scope: "col" }, t(label))))),
    body,
  );
  const blank = h("div", { class: "blank", hidden: true });
  const pager = h("nav", { class: "pager", "aria-label": t("next") });
  const filters = filterBar(context, statuses);
  const element = h(
    "section",
    { class: "view" },
    h("header", { class: "view-head" }, h("h1", {}, t(name), " ", count)),
    above,
    filters.element,
    h("div", { class: "sheet" }, table, blank),
    pager,
  );
  const rows = new Map();
  let asked = 0;

  async function refresh() {
    const ticket = ++asked;
    filters.show();
    const answer = await get(path, filters.values());
    if (ticket !== asked) return; // a later question has been asked meanwhile
    count.textContent = answer.total.toLocaleString("en-US");
    seen?.(answer.items);
    showRows(answer.items);
    showBlank(answer);
    showPager(answer);
  }

  function showRows(items) {
    const first = rows.size === 0;
    const kept = new Set();
    const wanted = items.map((item) => {
      const key = identity(item);
      kept.add(key);
      const text = language() + JSON.stringify(item) + (context.get("open") === key);
      const known = rows.get(key);
      if (known?.text === text) return known.row;
      const row = makeRow(item, key);
      if (!known && !first) row.classList.add("new");
      if (known) keepFocus(known.row, row);
      rows.set(key, { text, row });
      return row;
    });
    for (const key of [...rows.keys()]) if (!kept.has(key)) rows.delete(key);
    arrange(body, wanted);
  }

  function makeRow(item, key) {
    const open = () => context.open(key);
    const row = h(
      "tr",
      { class: context.get("open") === key ? "open" : null, "data-key": key },
      columns.map(({ label, kind, cell }, index) =>
        h(
          "td",
          { class: kind, "data-label": t(label) },
          index === 0 ? h("a", { class: "opens", href: context.link({ open: key }) }, cell(item)) : cell(item),
        ),
      ),
    );
    row.addEventListener("click", (event) => {
      if (event.target.closest("a, button, input") || String(getSelection())) return;
      open();
    });
    return row;
  }

  function showBlank({ total }) {
    table.hidden = total === 0;
    blank.hidden = total !== 0;
    if (total !== 0) return;
    if (filters.active()) {
      const clear = h("button", { type: "button", onclick: () => filters.clear() }, t("clear_filters"));
      fill(blank, h("p", {}, t("nothing_found")), clear);
    } else {
      const hint = t(`empty.${name}.hint`, "");
      fill(blank, icon(name), h("h2", {}, t(`empty.${name}`)), hint && h("p", {}, hint), empty?.());
    }
  }

  function showPager({ total, page, limit, items }) {
    const last = Math.max(1, Math.ceil(total / limit));
    pager.hidden = last === 1 && page === 1;
    const from = (page - 1) * limit + 1;
    const values = {
      from: from.toLocaleString("en-US"),
      to: (from + items.length - 1).toLocaleString("en-US"),
      total: total.toLocaleString("en-US"),
    };
    const turn = (label, drawing, to) =>
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": t(label),
          disabled: to < 1 || to > last,
          onclick: () => context.set({ page: to > 1 ? to : "" }),
        },
        icon(drawing),
      );
    fill(
      pager,
      h("span", {}, items.length ? fillIn("range", values) : ""),
      turn("previous", "left", page - 1),
      turn("next", "right", page + 1),
    );
  }

  return { element, refresh };
}

/** The filters, which live in the address, so that they can be shared and gone back to. */
function filterBar(context, statuses) {
  const change = (values) => context.set({ ...values, page: "" });
  const tabs = h(
    "div",
    { class: "tabs", role: "group", "aria-label": t("status") },
    ["", ...statuses].map((status) =>
      h(
        "button",
        { type: "button", "data-status": status, onclick: () => change({ status }) },
        status ? t(`status.${status}`) : t("all"),
      ),
    ),
  );
  const text = h("input", {
    type: "search",
    placeholder: t("search"),
    "aria-label": t("search"),
    "data-search": true,
    spellcheck: "false",
    autocomplete: "off",
    value: context.get("text"),
  });
  let typing = 0;
  text.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ text: text.value.trim() }), TYPING);
  });
  const tier = h("select", { "aria-label": t("tier"), onchange: () => change({ tier: tier.value }) });
  const account = h("select", { "aria-label": t("account"), onchange: () => change({ account: account.value }) });
  const element = h(
    "div",
    { class: "filters" },
    tabs,
    h("div", { class: "search" }, icon("search"), text),
    tier,
    account,
  );
  const names = ["text", "status", "tier", "account"];

  function show() {
    for (const tab of tabs.children) {
      tab.setAttribute("aria-pressed", String(tab.dataset.status === context.get("status")));
    }
    const { tiers, accounts } = context.glance();
    offer(tier, [["", t("every_tier")], ["parent", t("parent")], ...tiers.map((code) => [code, code])], context.get("tier"));
    offer(account, [["", t("every_account")], ...accounts.map((key) => [key, key])], context.get("account"));
    tier.hidden = tiers.length === 0 && !context.get("tier");
    account.hidden = accounts.length < 2 && !context.get("account");
    if (document.activeElement !== text && text.value.trim() !== context.get("text")) text.value = context.get("text");
  }

  return {
    element,
    show,
    values: () => Object.fromEntries([...names, "page"].map((name) => [name, context.get(name)])),
    active: () => names.some((name) => context.get(name)) || context.get("page") !== "",
    clear() {
      clearTimeout(typing);
      text.value = "";
      context.set(Object.fromEntries([...names, "page"].map((name) => [name, ""])));
    },
  };
}

/** Let a select offer these values; what it shows while it is open does not change under the hand. */
export function offer(select, options, chosen) {
  const offered = JSON.stringify([options, language()]);
  if (select.dataset.offered !== offered) {
    select.dataset.offered = offered;
    fill(select, options.map(([value, label]) => h("option", { value }, label)));
  }
  select.value = chosen;
}

/** Bring the rows into their order, touching none that stands where it should. */
function arrange(body, wanted) {
  let next = body.firstChild;
  for (const row of wanted) {
    if (row === next) next = next.nextSibling;
    else body.insertBefore(row, next);
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

function keepFocus(old, row) {
  if (old.contains(document.activeElement)) queueMicrotask(() => row.querySelector("a")?.focus());
}

/** Names and values, those without a value left out. */
export function facts(...pairs) {
  const element = h("dl", { class: "facts" });
  for (const [label, value] of pairs) {
    if (value === null || value === undefined || value === false || value.length === 0) continue;
    append(element, [h("dt", {}, label), h("dd", {}, value)]);
  }
  return element;
}
