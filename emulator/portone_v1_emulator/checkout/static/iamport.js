/* IMP, as the script of PortOne V1 gives it to a shop's page, for the emulator that serves it. */
(function () {
  "use strict";

  var ASKS = "/_emulator/windows";
  var MOBILE = /Android|iPhone|iPad|iPod|Mobile|Opera Mini/i;
  var NARROW = 640;
  var CHECKS_POPUP_EVERY = 300;
  var RESULT_MAY_TAKE = 700;

  var emulator = new URL(here(), window.location.href).origin;
  var shop = { user_code: "", tier: null };
  var current = null;

  /** The address of this script: the emulator is where it came from. */
  function here() {
    if (document.currentScript && document.currentScript.src) return document.currentScript.src;
    var known = /\/v1\/iamport\.js|\/js\/iamport\.payment/;
    var scripts = Array.prototype.slice.call(document.scripts).reverse();
    var script = scripts.find(function (each) {
      return known.test(each.src);
    });
    return script ? script.src : window.location.href;
  }

  function isMobile() {
    var data = navigator.userAgentData;
    if ((data && data.mobile) || MOBILE.test(navigator.userAgent)) return true;
    var touches = window.matchMedia && window.matchMedia("(pointer: coarse)").matches;
    return Boolean(touches) && window.innerWidth <= NARROW;
  }

  // The windows. Each can show an address, knows which window speaks for it, and goes away.

  function Layer() {
    var frame = document.createElement("iframe");
    var style = document.documentElement.style;
    var scrolled = style.overflow;
    frame.title = "PortOne V1 Emulator";
    frame.setAttribute("allowtransparency", "true");
    Object.assign(frame.style, {
      position: "fixed",
      inset: "0",
      width: "100%",
      height: "100%",
      border: "0",
      margin: "0",
      zIndex: "2147483647",
      background: "transparent",
      colorScheme: "light",
    });
    this.show = function (address) {
      frame.src = address;
      frame.addEventListener("load", function () {
        frame.focus();
      });
      style.overflow = "hidden";
      document.body.appendChild(frame);
    };
    this.speaker = function () {
      return frame.contentWindow;
    };
    this.isGone = function () {
      return false;
    };
    this.close = function () {
      style.overflow = scrolled;
      frame.remove();
    };
  }

  function Popup(opened) {
    this.show = function (address) {
      opened.location.replace(address);
      opened.focus();
    };
    this.speaker = function () {
      return opened;
    };
    this.isGone = function () {
      return opened.closed;
    };
    this.close = function () {
      opened.close();
    };
  }

  function Page() {
    this.show = function (address) {
      window.location.href = address;
    };
    this.speaker = function () {
      return null;
    };
    this.isGone = function () {
      return false;
    };
    this.close = function () {};
  }

  /** A popup must be opened at once, while the browser knows that the customer has clicked. */
  function openPopup() {
    var width = 480;
    var height = Math.min(860, window.screen.availHeight);
    var left = window.screenX + Math.max(0, (window.outerWidth - width) / 2);
    var top = window.screenY + Math.max(0, (window.outerHeight - height) / 2);
    var features = "popup,width=" + width + ",height=" + height + ",left=" + left + ",top=" + top;
    var opened = window.open("about:blank", "_blank", features);
    return opened ? new Popup(opened) : null;
  }

  // Asking, and telling the shop.

  function send(path, body) {
    // Text, so that the browser asks no permission first.
    var request = { method: "POST", body: JSON.stringify(body), credentials: "omit" };
    return fetch(emulator + path, request).then(function (response) {
      if (!response.ok) throw new Error("HTTP " + response.status);
      return response.json();
    });
  }

  function unreachable(params, error) {
    return {
      result: {
        success: false,
        imp_uid: null,
        merchant_uid: params.merchant_uid || null,
        error_code: "EMULATOR",
        error_msg: "PortOne V1 Emulator: " + emulator + " (" + error.message + ")",
      },
      redirect: null,
    };
  }

  /** Where the window did not open: the callback, or else, on phones, the redirect. */
  function refuse(answer, kind, callback) {
    if (callback) callback(answer.result);
    else if (kind === "page" && answer.redirect) window.location.href = answer.redirect;
  }

  function finish(session, result) {
    if (session.over) return;
    session.over = true;
    window.clearInterval(session.timer);
    window.removeEventListener("message", session.listen);
    session.view.close();
    if (current === session) current = null;
    if (session.callback) session.callback(result);
  }

  /** The customer closed the popup: unless its result is on the way, that was all. */
  function left(session) {
    window.clearInterval(session.timer);
    window.setTimeout(function () {
      if (session.over) return;
      send(ASKS + "/" + session.token + "/leave", {}).then(
        function (answer) {
          finish(session, answer.result);
        },
        function (error) {
          finish(session, unreachable({}, error).result);
        }
      );
    }, RESULT_MAY_TAKE);
  }

  function begin(view, token, callback) {
    var session = { view: view, token: token, callback: callback, over: false };
    session.listen = function (event) {
      if (event.origin !== emulator || event.source !== view.speaker()) return;
      var said = event.data;
      if (said && said.from === "portone-v1-emulator" && said.token === token) {
        finish(session, said.result);
      }
    };
    window.addEventListener("message", session.listen);
    session.timer = window.setInterval(function () {
      if (view.isGone()) left(session);
    }, CHECKS_POPUP_EVERY);
    current = session;
  }

  function abandon() {
    if (!current) return;
    current.callback = null;
    finish(current, null);
  }

  function open(what, kind, params, callback) {
    var view = kind === "popup" ? openPopup() : null;
    if (!view && kind === "popup") kind = "layer"; // the browser lets no popup through
    view = view || (kind === "page" ? new Page() : new Layer());
    abandon();
    send(ASKS, {
      kind: what,
      place: kind,
      user_code: shop.user_code,
      tier: shop.tier,
      params: params,
    })
      .catch(function (error) {
        return unreachable(params, error);
      })
      .then(function (answer) {
        if (!answer.token) {
          view.close();
          return refuse(answer, kind, callback);
        }
        if (kind !== "page") begin(view, answer.token, callback);
        view.show(emulator + ASKS + "/" + answer.token);
      });
  }

  window.IMP = {
    /** Say whose shop this is. */
    init: function (userCode) {
      shop = { user_code: String(userCode), tier: null };
    },

    /** Say for which sub-merchant of an agency this is. */
    agency: function (userCode, tierCode) {
      shop = { user_code: String(userCode), tier: tierCode ? String(tierCode) : null };
    },

    /** Open a pay window. */
    request_pay: function (params, callback) {
      var popup = params.popup === true;
      open("payment", popup ? "popup" : isMobile() ? "page" : "layer", params, callback);
    },

    /** Open a window that verifies who the customer is. On a desktop it is always a popup. */
    certification: function (params, callback) {
      var popup = params.popup === true || !isMobile();
      open("certification", popup ? "popup" : "page", params, callback);
    },
  };
})();
