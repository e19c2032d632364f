// Schedules: charges to come, and those that were.

import { browse } from "./browse.js";
import { h } from "./dom.js";
import { badge, copyable, money, tier, when } from "./format.js";
import { facts } from "./list.js";
import { t } from "./words.js";

const result = (schedule) => (schedule.payment_status ? badge(schedule.payment_status) : "");

/** The columns of a list of schedules. */
export const COLUMNS = [
  { label: "amount", kind: "num figure", cell: ({ amount, currency }) => h("span", { class: "money" }, money(amount, currency)) },
  { label: "status", kind: "narrow mark", cell: ({ status }) => badge(status) },
  { label: "result", kind: "narrow rest", cell: result },
  {
    label: "order",
    kind: "wide lead",
    cell: ({ name, merchant_uid: uid }) =>
      h("span", { class: "two" }, h("span", { class: "strong" }, name || uid), name && h("code", { class: "faint" }, uid)),
  },
  { label: "customer", kind: "extra", cell: (schedule) => h("code", {}, schedule.customer_uid) },
  { label: "tier", kind: "extra brief", cell: (schedule) => tier(schedule.tier) },
  { label: "due", kind: "time moment", cell: (schedule) => when(schedule.schedule_at) },
];

/** The view of the schedules. */
export function schedules(context) {
  return browse(context, {
    inFull,
    name: "schedules",
    path: "/schedules",
    statuses: ["scheduled", "executed", "revoked"],
    columns: COLUMNS,
    identity: (schedule) => JSON.stringify([schedule.account, schedule.tier, schedule.merchant_uid]),
  });
}

function inFull(schedule) {
  const { imp_uid: uid } = schedule;
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, schedule.name || schedule.merchant_uid),
      h("h2", { class: "money" }, money(schedule.amount, schedule.currency)),
      h("p", { class: "line" }, badge(schedule.status), result(schedule), tier(schedule.tier)),
    ),
    h("h3", {}, t("details")),
    facts(
      [t("field.merchant_uid"), copyable(schedule.merchant_uid)],
      [t("field.customer_uid"), copyable(schedule.customer_uid)],
      [t("due"), when(schedule.schedule_at)],
      [t("status.executed"), schedule.executed_at ? when(schedule.executed_at) : null],
      [t("status.revoked"), schedule.revoked_at ? when(schedule.revoked_at) : null],
      [t("payments"), uid && h("a", { href: `#/payments?open=${uid}` }, h("code", {}, uid))],
      [t("field.fail_reason"), schedule.fail_reason],
      [t("buyer"), schedule.buyer_name],
      [t("account"), h("code", {}, schedule.account)],
    ),
  ];
}
