/** The certification window: who the person is. */

import { chosen, el, icon, option } from "./dom.js";
import { ICONS } from "./icons.js";
import { channelLine, endings, facts, field, list } from "./payment.js";
import { say } from "./words.js";

const MALE = "male";

export function certificationPage(view, act) {
  const { certification } = view;
  const form = el("form", { className: "choice", noValidate: true });
  form.append(
    people(certification, (person) => fill(form, person)),
    el(
      "div",
      { className: "panel" },
      el(
        "div",
        { className: "row wrap" },
        field(say("name"), { name: "name", value: certification.name ?? "" }),
        field(say("birthday"), { name: "birthday", placeholder: "YYYY-MM-DD", inputMode: "numeric" }),
      ),
      el("div", { className: "row wrap" }, gender(), foreigner()),
      el(
        "div",
        { className: "row wrap" },
        list(
          say("carrier"),
          { name: "carrier" },
          certification.carriers.map(({ code, name }) => [code, name]),
        ),
        field(say("phone"), {
          name: "phone",
          value: certification.phone ?? "",
          placeholder: "01012345678",
          inputMode: "tel",
        }),
      ),
    ),
    el("p", { className: "complaint", role: "alert" }),
    el("button", { type: "submit", className: "primary" }, say("verify")),
    endings(certification.reasons, act),
  );
  if (certification.carrier) form.elements.carrier.value = certification.carrier;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act("verify", personIn(form));
  });
  return { title: say("certification"), content: [request(view), form] };
}

function request(view) {
  const { certification, channel } = view;
  return el(
    "section",
    { className: "order" },
    channelLine(channel),
    el("h1", {}, say("certification")),
    certification.min_age ? el("p", { className: "note" }, say("minAge", { n: certification.min_age })) : null,
    facts([
      [say("order"), view.merchant_uid],
      [say("channel"), `${channel.provider}.${channel.mid}`],
      [say("subMerchant"), view.tier],
    ]),
  );
}

function people(certification, choose) {
  return el(
    "fieldset",
    { className: "people" },
    el("legend", {}, say("who")),
    certification.people.map((person) =>
      el(
        "button",
        { type: "button", className: "person", onclick: () => choose(person) },
        icon(ICONS.person),
        el("b", {}, person.name),
        el("span", {}, person.birthday.slice(0, 4)),
      ),
    ),
  );
}

function gender() {
  return el(
    "fieldset",
    { className: "field gender" },
    el("legend", {}, say("gender")),
    ["male", "female"].map((each) =>
      option("gender", each, { checked: each === MALE, className: "chip" }, el("span", {}, say(each))),
    ),
  );
}

function foreigner() {
  return el(
    "label",
    { className: "check" },
    el("input", { type: "checkbox", name: "foreigner" }),
    el("span", {}, say("foreigner")),
  );
}

function fill(form, person) {
  for (const name of ["name", "birthday", "carrier", "phone"]) form.elements[name].value = person[name];
  form.elements.foreigner.checked = person.foreigner;
  for (const input of form.querySelectorAll("input[name=gender]")) input.checked = input.value === person.gender;
}

function personIn(form) {
  const { name, birthday, carrier, phone, foreigner } = form.elements;
  return {
    name: name.value.trim(),
    birthday: birthday.value.trim(),
    gender: chosen(form, "gender"),
    foreigner: foreigner.checked,
    carrier: carrier.value,
    phone: phone.value.replace(/[^0-9]/g, ""),
  };
}
