// Requests to the API, as they happen.

import { browse } from "./browse.js";
import { h } from "./dom.js";
import { badge, copyable, httpStatus, message, tag, tier, when } from "./format.js";
import { facts } from "./list.js";
import { at } from "./server.js";
import { t } from "./words.js";

const COLUMNS = [
  {
    label: "operation",
    kind: "wide lead",
    cell: ({ operation, method, path }) =>
      h("span", { class: "two" }, h("code", { class: "strong" }, operation ?? "–"), h("code", { class: "faint path" }, `${method} ${path}`)),
  },
  { label: "outcome", kind: "narrow mark", cell: ({ outcome, fault }) => [badge(outcome), fault && [" ", tag(fault, "fault")]] },
  { label: "answer", kind: "narrow figure", cell: ({ status, code }) => [httpStatus(status), code === null || status === null ? null : h("span", { class: "faint" }, ` code ${code}`)] },
  { label: "message", kind: "message rest", cell: said },
  { label: "tier", kind: "extra brief", cell: (each) => tier(each.tier) },
  { label: "time", kind: "time moment", cell: (each) => when(each.at) },
];

/** What was said, and what the answer rests on. */
function said(request) {
  const { assumes } = request;
  return [
    message(request),
    assumes.length > 0 && [" ", h("span", { class: "tag assumed", title: assumes.join("\n") }, `${t("assumes")}: ${assumes.length}`)],
  ];
}

/** The view of the requests. */
export function requests(context) {
  return browse(context, {
    inFull,
    one: (number) => at`/requests/${number}`,
    name: "requests",
    path: "/requests",
    statuses: ["done", "refused", "disturbed"],
    columns: COLUMNS,
    identity: (each) => String(each.number),
  });
}

function inFull(each) {
  const { identities } = each;
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, h("code", {}, `${each.method} ${each.path}`)),
      h("h2", {}, each.operation ?? each.path),
      h("p", { class: "line" }, badge(each.outcome), httpStatus(each.status), tier(each.tier), each.fault && tag(each.fault, "fault")),
    ),
    h("h3", {}, t("details")),
    facts(
      [t("answer"), each.status === null ? t("no_answer") : `HTTP ${each.status}${each.code === null ? "" : `, code ${each.code}`}`],
      [t("message"), message(each)],
      [t("fault"), each.fault && t(`kind.${each.fault}`, each.fault)],
      [t("assumes"), each.assumes.map((name) => h("code", { class: "block" }, name))],
      [t("field.imp_uid"), identities.imp_uid && h("a", { href: `#/payments?text=${encodeURIComponent(identities.imp_uid)}` }, h("code", {}, identities.imp_uid))],
      [t("field.merchant_uid"), identities.merchant_uid && copyable(identities.merchant_uid)],
      [t("field.customer_uid"), identities.customer_uid && copyable(identities.customer_uid)],
      [t("time"), when(each.at)],
      [t("account"), each.account && h("code", {}, each.account)],
    ),
  ];
}
