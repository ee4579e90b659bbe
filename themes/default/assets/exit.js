// Leaving quickly. The link leads away by itself; this hides the page before the other one has loaded,
// and lets three presses of Shift do what a click does.
(() => {
  const exit = document.querySelector(".exit");
  const link = exit?.querySelector(".exit-link");
  if (!link) return;

  const within = 5000;
  const words = exit.dataset;
  const status = add(exit.parentNode, "span", "vh");
  status.setAttribute("role", "status");
  const lights = add(link, "span", "exit-lights");
  lights.setAttribute("aria-hidden", "true");
  lights.hidden = true;
  for (let at = 0; at < 3; at += 1) add(lights, "span", "");
  let presses = 0;
  let modifies = false;
  let timer;

  function add(to, name, kind) {
    const made = document.createElement(name);
    made.className = kind;
    to.append(made);
    return made;
  }

  function show(message) {
    status.textContent = message;
    lights.hidden = !presses;
    [...lights.children].forEach((light, at) => light.classList.toggle("on", at < presses));
  }

  function forget() {
    if (!presses) return;
    presses = 0;
    show(words.expired);
    clearTimeout(timer);
    timer = setTimeout(() => show(""), within);
  }

  function leave() {
    presses = 0;
    clearTimeout(timer);
    // Its style sheet hides whatever else the body holds.
    const cover = add(document.body, "div", "exit-cover");
    document.documentElement.classList.add("leaving");
    cover.setAttribute("role", "alert");
    add(cover, "span", "vh").textContent = words.loading;
    location.href = link.href;
  }

  function press() {
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) return leave();
    show(presses === 1 ? words.two : words.one);
    timer = setTimeout(forget, within);
  }

  // A press counts when the key goes up and has changed no other key or click in the meantime.
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      modifies = event.shiftKey;
      forget();
    } else if (!event.repeat) {
      modifies = event.ctrlKey || event.altKey || event.metaKey;
    }
  }, true);
  addEventListener("pointerdown", (event) => {
    modifies = event.shiftKey;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (!modifies) press();
    modifies = false;
  }, true);

  for (const way of document.querySelectorAll(`.exit-link, .skip[rel~="nofollow"]`)) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }

  // After Back the page may come as it was left.
  addEventListener("pageshow", () => {
    document.querySelectorAll(".exit-cover").forEach((cover) => cover.remove());
    document.documentElement.classList.remove("leaving");
    show("");
  });
})();
