// Search, filter, sort and copy in a page of papers. Without this the page shows everything.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form");
    const list = document.getElementById("papers");
    const count = document.getElementById("count");
    const total = count.textContent;
    const controls = form.elements;
    const filters = ["year", "venue", "category", "task"].filter((name) => controls[name]);
    const papers = Array.from(list.children, (node, place) => ({ node, place, shown: true, text: null }));
    const order = new Intl.Collator("en", { numeric: true });

    const fold = (text) => {
      const plain = /[^\0-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}+/gu, "") : text;
      return plain.toLowerCase();
    };
    const textOf = (paper) => {
      if (paper.text === null) {
        const parts = paper.node.querySelectorAll("h2, .authors, .where, .chips li, .abstract p, .cite code, dd");
        paper.text = fold(Array.from(parts, (part) => part.textContent).join("\n"));
      }
      return paper.text;
    };
    const valuesOf = (paper, name) => {
      const data = paper.node.dataset;
      return name === "year" ? [(data.date || "").slice(0, 4)] : (data[name] || "").split("\n");
    };
    // "large language" models: words, and phrases in quotation marks.
    const wordsOf = (query) => (fold(query).match(/"[^"]+"|[^\s"]+/g) || []).map((word) => word.replaceAll('"', ""));

    const titleOf = (paper) => paper.node.querySelector("h2").textContent;
    const dateOf = (paper) => paper.node.dataset.date;
    const sorts = {
      new: [dateOf, (one, two) => (one < two ? 1 : one > two ? -1 : 0)],
      old: [(paper) => dateOf(paper) || "9", (one, two) => (one < two ? -1 : one > two ? 1 : 0)],
      title: [titleOf, order.compare],
      author: [(paper) => paper.node.dataset.author || "\uffff", order.compare],
      stars: [(paper) => Number(paper.node.dataset.stars || -1), (one, two) => two - one],
    };
    let sorted = "";
    const sort = () => {
      const chosen = controls.sort.value;
      if (chosen === sorted) return;
      sorted = chosen;
      const rows = papers.slice();
      if (chosen) {
        const [key, compare] = sorts[chosen];
        const keys = papers.map(key);
        rows.sort((one, two) => compare(keys[one.place], keys[two.place]) || one.place - two.place);
      }
      list.append(...rows.map((row) => row.node));
    };

    const filter = () => {
      const words = wordsOf(controls.q.value);
      const chosen = filters.map((name) => [name, controls[name].value]).filter(([, value]) => value);
      let shown = 0;
      for (const paper of papers) {
        const fits =
          chosen.every(([name, value]) => valuesOf(paper, name).includes(value)) &&
          (!words.length || words.every((word) => textOf(paper).includes(word)));
        if (fits !== paper.shown) paper.node.hidden = !(paper.shown = fits);
        shown += fits;
      }
      const said = shown === papers.length ? total : `${shown.toLocaleString("en")} of ${total}`;
      if (count.textContent !== said) count.textContent = said;
      document.getElementById("none").hidden = shown > 0 || !papers.length;
      const year = controls.year ? controls.year.value : "";
      for (const bar of document.querySelectorAll("#chart [data-year]")) {
        bar.classList.toggle("chosen", bar.dataset.year === year);
      }
    };
    const showAbstracts = () => root.classList.toggle("abstracts", Boolean(controls.abstracts?.checked));

    // What is chosen is kept in the address, so that it can be sent, and is there when one comes back.
    const remember = () => {
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (value) said.set(name, value);
      try {
        history.replaceState(null, "", said.size ? `#${said}` : location.pathname + location.search);
      } catch { /* Some browsers allow no such thing in a file, or not so often. */ }
    };
    const recall = () => {
      if (!location.hash.includes("=")) return;
      for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
        const control = controls[name];
        if (control && control.type === "checkbox") control.checked = true;
        else if (control && "value" in control) control.value = value;
      }
      for (const control of form.querySelectorAll("select")) if (control.selectedIndex < 0) control.selectedIndex = 0;
    };
    const apply = () => { showAbstracts(); sort(); filter(); };
    let waiting = 0;
    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); remember(); }, event.target.name === "q" ? 120 : 0);
    });
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", () => { recall(); apply(); });
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.matches?.("[type=search], select")) return;
      event.preventDefault();
      controls.q.focus();
    });
    document.getElementById("chart")?.addEventListener("click", (event) => {
      const { year } = event.target.dataset;
      if (!year) return;
      controls.year.value = controls.year.value === year ? "" : year;
      apply();
      remember();
    });

    const copy = async (part, button) => {
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(part.textContent);
      } catch {
        getSelection().selectAllChildren(part);
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = label; }, 1500);
    };
    // Buttons are made when what they copy is unfolded: a page of thousands opens sooner without them.
    const addButtons = (cite) => {
      const [key, bibtex] = [cite.querySelector("code"), cite.querySelector("pre")];
      for (const [part, label] of [[key, "Copy key"], [bibtex, "Copy BibTeX"]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.ariaLive = "polite"; // "Copied" is read aloud
        button.addEventListener("click", () => copy(part, button));
        key.parentNode.append(button);
      }
    };
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-fold]");
      if (!button) return;
      const fold = button.closest("li").querySelector(`.${button.dataset.fold}`);
      const open = fold.classList.toggle("open");
      button.setAttribute("aria-expanded", open);
      if (button.dataset.fold === "cite" && !fold.querySelector("button")) addButtons(fold);
      if (button.dataset.fold === "rest") {
        fold.tabIndex = -1; // the button goes, so the focus needs another place
        fold.focus();
      }
    });

    recall();
    apply();
    // What will be searched is made ready while nobody waits for it.
    const prepare = (deadline) => {
      for (const paper of papers) {
        if (paper.text === null) textOf(paper);
        if (deadline.timeRemaining() < 1) break;
      }
      if (papers.some((paper) => paper.text === null)) requestIdleCallback(prepare);
    };
    if (globalThis.requestIdleCallback) requestIdleCallback(prepare);
  });
})();
