// What there is to know of the page: a small handle in the corner, and a panel that it opens.

const NOTES = "waypost-preview-notes";

const notes = (() => {
  const title = make("h2", { id: "title" });
  const list = scrolled({ "aria-labelledby": "title" });
  const scope = make("button", { type: "button", class: "scope" });
  const close = make("button", { type: "button", class: "close" }, "Close ", make("kbd", {}, "Esc"));
  const panel = make("section", { id: "panel", class: "notes", role: "dialog", "aria-labelledby": "title" },
    make("header", {}, title, scope, close), list);
  const handle = make("button",
    { type: "button", class: "handle", "aria-expanded": "false", "aria-controls": "panel", "aria-haspopup": "dialog" }, "Notes");
  const gone = make("p", { class: "gone", role: "status" });
  const { host, root } = shadow("waypost-notes");
  panel.hidden = gone.hidden = true;
  root.append(gone, panel, handle);

  let ofPage = { title: "", count: 0, html: "" };
  let wholeSite = false;

  function tell({ title: words, html }) {
    const place = list.scrollTop;
    title.textContent = words;
    if (list.innerHTML !== html) list.innerHTML = html;
    list.scrollTop = place;
    scope.textContent = wholeSite ? "This page" : "Whole site";
  }

  async function fill() {
    if (panel.hidden) return;
    if (!wholeSite) return tell(ofPage);
    tell({ title: "Looking through the whole site …", html: list.innerHTML });
    try {
      const answer = await (await fetch(new URL("notes", script.src))).json();
      if (wholeSite) tell(answer);
    } catch {
      tell({ title: "The preview does not answer", html: "" });
    }
  }

  function show(open) {
    panel.hidden = !open;
    handle.hidden = open;
    handle.setAttribute("aria-expanded", String(open));
    memory.set(NOTES, open ? (wholeSite ? "site" : "page") : "");
    return fill();
  }

  function hide() {
    show(false);
    handle.focus();
  }

  handle.addEventListener("click", async () => {
    if (!panel.hidden) return hide();
    show(true);
    close.focus();
  });
  scope.addEventListener("click", () => {
    wholeSite = !wholeSite;
    list.scrollTop = 0;
    show(true);
  });
  close.addEventListener("click", hide);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    hide();
  });

  return {
    begin() {
      // After the body: behind everything that the page itself has to say.
      document.documentElement.append(host);
      if (script.dataset.missing) {
        gone.textContent = "There is no page at this address now. If one is made, it appears here by itself.";
        gone.hidden = false;
      }
      const was = memory.get(NOTES);
      wholeSite = was === "site";
      if (was) show(true);
    },
    refresh() {
      if (wholeSite) fill();
    },
    update(next) {
      ofPage = next;
      handle.textContent = next.count === 0 ? "Notes" : next.count === 1 ? "1 note" : `${next.count} notes`;
      handle.dataset.count = next.count;
      fill();
    },
  };
})();
