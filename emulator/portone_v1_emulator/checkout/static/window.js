/** The window: asks what it shows, lets the customer act, and hands the result over. */

import { el, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { certificationPage } from "./certification.js";
import { paymentPage } from "./payment.js";
import { say, speak, spoken, switchLanguage } from "./words.js";

const address = window.location.pathname;
const token = address.slice(address.lastIndexOf("/") + 1);

let view = null;

async function ask(path, body) {
  const headers = { "Accept-Language": spoken() };
  const request = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(`${address}/${path}`, request);
  if (response.status === 404) return null;
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

/** Do something, and end the window when it is over. What is wrong with it is shown, to try again. */
async function act(action, body = {}) {
  const main = document.querySelector("main");
  main.inert = true;
  main.classList.add("working");
  complain("");
  try {
    const end = await ask(action, body);
    if (end === null) return showGone();
    finish(end);
  } catch (problem) {
    complain(problem instanceof TypeError ? say("trouble") : problem.message);
  } finally {
    main.inert = false;
    main.classList.remove("working");
  }
}

function complain(text) {
  const place = document.querySelector(".complaint");
  if (place) place.textContent = text;
}

/** Hand the result to the page that opened the window, or go back to the shop. */
function finish(end) {
  const opener = openedBy();
  if (end.redirect) {
    showEnd(end, say("goingBack"), false);
    window.location.replace(end.redirect);
  } else if (opener) {
    const message = { from: "portone-v1-emulator", token, result: end.result };
    opener.postMessage(message, view.origin || "*");
    if (view.place === "popup") window.close();
  } else {
    showEnd(end, say(end.is_page ? "nowhere" : "handedOver"), true);
  }
}

function openedBy() {
  if (view.place === "layer" && window.parent !== window) return window.parent;
  if (view.place === "popup") return window.opener;
  return null;
}

// What there is to see.

function frame(title, ...content) {
  const bar = el(
    "header",
    { className: "bar" },
    el(
      "p",
      { className: "mark" },
      el("strong", {}, say("emulator")),
      el("span", {}, say(view?.kind === "certification" ? "notRealPerson" : "notReal")),
    ),
    el("button", { type: "button", className: "quiet", onclick: changeLanguage }, say("otherLanguage")),
    view && !view.end
      ? el(
          "button",
          { type: "button", className: "quiet round", "aria-label": say("close"), onclick: () => act("close") },
          icon(ICONS.close),
        )
      : null,
  );
  document.title = `${title} · ${say("emulator")}`;
  document.body.className = view?.place ?? "page";
  document.body.replaceChildren(
    el("main", { className: view?.kind ?? "notice" }, el("div", { className: "tape" }), bar, ...content),
  );
}

function changeLanguage() {
  switchLanguage();
  show();
}

function show() {
  if (view.end) return finish(view.end);
  const page = view.kind === "certification" ? certificationPage : paymentPage;
  const { title, content } = page(view, act);
  frame(title, ...content);
}

function showEnd(end, text, withResult) {
  view = { ...view, end };
  const kind = end.succeeded ? successName() : say("failed");
  frame(
    kind,
    el(
      "section",
      { className: "end" },
      el("div", { className: end.succeeded ? "seal good" : "seal bad" }, icon(ICONS[end.succeeded ? "done" : "failed"])),
      el("h1", {}, kind),
      end.message ? el("p", { className: "why" }, end.message) : null,
      el("p", { className: "soft" }, text),
      withResult ? el("pre", { tabIndex: 0 }, JSON.stringify(end.result, null, 2)) : null,
    ),
  );
}

function successName() {
  if (view.kind === "certification") return say("verified");
  if (view.end.result.vbank_num) return say("accountOpened");
  return say(view.payment.issues_key_for ? "keyIssued" : "paid");
}

function showGone() {
  frame(
    say("gone"),
    el(
      "section",
      { className: "end" },
      el("div", { className: "seal bad" }, icon(ICONS.failed)),
      el("h1", {}, say("gone")),
      el("p", { className: "soft" }, say("goneText")),
    ),
  );
}

window.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && view && !view.end) act("close");
});

speak(null);
view = await ask("view");
if (view === null) {
  showGone();
} else {
  speak(view.language);
  show();
}
