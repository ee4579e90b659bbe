// What keeps the site from being made, over the last good page.

const CLOSED = "waypost-preview-closed";

const overlay = (() => {
  let host = null;
  let parts = null;
  let report = null;
  let cameFrom = null;

  function build() {
    const title = make("h2", { id: "title" });
    const first = make("p", { id: "first", class: "said" });
    const list = scrolled({ "aria-labelledby": "title" });
    const close = make("button", { type: "button", class: "close" }, "Close ", make("kbd", {}, "Esc"));
    const panel = make("section",
      { class: "panel", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "title", "aria-describedby": "first" },
      make("header", {}, title, close), first, list);
    const open = make("button", { type: "button", class: "open" });
    const said = make("p", { class: "said", role: "status" });
    close.addEventListener("click", dismiss);
    open.addEventListener("click", reveal);
    panel.addEventListener("keydown", stay);

    const made = shadow("waypost-errors");
    host = made.host;
    made.root.append(said, panel, open);
    // Before the body, so that one press of Tab from the top of the page reaches it.
    document.documentElement.insertBefore(host, document.body);
    parts = { title, first, list, close, panel, open, said, root: made.root };
  }

  // Tab goes round in the dialog; Escape is the way out.
  function stay(event) {
    if (event.key !== "Tab") return;
    const { close, list, root } = parts;
    const [from, to] = event.shiftKey ? [close, list] : [list, close];
    if (root.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }

  function reveal() {
    if (!parts.root.activeElement) cameFrom = document.activeElement;
    parts.panel.hidden = false;
    parts.open.hidden = true;
    parts.close.focus({ preventScroll: true });
  }

  function leave() {
    const place = cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : null;
    cameFrom = null;
    place?.focus({ preventScroll: true });
    return place !== null;
  }

  function dismiss() {
    const inside = parts.root.activeElement;
    parts.panel.hidden = true;
    parts.open.hidden = false;
    memory.set(CLOSED, report.key);
    if (inside && !leave()) parts.open.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !report || parts.panel.hidden) return;
    dismiss();
  });

  return {
    show(next) {
      if (script.dataset.errors === "shown" || next.key === report?.key) return;
      const isNew = !host;
      if (isNew) build();
      report = next;
      parts.title.textContent = next.title;
      parts.first.textContent = next.first;
      parts.open.textContent = next.title;
      parts.list.innerHTML = next.html;
      parts.list.scrollTop = 0;
      if (memory.get(CLOSED) === next.key) {
        parts.panel.hidden = true;
        parts.open.hidden = false;
        return;
      }
      if (isNew || parts.panel.hidden) reveal();
      else parts.said.textContent = `${next.title}. ${next.first}`;
    },
    clear() {
      memory.take(CLOSED);
      if (parts?.root.activeElement) leave();
      host?.remove();
      host = parts = report = cameFrom = null;
    },
  };
})();
