// Faults: what goes wrong with the next requests.

import { fill, h } from "./dom.js";
import { act, field, form, say } from "./form.js";
import { tag } from "./format.js";
import { card, page } from "./page.js";
import { get, post, remove } from "./server.js";
import { fillIn, t } from "./words.js";

// The kinds for which a field means something.
const FIELDS = {
  seconds: ["delay", "late", "duplicate", "stale", "slow", "rate_limited"],
  bare: ["rate_limited"],
  done: ["bad_gateway", "server_error"],
  case: ["refuse"],
};

/** The view of the faults. */
export function faults() {
  const armed = h("div", { class: "rows" });
  const arming = h("div");
  const refusing = form({
    class: "inline",
    fields: [field({ name: "seconds", label: t("faults.seconds"), type: "number", min: 1, max: 600, value: 5 })],
    button: t("faults.refuse_connections.do"),
    submit: (given) => post("/refuse_connections", given),
  });
  const element = page(
    "faults",
    card(t("faults.arm"), t("faults.arm.about"), arming),
    card(t("faults.armed"), null, armed),
    card(t("faults.refuse_connections"), t("faults.refuse_connections.about"), refusing),
  );
  let isMade = false;

  async function refresh() {
    const { kinds, armed: waiting } = await get("/faults");
    if (!isMade) {
      isMade = true;
      const { operations } = await get("/operations");
      fill(arming, armForm(kinds, operations));
    }
    fill(armed, waiting.length ? [waiting.map(row), waiting.length > 1 && disarmAll()] : h("p", { class: "faint" }, t("faults.none")));
  }

  return { element, refresh };
}

function armForm(kinds, operations) {
  const fields = {
    kind: field({ name: "kind", label: t("faults.kind"), options: kinds.map(({ kind, about }) => [kind, `${kind} – ${t(`kind.${kind}`, about)}`]) }),
    operation: field({
      name: "operation",
      label: t("faults.operation"),
      options: [["", t("faults.any_operation")], ...operations.map(({ name }) => [name, name])],
    }),
    case: field({ name: "case", label: t("faults.case"), options: [] }),
    seconds: field({ name: "seconds", label: t("faults.seconds"), type: "number", min: 0, step: "any", value: 3 }),
    times: field({ name: "times", label: t("faults.times"), type: "number", min: 1, value: 1 }),
    skip: field({ name: "skip", label: t("faults.skip"), type: "number", min: 0, value: 0 }),
    tier: field({ name: "tier", label: t("faults.tier"), placeholder: t("any"), maxlength: 3 }),
    bare: field({ name: "bare", label: t("faults.bare"), type: "checkbox" }),
    done: field({ name: "done", label: t("faults.done"), type: "checkbox" }),
  };
  const input = (name) => fields[name].querySelector("input, select");

  function suit() {
    const kind = input("kind").value;
    for (const [name, kindsOfIt] of Object.entries(FIELDS)) fields[name].hidden = !kindsOfIt.includes(kind);
    const operation = operations.find(({ name }) => name === input("operation").value) ?? { cases: [] };
    const cases = operation.cases.map(({ case: name, status, message }) =>
      h("option", { value: name }, `${name} – ${status}${message ? ` ${message}` : ""}`),
    );
    fill(input("case"), cases);
  }

  for (const name of ["kind", "operation"]) input(name).addEventListener("change", suit);
  input("kind").value = "drop_after";
  suit();
  return form({
    class: "grid",
    fields: Object.values(fields),
    button: t("faults.arm.do"),
    submit: async (given) => {
      await post("/faults", given);
      say(t("done"));
    },
  });
}

function row(fault) {
  const details = [
    fault.case,
    fault.seconds > 0 && fillIn("faults.seconds.n", { n: fault.seconds }),
    fault.skip > 0 && fillIn("faults.after", { n: fault.skip }),
    fillIn("faults.left", { n: fault.times }),
  ];
  return h(
    "div",
    { class: "row" },
    tag(fault.kind, "fault"),
    h(
      "div",
      { class: "grow" },
      h("code", { class: "strong" }, fault.operation ?? t("faults.any_operation")),
      fault.tier && [" ", tag(fault.tier, "tier")],
      h("p", { class: "faint" }, details.filter(Boolean).join(" · ")),
    ),
    h("button", { type: "button", onclick: () => act(() => remove(`/faults/${fault.number}`)) }, t("faults.disarm")),
  );
}

const disarmAll = () =>
  h("button", { type: "button", class: "quiet", onclick: () => act(() => remove("/faults")) }, t("faults.disarm_all"));
