// Choosing in a directory without loading whole pages. Every choice is a plain link to a page of its
// own: this script fetches that page and shows what differs. Where anything is amiss, the link is followed.
(() => {
  const shown = ["main", ".breadcrumbs", ".languages"];
  if (!document.querySelector(".choices") || !window.DOMParser || !window.fetch) return;

  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.append(status);
  let address = location.pathname;
  let turn = 0;
  unfold();

  async function load(url) {
    const answer = await fetch(url);
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    // A way to leave quickly comes with a page of its own.
    const has = (where) => !!where.querySelector(".exit");
    const differs = has(page) !== has(document);
    if (!answer.ok || !page.querySelector(".directory") || differs) throw new Error(url);
    return page;
  }

  function put(page) {
    const open = new Set();
    document.querySelectorAll(".facet[open]").forEach((facet) => open.add(facet.id));
    page.querySelectorAll(".facet").forEach((facet) => {
      facet.open = facet.open || open.has(facet.id);
    });
    for (const part of shown) {
      const [old, next] = [document.querySelector(part), page.querySelector(part)];
      if (old && next) old.replaceWith(next);
    }
    unfold();
    document.title = page.title;
    const link = (where) => where.querySelector('link[rel="canonical"]');
    if (link(document) && link(page)) link(document).href = link(page).href;
    status.textContent = document.querySelector(".found > .meta").textContent;
  }

  // Where the reader was: the same link, else the group that it stood in. On a phone the choices are folded
  // again, so that the reader sees what was found.
  function focus(url, group) {
    const fold = document.querySelector(".choosing");
    if (fold && !fold.open && fold.firstElementChild.getClientRects().length) {
      scrollTo(0, 0);
      fold.firstElementChild.focus({ preventScroll: true });
      return;
    }
    const links = [...document.querySelectorAll(".choices a")];
    const same = links.find((link) => link.href === url && link.hasAttribute("aria-current"));
    const next = same || document.querySelector(group ? `#${group} summary` : ".choices a");
    next?.focus({ preventScroll: true });
  }

  // For browsers whose styles cannot open the fold where there is room beside the list.
  function unfold() {
    const fold = document.querySelector(".choosing");
    if (fold && matchMedia("(min-width: 62em)").matches) fold.open = true;
  }

  async function go(url, arrived) {
    const mine = ++turn;
    try {
      const page = await load(url);
      if (mine !== turn) return;
      arrived(page);
      address = location.pathname;
    } catch {
      if (mine === turn) location.assign(url);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".choices a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    const group = link.closest(".facet")?.id;
    go(link.href, (page) => {
      history.pushState(null, "", link.href);
      put(page);
      focus(link.href, group);
    });
  });

  // Also told when only the part behind # is another.
  addEventListener("popstate", () => {
    if (location.pathname !== address) go(location.href, put);
  });
})();
