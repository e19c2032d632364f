// The clock: what time it is for the emulator, and how to move it.

import { fill, h } from "./dom.js";
import { act, field, form, say } from "./form.js";
import { korean, tag, tier, when } from "./format.js";
import { card, page } from "./page.js";
import { get, post } from "./server.js";
import { t } from "./words.js";

const JUMPS = { minute: { minutes: 1 }, hour: { hours: 1 }, day: { days: 1 }, week: { days: 7 }, month: { days: 30 } };

/** The view of the clock. */
export function clock(context) {
  const day = h("span", { class: "clock-day" });
  const time = h("span", { class: "clock-time" });
  const standing = h("p", { class: "line" });
  const next = h("div", { class: "next" });
  const coming = h("div", { class: "rows" });
  const move = (jump) => act(() => post("/clock", jump));
  const buttons = Object.entries(JUMPS).map(([name, jump]) =>
    h("button", { type: "button", onclick: () => move(jump) }, `+ ${t(`clock.${name}`)}`),
  );
  const by = form({
    class: "inline",
    fields: [
      field({ name: "amount", label: t("clock.by"), type: "number", min: 0, step: "any", value: 1 }),
      field({ name: "unit", label: "\u00a0", "aria-label": t("clock.by"), options: ["days", "hours", "minutes"].map((unit) => [unit, t(`clock.${unit}`)]) }),
    ],
    button: t("clock.go"),
    submit: async ({ amount, unit }) => {
      await post("/clock", { [unit]: amount });
      say(t("done"));
    },
  });
  const to = form({
    class: "inline",
    fields: [field({ name: "to", label: t("clock.to"), type: "datetime-local", step: 1 })],
    button: t("clock.go"),
    submit: async (given) => {
      const { to: moment } = given;
      await post("/clock", moment ? { to: `${moment.length === 16 ? `${moment}:00` : moment}+09:00` } : {});
      say(t("done"));
    },
  });
  const element = page(
    "clock",
    card(t("clock.now"), null, h("p", { class: "clock-face" }, day, time), standing, next),
    card(t("clock.advance"), t("clock.about"), h("div", { class: "buttons" }, buttons), h("div", { class: "two-forms" }, by, to)),
    card(t("clock.coming"), null, coming),
  );

  async function refresh() {
    const { frozen, next_at: at } = context.glance().clock;
    const turn = h("button", { type: "button", onclick: () => move({ frozen: !frozen }) }, t(frozen ? "clock.run" : "clock.freeze"));
    fill(standing, tag(t(frozen ? "clock.stands" : "clock.running"), frozen ? "" : "on"), turn);
    const there = at && h("button", { type: "button", onclick: () => move({ seconds: Math.max(0, at - context.now()) }) }, t("clock.go_to_next"));
    fill(next, at ? [h("span", { class: "faint" }, t("clock.next")), " ", when(at), " ", there] : h("span", { class: "faint" }, t("clock.nothing_next")));
    const { items } = await get("/upcoming");
    fill(coming, items.map(row), items.length === 0 && h("p", { class: "faint" }, t("clock.nothing_next")));
  }

  function tick(now) {
    [day.textContent, time.textContent] = korean(now);
  }

  return { element, refresh, tick };
}

function row({ event, subject, tier: code, at }) {
  return h(
    "div",
    { class: "row" },
    h("span", { class: "strong" }, t(`due.${event}`, event)),
    h("code", { class: "grow faint" }, subject),
    tier(code),
    when(at),
  );
}
