// The open tab's half of the preview. The server puts `style` (the overlay's CSS) in front of this text.
// Nothing here is ever part of the built site.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const events = new URL("events", script.src);
  const FOCUS = "waypost-preview-focus";
  const CLOSED = "waypost-preview-closed";

  // What this tab shows, in the server's own words. Sent back when the stream is opened again, so that
  // nothing is missed while the tab was hidden or the server away.
  let seen = script.dataset.seen;
  let stream = null;
  let again = 0;
  let pause = 500;

  const memory = {
    get(key) {
      try { return sessionStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try { sessionStorage.setItem(key, value); } catch { /* private windows may refuse */ }
    },
    take(key) {
      const value = memory.get(key);
      try { sessionStorage.removeItem(key); } catch { /* as above */ }
      return value;
    },
  };

  // --- the stream -----------------------------------------------------------------------------------

  // Browsers allow six connections to a host: a hidden tab gives its own back.
  function hush() {
    clearTimeout(again);
    stream?.close();
    stream = null;
  }

  function listen() {
    if (stream || document.hidden) return;
    clearTimeout(again);
    const url = new URL(events);
    url.searchParams.set("path", location.pathname);
    url.searchParams.set("seen", seen);
    stream = new EventSource(url);
    stream.onopen = () => { pause = 500; };
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return; // else the browser tries again by itself
      hush();
      again = setTimeout(listen, pause);
      pause = Math.min(pause * 2, 10000);
    };
    const on = (name, act) => stream.addEventListener(name, (event) => {
      act(event.data);
      seen = event.lastEventId || seen;
    });
    on("reload", reload);
    on("css", (data) => { if (!restyle(JSON.parse(data))) reload(); });
    on("errors", (data) => overlay.show(JSON.parse(data)));
    on("clear", () => overlay.clear());
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);

  // --- reload, keeping the place --------------------------------------------------------------------

  // The browser keeps the scroll position of a reload; it does not keep the focus.
  function reload() {
    hush();
    const trail = [];
    let element = document.activeElement;
    while (element && element !== document.body && !element.id) {
      const parent = element.parentElement;
      if (!parent) return location.reload();
      trail.unshift(Array.prototype.indexOf.call(parent.children, element));
      element = parent;
    }
    if (element && (trail.length || element.id)) {
      const tag = document.activeElement.localName;
      memory.set(FOCUS, JSON.stringify({ page: location.pathname, id: element.id, trail, tag }));
    }
    location.reload();
  }

  function refocus() {
    const kept = JSON.parse(memory.take(FOCUS) || "null");
    if (!kept || kept.page !== location.pathname) return;
    let element = kept.id ? document.getElementById(kept.id) : document.body;
    for (const index of kept.trail) element = element?.children[index];
    if (element?.localName === kept.tag) element.focus({ preventScroll: true });
  }

  // --- stylesheets without a reload -----------------------------------------------------------------

  const sheetName = (url) => url.pathname.replace(/\.[0-9a-f]{10}\.css$/, ".css");

  // Puts the new stylesheets in the place of the old ones; false if they do not match one to one.
  function restyle(addresses) {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    const swaps = [];
    for (const address of addresses) {
      const url = new URL(address, location.href);
      const old = links.find((link) => sheetName(new URL(link.href)) === sheetName(url));
      if (!old) return false;
      if (old.href !== url.href) swaps.push([old, url.href]);
    }
    for (const [old, href] of swaps) {
      const fresh = old.cloneNode();
      fresh.removeAttribute("integrity");
      fresh.href = href;
      // The old one stays until the new one is there, so that the page is never bare.
      fresh.onload = () => old.remove();
      fresh.onerror = () => location.reload();
      old.after(fresh);
    }
    return true;
  }

  // --- the errors -----------------------------------------------------------------------------------

  const overlay = (() => {
    let host = null;
    let parts = null;
    let report = null;
    let cameFrom = null;

    const make = (name, attributes, ...children) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...children);
      return element;
    };

    function build() {
      const title = make("h2", { id: "title" });
      const list = make("div", { class: "list", tabindex: "0", role: "group", "aria-labelledby": "title" });
      const close = make("button", { type: "button", class: "close" }, "Close ", make("kbd", {}, "Esc"));
      const panel = make("section", { class: "panel", role: "dialog", "aria-modal": "false", "aria-labelledby": "title" },
        make("header", {}, title, close), list);
      const open = make("button", { type: "button", class: "open" });
      const said = make("p", { class: "said", role: "alert" });
      close.addEventListener("click", dismiss);
      open.addEventListener("click", () => { reveal(); close.focus(); });
      panel.addEventListener("focusin", ({ relatedTarget }) => {
        if (!panel.contains(relatedTarget)) cameFrom = relatedTarget;
      });

      host = make("waypost-errors", { lang: "en", dir: "ltr" });
      const root = host.attachShadow({ mode: "open" });
      // A sheet made by script is not held up by a Content-Security-Policy; a <style> would be.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      root.append(said, panel, open);
      // Before the body, so that one press of Tab from the top of the page reaches it.
      document.documentElement.insertBefore(host, document.body);
      parts = { title, list, close, panel, open, said, root };
    }

    function reveal() {
      parts.panel.hidden = false;
      parts.open.hidden = true;
    }

    function dismiss() {
      const inside = parts.root.activeElement;
      parts.panel.hidden = true;
      parts.open.hidden = false;
      memory.set(CLOSED, report.key);
      if (inside) (cameFrom?.isConnected ? cameFrom : parts.open).focus();
      cameFrom = null;
    }

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !report || parts.panel.hidden) return;
      dismiss();
    });

    return {
      show(next) {
        if (script.dataset.errors === "shown" || next.key === report?.key) return;
        if (!host) build();
        report = next;
        parts.title.textContent = next.title;
        parts.open.textContent = next.title;
        parts.list.innerHTML = next.html;
        parts.list.scrollTop = 0;
        if (memory.get(CLOSED) === next.key) {
          parts.panel.hidden = true;
          parts.open.hidden = false;
        } else {
          reveal();
          parts.said.textContent = `${next.title} ${next.first}`;
        }
      },
      clear() {
        memory.take(CLOSED);
        host?.remove();
        host = parts = report = cameFrom = null;
      },
    };
  })();

  refocus();
  listen();
})();
