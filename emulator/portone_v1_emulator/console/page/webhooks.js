// Webhooks: what the shop was told, and every try to tell it.

import { browse } from "./browse.js";
import { h } from "./dom.js";
import { act } from "./form.js";
import { badge, copyable, httpStatus, tier, trouble, when } from "./format.js";
import { facts } from "./list.js";
import { at, post } from "./server.js";
import { t } from "./words.js";

const STATES = ["waiting", "held", "delivered", "failed", "refused", "no_address"];

/** How a delivery stands, in a word. */
const standing = ({ state }) => badge(state, t(state === "failed" ? "status.delivery_failed" : `status.${state}`));

const COLUMNS = [
  { label: "event", kind: "wide lead", cell: ({ body }) => h("span", { class: "two" }, h("span", {}, badge(body.status, body.status)), h("code", { class: "faint" }, body.merchant_uid ?? body.imp_uid ?? "")) },
  { label: "state", kind: "narrow mark", cell: standing },
  { label: "address", kind: "rest url", cell: ({ url }) => h("code", {}, url ?? "–") },
  { label: "attempts", kind: "num narrow figure", cell: ({ attempts }) => [attempts.length || "", " ", attempts.length > 0 && httpStatus(attempts.at(-1).status)] },
  { label: "tier", kind: "extra brief", cell: (each) => tier(each.tier) },
  { label: "time", kind: "time moment", cell: (each) => when(each.created_at) },
];

/** The view of the webhooks. */
export function webhooks(context) {
  const release = (reverse) => act(() => post("/webhooks/release", { reverse }));
  const above = h(
    "div",
    { class: "buttons above", hidden: true },
    h("button", { type: "button", onclick: () => release(false) }, t("release_all")),
    h("button", { type: "button", onclick: () => release(true) }, t("release_reversed")),
  );
  return browse(context, {
    inFull,
    one: (number) => at`/webhooks/${number}`,
    name: "webhooks",
    path: "/webhooks",
    statuses: STATES,
    columns: COLUMNS,
    identity: (each) => each.number,
    above,
    seen: (items) => (above.hidden = !items.some(({ state }) => state === "held")),
  });
}

function inFull(each) {
  const { body, number } = each;
  const send = () => act(() => post(at`/webhooks/${number}/resend`));
  const keep = () => act(() => post(at`/webhooks/${number}/hold`));
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, t("webhooks")),
      h("h2", {}, body.merchant_uid ?? number),
      h("p", { class: "line" }, badge(body.status, body.status), standing(each), tier(each.tier)),
      h(
        "div",
        { class: "buttons" },
        each.url && h("button", { type: "button", class: "primary", onclick: send }, t(each.state === "held" ? "release" : "resend")),
        each.state === "waiting" && h("button", { type: "button", onclick: keep }, t("hold")),
      ),
    ),
    h("h3", {}, t("field.body")),
    h("pre", { class: "code" }, JSON.stringify(body, null, 2)),
    h("h3", {}, t("attempts")),
    tries(each),
    h("h3", {}, t("details")),
    facts(
      [t("address"), each.url && copyable(each.url)],
      [t("field.format"), each.form ? "application/x-www-form-urlencoded" : "application/json"],
      [t("payments"), body.imp_uid && h("a", { href: `#/payments?open=${encodeURIComponent(body.imp_uid)}` }, h("code", {}, body.imp_uid))],
      [t("field.created"), when(each.created_at)],
      [t("field.next_try"), each.next_at && when(each.next_at)],
      [t("field.number"), each.number],
      [t("account"), h("code", {}, each.account)],
    ),
  ];
}

function tries({ attempts }) {
  if (!attempts.length) return h("p", { class: "faint" }, "–");
  return h(
    "ol",
    { class: "timeline" },
    attempts.map(({ at: moment, status, problem }) =>
      h(
        "li",
        { class: status === 200 ? "good" : "bad" },
        h("div", { class: "what" }, httpStatus(status), when(moment)),
        problem && h("p", { class: "faint" }, trouble(problem)),
      ),
    ),
  );
}
