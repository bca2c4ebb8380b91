// What the pages do more with script: they look again while something is coming, search while somebody types, show times in
// the reader's own zone, copy and print. Everything works without it too.
"use strict";
(() => {
  const live = document.getElementById("live");
  const announce = (text) => { if (live) live.textContent = text; };

  const inOwnZone = (root) => {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    for (const time of root.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) {
        time.title = time.textContent;
        time.textContent = format.format(at);
      }
    }
  };

  // How many boxes of a form are ticked.
  const count = () => {
    for (const number of document.querySelectorAll("[data-count]")) number.textContent = number.form.querySelectorAll("input:checked").length;
  };
  document.addEventListener("change", count);

  const show = (root) => {
    for (const button of root.querySelectorAll("[data-copy], [data-copy-before], [data-print]")) button.hidden = false;
    inOwnZone(root);
    count();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy], button[data-copy-before], button[data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return window.print();
    const source = button.dataset.copy ? document.getElementById(button.dataset.copy) : button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = button.dataset.copied;
      announce(button.dataset.copied);
    } catch {
      if (source.select) source.select();
      else window.getSelection().selectAllChildren(source);
    }
  });

  // A text to copy is chosen as a whole, and one that stands in the place of the page's button is copied at once.
  document.addEventListener("focusin", ({ target }) => { if (target.matches("textarea[readonly]")) target.select(); });
  document.addEventListener("click", (event) => event.target.closest("summary.button")?.parentElement.querySelector("[data-copy-before]").click());

  // A request for a document parses without any script sink.
  const ask = (method, address, body) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "document";
    request.timeout = 20000;
    request.onload = () => {
      // The link has ended meanwhile: the page itself says so.
      if (request.status === 404 && method === "GET") location.reload();
      if (request.status === 200 && request.response) resolve(request.response);
      else reject();
    };
    request.onerror = request.ontimeout = reject;
    request.send(body);
  });
  // While something is coming the page asks for itself; one that answered a form names where it stands.
  const newest = () => ask("GET", document.getElementById("main").dataset.lookAt ?? location.href.split("#")[0]);
  const copies = (part) => [...part.childNodes].map((node) => document.importNode(node, true));

  const places = "a, button, summary, pre, textarea";
  // Where the reader is: the nearest part with a name, and the place within it.
  const place = (main) => {
    const focused = document.activeElement;
    if (!main.contains(focused) || focused === main) return undefined;
    const part = focused.closest("[id]");
    return { id: part.id, at: [...part.querySelectorAll(places)].indexOf(focused) };
  };
  const goTo = (main, { id, at }) => {
    const part = document.getElementById(id);
    const target = part?.querySelectorAll(places)[at] ?? main;
    target.focus({ preventScroll: true });
  };

  const replace = (page) => {
    const main = document.getElementById("main");
    const fresh = page.getElementById("main");
    if (!fresh) return;
    if (fresh.hasAttribute("data-look-again")) main.setAttribute("data-look-again", fresh.dataset.lookAgain);
    else main.removeAttribute("data-look-again");
    if (fresh.innerHTML === shown) return;
    shown = fresh.innerHTML;
    for (const details of main.querySelectorAll("details[id]")) {
      const other = page.getElementById(details.id);
      if (other) other.open = details.open;
    }
    const steps = page.getElementById("steps");
    if (steps) document.getElementById("steps")?.replaceWith(document.importNode(steps, true));
    const reader = place(main);
    main.replaceChildren(...copies(fresh));
    document.title = page.title;
    show(main);
    if (reader) goTo(main, reader);
    announce([...main.querySelectorAll("h1, .summary")].map((part) => part.textContent.trim()).join(". "));
  };

  // Right after something was done its end comes soon.
  const EARLY = [0.5, 1, 2];
  let looks = 0;
  let shown = document.getElementById("main")?.innerHTML;
  let failures = 0;
  let next;
  const lookAgain = () => {
    clearTimeout(next);
    const seconds = Number(document.getElementById("main")?.dataset.lookAgain);
    if (!seconds) return;
    const pause = seconds <= 3 ? EARLY[looks] ?? seconds : seconds;
    looks += 1;
    next = setTimeout(async () => {
      if (!document.hidden) {
        try {
          replace(await newest());
          failures = 0;
        } catch {
          failures += 1;
        }
      }
      lookAgain();
    }, pause * 1000 * Math.min(1 + failures, 10));
  };

  // Who comes back from a page of Microsoft's finds the newest state.
  document.addEventListener("visibilitychange", async () => {
    const main = document.getElementById("main");
    if (document.hidden || !main.hasAttribute("data-look-on-return") || Number(main.dataset.lookAgain)) return;
    try {
      replace(await newest());
      lookAgain();
    } catch {
      // The page stays as it is; its button looks too.
    }
  });

  // Typing searches by itself. An answer counts only while nothing was typed or ticked since it was asked for.
  let pause;
  let searches = 0;
  const search = async (form) => {
    const number = searches += 1;
    const fields = () => new URLSearchParams(new FormData(form));
    const asked = fields();
    try {
      const page = await ask("POST", form.action, asked);
      if (number !== searches || !page.getElementById("found") || !form.isConnected) return;
      if (String(fields()) !== String(asked)) return search(form);
      const found = document.getElementById("found");
      const reader = found.contains(document.activeElement) && document.activeElement.value;
      for (const part of ["end", "found", "bar"]) document.getElementById(part).replaceChildren(...copies(page.getElementById(part)));
      count();
      if (reader !== false) ([...found.querySelectorAll("input, button")].find((part) => part.value === reader) ?? form.elements.find).focus();
      announce(found.querySelector(".summary")?.textContent ?? "");
    } catch {
      // The page stays as it is; its button searches too.
    }
  };
  document.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    searches += 1;
    clearTimeout(pause);
    pause = setTimeout(search, 400, event.target.form);
  });

  // A printed page carries its address in the margin, and this one is a key.
  let address;
  addEventListener("beforeprint", () => {
    address = location.href;
    history.replaceState(null, "", "/connect/");
  });
  addEventListener("afterprint", () => history.replaceState(null, "", address));

  show(document);
  lookAgain();
})();
