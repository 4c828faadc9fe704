/* The explorer: filters, searches, sorts and saves a table that is complete in the page.

   Without this file the table stands as it is. What is shown is said by the address, so that it can
   be sent and cited. Words of records are only ever written as text. Numbers in the comments are
   places in lists: the value 3 of a facet is that of its fourth box. */
(() => {
  "use strict";
  const root = document.querySelector("[data-explorer]");
  if (!root) return;
  const find = (selector) => root.querySelector(selector);
  const table = find("table");
  const search = find("input[type=search]");
  const count = find("[role=status]");
  const tags = find("[role=group]");
  const bar = find("[role=img]");
  const panel = find("details");
  const nothing = find(".pt-none");

  const MISSING = -1; // stands last, whichever way the table is sorted
  const LONGEST_SEARCH = 200;
  const GROUP = 50; // rows; browsers pass over groups that are out of sight
  const AT_ONCE = GROUP;
  const SLICE = 10 * GROUP;
  const SOON = 50; // milliseconds, after the next picture
  const rows = [...table.tBodies].flatMap((group) => [...group.rows]);
  const ids = table.dataset.ids.split(" ");
  const numbers = (codes) => codes.split(" ").map(Number);
  const facets = [...root.querySelectorAll("fieldset")].map((fieldset) => {
    const boxes = [...fieldset.querySelectorAll("input")];
    return {
      key: fieldset.name,
      boxes,
      places: new Map(boxes.map((box, at) => [box.value, at])),
      names: boxes.map((box) => box.nextElementSibling.textContent.trim()),
      numbers: boxes.map((box) => box.parentElement.lastElementChild),
      held: fieldset.dataset.held.split(" ").map((codes) => codes.split(".").map(Number)),
    };
  });
  const status = facets.find((facet) => facet.key === "status");
  const heads = new Map([...table.tHead.rows[0].cells].map((th) => [th.dataset.sort, th]));
  const ranks = new Map([
    ["order", rows.map((_, at) => at)],
    ["due", numbers(table.dataset.due).map((day) => day || MISSING)],
    ["evidence", numbers(table.dataset.evidence)],
    ...facets.filter((facet) => heads.has(facet.key)).map((facet) => [facet.key, ranked(facet)]),
  ]);
  const allRecords = count.textContent;
  const { some } = count.dataset;

  function ranked({ places, held }) {
    const none = places.get("-");
    return held.map(([first]) => (first === none ? MISSING : first));
  }

  /* ---- the state, and how the address says it ---- */

  function stateOf(address) {
    const query = new URLSearchParams(address);
    const [sort, order] = (query.get("sort") ?? "").split(".");
    return {
      chosen: facets.map(({ key, places }) => {
        const named = (query.get(key) ?? "").split(",").map((value) => places.get(value));
        return new Set(named.filter((at) => at !== undefined));
      }),
      words: (query.get("q") ?? "").slice(0, LONGEST_SEARCH),
      sort: ranks.has(sort) ? sort : "order",
      descending: ranks.has(sort) && order === "desc",
    };
  }

  function addressOf({ chosen, words, sort, descending }) {
    const query = [];
    const add = (key, value) => {
      query.push(`${key}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/")}`);
    };
    facets.forEach(({ key, boxes }, at) => {
      const values = [...chosen[at]].sort((a, b) => a - b).map((place) => boxes[place].value);
      if (values.length) add(key, values.join(","));
    });
    if (words.trim()) add("q", words.trim());
    if (sort !== "order" || descending) add("sort", sort + (descending ? ".desc" : ""));
    return query.length ? `?${query.join("&")}` : location.pathname;
  }

  let state = stateOf(location.search);
  let isTyping = false; // letters of one search make one step back, not one each

  function remember(typing) {
    const change = typing && isTyping ? "replaceState" : "pushState";
    isTyping = typing;
    try {
      history[change](null, "", addressOf(state));
    } catch {
      // A page that was opened as a file has no address to change.
    }
  }

  /* ---- which rows fit ---- */

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  let texts = null;

  function textsOfRows() {
    texts ??= rows.map((row, at) => {
      const [, pledge, who] = row.cells;
      return plain(`${pledge.firstChild.textContent} ${pledge.lastChild.textContent} ${who.textContent} ${ids[at]}`);
    });
    return texts;
  }

  function matching(words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    if (!wanted.length) return () => true;
    const all = textsOfRows();
    return (at) => wanted.every((word) => all[at].includes(word));
  }

  /* A row counts for the values of a facet if all else fits, whatever is chosen in that facet. */
  function select() {
    const matches = matching(state.words);
    const active = facets.filter((_, at) => state.chosen[at].size);
    const chosen = state.chosen.filter((places) => places.size);
    const tallies = new Map(facets.map((facet) => [facet, new Uint32Array(facet.boxes.length)]));
    const add = (facet, at) => facet.held[at].forEach((place) => tallies.get(facet)[place]++);
    const fits = rows.map((_, at) => {
      if (!matches(at)) return false;
      const failed = active.filter((facet, n) => !facet.held[at].some((place) => chosen[n].has(place)));
      if (failed.length === 0) facets.forEach((facet) => add(facet, at));
      else if (failed.length === 1) add(failed[0], at);
      return failed.length === 0;
    });
    return { fits, tallies };
  }

  /* ---- drawing ---- */

  let shown = rows.map((_, at) => at); // the rows that fit, in the order in which they stand
  let pending = 0;
  let counting = 0;

  function sorted(fits) {
    const rank = ranks.get(state.sort);
    const sign = state.descending ? -1 : 1;
    const last = (at) => rank[at] === MISSING;
    const found = rows.map((_, at) => at).filter((at) => fits[at]);
    return found.sort((a, b) => last(a) - last(b) || sign * (rank[a] - rank[b]) || a - b);
  }

  /* What fits on the screen stands there at once; what follows comes while nobody waits. */
  function showRows(places) {
    if (places.length === shown.length && places.every((at, n) => at === shown[n])) return;
    shown = places;
    clearTimeout(pending);
    for (const group of [...table.tBodies]) group.remove();
    addRows(0, AT_ONCE);
  }

  function addRows(from, to) {
    for (let at = from; at < Math.min(to, shown.length); at += GROUP) {
      const group = document.createElement("tbody");
      group.setAttribute("role", "rowgroup");
      group.append(...shown.slice(at, at + GROUP).map((place) => rows[place]));
      table.append(group);
    }
    if (to < shown.length) pending = setTimeout(addRows, 0, to, to + SLICE);
  }

  const write = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  function drawTicks() {
    facets.forEach(({ boxes }, at) => boxes.forEach((box, place) => {
      box.checked = state.chosen[at].has(place);
    }));
  }

  function drawFacets(tallies) {
    facets.forEach((facet, at) => {
      facet.boxes.forEach((box, place) => {
        const number = tallies.get(facet)[place];
        write(facet.numbers[place], String(number));
        box.parentElement.classList.toggle("is-zero", number === 0);
      });
    });
  }

  function drawHeads() {
    for (const [key, th] of heads) {
      if (key === state.sort) th.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
  }

  function drawTags() {
    const made = facets.flatMap((facet, at) =>
      [...state.chosen[at]].map((place) => tag(facet.names[place], () => state.chosen[at].delete(place))));
    if (state.words.trim()) made.push(tag(`“${state.words.trim()}”`, () => { state.words = ""; }));
    tags.hidden = !made.length;
    tags.replaceChildren(...made, tags.lastElementChild);
  }

  function tag(name, remove) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pt-ex-tag";
    button.textContent = name;
    button.setAttribute("aria-label", tags.dataset.remove.replace("{words}", () => name));
    button.addEventListener("click", () => {
      remove();
      change();
      (tags.querySelector(".pt-ex-tag") ?? search).focus();
    });
    return button;
  }

  /* The whole width stands for all records, so the bar shows how much of them is left. */
  const segments = status?.boxes.map((box) => {
    const segment = document.createElement("span");
    segment.className = `sw sw-${box.value}`;
    bar.append(segment);
    return segment;
  });

  function drawBar(fits) {
    if (!status) return;
    const tally = new Uint32Array(status.boxes.length);
    fits.forEach((fit, at) => { if (fit) tally[status.held[at][0]]++; });
    const said = [];
    segments.forEach((segment, place) => {
      segment.hidden = !tally[place];
      segment.style.width = `${(100 * tally[place]) / rows.length}%`;
      if (tally[place]) said.push(`${status.names[place]} ${tally[place]}`);
    });
    bar.hidden = !said.length;
    bar.setAttribute("aria-label", said.join(", "));
  }

  function draw() {
    const { fits, tallies } = select();
    if (search.value.trim() !== state.words.trim()) search.value = state.words;
    showRows(sorted(fits));
    // The result first: there may be a thousand counts beside it.
    clearTimeout(counting);
    counting = setTimeout(drawFacets, SOON, tallies);
    drawTicks();
    drawHeads();
    drawTags();
    drawBar(fits);
    table.hidden = !shown.length;
    nothing.hidden = shown.length > 0;
    write(count, shown.length === rows.length ? allRecords : some.replace("{n}", shown.length));
  }

  function change(typing = false) {
    remember(typing);
    draw();
  }

  /* ---- saving what is shown: from the lists of all records that lie beside the page ---- */

  const keep = {
    csv(text) {
      const [names, ...lines] = text.trimEnd().split("\r\n"); // no cell holds a carriage return
      const byId = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line]));
      return [names, ...chosenOf(byId), ""].join("\r\n");
    },
    json(text) {
      const byId = new Map(JSON.parse(text).map((entry) => [entry.id, entry]));
      return `${JSON.stringify(chosenOf(byId), null, 1)}\n`;
    },
  };

  const chosenOf = (byId) => shown.map((at) => byId.get(ids[at])).filter(Boolean);

  async function save(event) {
    if (addressOf(state) === addressOf(stateOf(""))) return; // the list as it lies there
    event.preventDefault();
    const link = event.currentTarget;
    const copy = document.createElement("a");
    copy.download = link.download;
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.statusText);
      const type = answer.headers.get("content-type") ?? "";
      const kept = keep[link.dataset.as](await answer.text());
      copy.href = URL.createObjectURL(new Blob([kept], { type }));
    } catch {
      copy.href = link.href; // a page that was opened as a file may not read another
      count.textContent = count.dataset.whole;
    }
    copy.click();
    if (copy.href.startsWith("blob:")) setTimeout(() => URL.revokeObjectURL(copy.href), 60_000);
  }

  /* ---- what works by script only ---- */

  for (const [key, th] of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    button.addEventListener("click", () => {
      state.descending = state.sort === key && !state.descending;
      state.sort = key;
      change();
    });
    th.append(button);
  }
  facets.forEach((facet, at) => {
    facet.boxes.forEach((box, place) => {
      box.addEventListener("change", () => {
        state.chosen[at][box.checked ? "add" : "delete"](place);
        change();
      });
    });
  });
  find("form").addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => {
    state.words = search.value;
    change(true);
  });
  for (const button of root.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      state = { ...stateOf(""), sort: state.sort, descending: state.descending };
      change();
      search.focus();
    });
  }
  for (const link of root.querySelectorAll("[data-as]")) link.addEventListener("click", save);
  addEventListener("popstate", () => {
    state = stateOf(location.search);
    isTyping = false;
    draw();
  });

  /* Beside the table the facets are open; above it they close into a button. */
  let isBeside = null;
  function fold() {
    const beside = getComputedStyle(panel.firstElementChild).display === "none";
    if (beside !== isBeside) panel.open = isBeside = beside;
  }

  panel.hidden = search.hidden = false;
  fold();
  addEventListener("resize", fold);
  draw();
  (window.requestIdleCallback ?? setTimeout)(textsOfRows);
})();
