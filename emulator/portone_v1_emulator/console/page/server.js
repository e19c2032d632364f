// The control API, as the page calls it. It refuses in the language of the page.

import { language } from "./words.js";

/** A no of the emulator: its text says what to do, `field` what it is about. */
export class Refused extends Error {
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

/** What the control API answers to a GET. Filters that are empty are left out. */
export function get(path, filters = {}) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  return call("GET", query.size ? `${path}?${query}` : path);
}

/** Do something. */
export const post = (path, body = {}) => call("POST", path, body);

/** Take something back. */
export const remove = (path) => call("DELETE", path);

async function call(method, path, body) {
  const options = { method, headers: { "Accept-Language": language() } };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(`/_emulator${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error, answer.field);
  return answer;
}

/** A path with identities in it: at`/payments/${uid}`. */
export function at(texts, ...values) {
  return texts.reduce((path, text, i) => path + encodeURIComponent(values[i - 1]) + text);
}

const AGAIN_AFTER = 1500;

/** Follow the live feed: `changed` with every glance at the emulator, `connected` with whether there is one. */
export function follow(changed, connected) {
  let feed = null;
  let waiting = 0;

  function open() {
    clearTimeout(waiting);
    feed?.close();
    feed = new EventSource("/_emulator/live");
    feed.addEventListener("change", (event) => {
      connected(true);
      changed(JSON.parse(event.data));
    });
    feed.onerror = () => {
      connected(false);
      feed.close();
      waiting = setTimeout(open, AGAIN_AFTER);
    };
  }

  // Browsers open six connections to a host: a console in a background tab takes none of them.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(waiting);
      feed?.close();
    } else {
      open();
    }
  });
  open();
}
