// The history of a payment.

import { h } from "./dom.js";
import { badge, httpStatus, message, money, tag, trouble, when } from "./format.js";
import { t } from "./words.js";

const TONES = {
  paid: "good",
  deposited: "good",
  failed: "bad",
  cancelled: "warn",
  cancel_accepted: "warn",
  webhook: "wire",
  delivery: "wire",
  request: "wire",
};

/** Its events, one below the other. */
export function timeline(events, currency, context) {
  return h(
    "ol",
    { class: "timeline" },
    events.map((event) =>
      h(
        "li",
        { class: `${event.kind} ${TONES[event.kind] ?? ""}` },
        h("div", { class: "what" }, h("span", {}, title(event, currency, context)), when(event.at)),
        more(event),
      ),
    ),
  );
}

function title(event, currency, context) {
  const word = h("span", { class: "strong" }, t(`event.${event.kind}`));
  switch (event.kind) {
    case "webhook":
      return [
        h("a", { class: "strong", href: `#/webhooks?open=${event.number}`, onclick: stay(context, "webhooks", event.number) }, word.textContent),
        " ",
        h("code", {}, event.status ?? ""),
        " ",
        badge(event.state, t(event.state === "failed" ? "status.delivery_failed" : `status.${event.state}`)),
      ];
    case "delivery":
      return [word, " ", httpStatus(event.status)];
    case "request":
      return [
        h("a", { class: "strong", href: `#/requests?open=${event.request.number}` }, h("code", {}, event.request.operation ?? event.request.path)),
        " ",
        httpStatus(event.request.status),
        event.request.fault && [" ", tag(event.request.fault, "fault")],
      ];
    default:
      return event.amount ? [word, " ", h("span", { class: "money" }, money(event.amount, currency))] : word;
  }
}

const stay = (context, name, number) => (event) => {
  event.preventDefault();
  context.go(name, { open: number });
};

function more(event) {
  const text = (value) => value && h("p", { class: "faint" }, value);
  switch (event.kind) {
    case "vbank_opened":
      return text(`${event.bank} ${event.number}`);
    case "deposited":
      return text(event.name);
    case "webhook":
      return text(event.url);
    case "delivery":
      return text(event.problem && trouble(event.problem));
    case "scheduled":
      return text(event.merchant_uid);
    case "request":
      return text(event.request.code === 0 ? null : message(event.request));
    default:
      return text(event.reason);
  }
}
