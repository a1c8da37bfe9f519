/* Quote and cite: a quotation, an address, a reference of a selected passage, a paragraph, a page or a hit of the search.
   References stand on the page that "Cite" leads to, fetched when needed. Without this script all links are plain. */
(() => {
  const STYLES = {apa: "APA 7", mla: "MLA 9", "chicago-author-date": "Chicago author-date", "chicago-notes": "Chicago notes", harvard: "Harvard"};
  const OURS = ".paragraph-number, .received-lines, .way-back, sup[id^=fnref]";  // within a paragraph, yet not of its text
  const KEY = "citation-style";

  const find = name => document.querySelector(name);
  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...content);
    return element;
  };
  const button = (text, act, attributes) => {
    const made = make("button", {type: "button", ...attributes}, text);
    made.addEventListener("click", act);
    return made;
  };
  const numberOf = paragraph => paragraph.id.slice(1);
  const linkTo = (paragraph, fragment = "") => {
    const own = document.documentElement.dataset.edition ? "cite-as" : "canonical";  // a released edition's canonical is the living page
    const href = `${(find(`link[rel=${own}]`) ?? location).href.split("#")[0]}#${paragraph.id}${fragment}`;
    return [make("a", {href}, href)];
  };

  /* The style is remembered, if need be only while the page is open. */
  let chosen = "";
  function style() {
    try { chosen = localStorage[KEY] ?? chosen; } catch { /* as said */ }
    return chosen in STYLES ? chosen : "apa";
  }
  function chooseStyle() {
    const select = make("select", {"aria-label": "Style"});
    for (const value in STYLES) select.add(new Option(STYLES[value], value, false, value === style()));
    select.addEventListener("change", () => {
      chosen = select.value;
      try { localStorage[KEY] = chosen; } catch { /* as said */ }
    });
    return select;
  }

  /* The page of references of this page, or at an address, without its styles, which the policy of this page would refuse;
     null where it cannot be had, as at a file:// address. */
  const fetched = {};
  async function fetchReferences(href) {
    const response = (/^http/.test(href) || typeof offline === "object") && await fetch(href);  // the copy for disks can
    if (!response.ok) throw response;
    const page = new DOMParser().parseFromString((await response.text()).replace(/<style.*?<\/style>/gs, ""), "text/html");
    for (const link of page.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), href);
    return page;
  }
  const references = (href = find(".cite-link")?.href) => fetched[href] ??= fetchReferences(href).catch(() => fetched[href] = null);

  function today() {
    const date = new Date().toLocaleDateString(/mla|harvard/.test(style()) ? "en-GB" : "en-US", {dateStyle: "long"});
    return style() === "mla" ? date.replace(/[A-Z]\w{4,}/, month => `${month.slice(0, month[0] === "S" ? 4 : 3)}.`) : date;
  }

  /* What that page says of an object in the chosen style. */
  function cited(page, object, first, last = first) {
    const block = page?.querySelector(`[data-object=${object}] [data-style=${style()}]`)?.cloneNode(true) ?? make("div");
    const form = !first || !block.querySelector("[data-form=one]") ? "whole" : first === last ? "one" : "range";
    const texts = {".accessed": today(), ".first": first, ".last": last};
    block.querySelectorAll(`h3, [data-form]:not([data-form=${form}])`).forEach(other => other.remove());
    for (const name in texts) block.querySelectorAll(name).forEach(place => place.replaceWith(texts[name]));
    return block;
  }
  const nodesOf = (block, name) => [...block.querySelector(name)?.cloneNode(true).childNodes ?? []];

  /* Copy lines, lists of strings and nodes, as HTML and as text. The clipboard gets promises: so it is the click that copies. */
  const status = make("p", {class: "status", role: "status"});
  const say = text => (find("dialog .status") ?? status).replaceChildren(...text ? [make("span", {}, text)] : []);
  const plain = node => node.nodeName === "BR" ? "\n" : (node.textContent ?? node).replace(/\s+/g, " ");
  async function copy(what, compose, source = references()) {
    const texts = source.then(page => {
      const lines = compose(page).filter(line => line.length);
      return {
        "text/plain": lines.map(line => line.map(plain).join("")).join("\n"),
        "text/html": lines.map(line => make("p", {}, ...line).outerHTML).join(""),
      };
    });
    const blob = type => texts.then(made => new Blob([made[type]], {type}));
    say("");
    try {
      await navigator.clipboard.write([new ClipboardItem({"text/plain": blob("text/plain"), "text/html": blob("text/html")})]);
    } catch {
      const made = await texts;
      const give = event => {
        event.preventDefault();
        for (const type in made) event.clipboardData.setData(type, made[type]);
      };
      document.addEventListener("copy", give);
      const done = document.execCommand("copy");
      document.removeEventListener("copy", give);
      if (!done) return say("The browser does not allow copying here.");
    }
    say(`${what} copied`);
  }
  const copyCitation = (name, link, number, source) => copy("Citation", page => {
    const block = cited(page, "page", number);
    return page ? [nodesOf(block, ".in-text"), nodesOf(block, ".reference")] : [[name], link];
  }, source);

  /* The page's words as one string, with a sign for each character of ours, and where each text and omission begins in it. */
  function read() {
    const begins = new Map(), walker = document.createTreeWalker(document.body);
    let text = "";
    for (let node; (node = walker.nextNode());) {
      const {data} = node, element = data ? node.parentElement : node;
      if (!data && !element.matches?.(".omission") || element.closest("script, style, .quoting")) continue;
      begins.set(node, text.length);
      text += element.closest(OURS) ? "\ufffc".repeat(data.length) : data ?? "";
    }
    return {text, begins};
  }

  /* What a range holds of the paragraphs: parts, each a text or a whole emendation, and where they stand. */
  function passage(range) {
    const {text: page, begins} = read(), parts = [];
    let start, end;
    for (const [node, begin] of begins) {
      const element = node.data ? node.parentElement : node, paragraph = element.closest("p"), emendation = element.closest(".emendation");
      if (!range.intersectsNode(node) || !paragraph?.querySelector(".paragraph-number") || element.closest(OURS)) continue;
      const from = node === range.startContainer ? range.startOffset : 0, to = node === range.endContainer ? range.endOffset : node.length;
      const text = node.data?.slice(from, to);
      if (!emendation) parts.push({paragraph, text});
      else if (text !== "" && parts.at(-1)?.emendation !== emendation) parts.push({paragraph, emendation});
      if (!text?.trim()) continue;
      start ??= begin + (emendation ? 0 : from);
      end = begin + (emendation ? node.length : to);
    }
    // A word dropped at an end is quoted only with the whole paragraph.
    const idle = ({paragraph, emendation, text}, end) => emendation
      ? !emendation.textContent && !range.isPointInRange(paragraph, end && paragraph.childNodes.length) : !text.trim();
    while (parts.length && idle(parts[0], 0)) parts.shift();
    while (parts.length && idle(parts.at(-1), 1)) parts.pop();
    return end && {parts, page, start, end, from: parts[0].paragraph, to: parts.at(-1).paragraph};
  }

  /* An emendation in a quotation: our words in brackets, or the received ones with [sic]. Quotation marks may differ silently. */
  const straight = text => text.trim().replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  function emended({dataset: {received: was}, textContent: is}, received) {
    if (straight(was) === straight(is)) return is;
    if (received) return was.trim() && was.replace(/\s*$/, " [sic]$&");
    return /^\s*\[.*\]\s*$/s.test(is) ? is : (is || was).replace(/\S.*\S|\S/s, is ? "[$&]" : "[…]");
  }
  const receivedShown = () => Boolean(find(".views [value=received]:checked"));
  function receivedWords({dataset: {received}, textContent: is}) {
    const was = received.trim() ? `“${received.trim()}”` : "nothing";
    return is ? `${was} for “${is.trim()}”` : `${was}, left out here`;
  }

  /* Nested quotation marks take the other kind, level by level; apostrophes stay. */
  function turn(text, outer, inner) {
    const open = [];
    return text.replace(/["“”'‘’]/g, (mark, at) => {
      const single = /['‘’]/.test(mark), rest = text.slice(at + 1);
      const opens = /[“‘]/.test(mark) || (/["']/.test(mark) && /^[^\p{L}\p{N}.,;:!?…)\]]?$/u.test(text.charAt(at - 1)) && /^[^\s.,;:!?)\]]/.test(rest));
      if (single && (opens ? mark === "'" && !/\S['’](?![\p{L}\p{N}])/u.test(rest) : /^[\p{L}\p{N}]/u.test(rest) || !open.includes(true))) return mark;
      if (!opens) open.pop();
      const kind = open.length % 2 ? outer : inner;
      if (opens) open.push(single);
      return kind[+!opens];
    });
  }

  function quote(found) {
    const {parts, from, to} = found, kinds = style() === "harvard" ? ["‘’", "“”"] : ["“”", "‘’"], numbers = [numberOf(from), numberOf(to)];
    const words = received => parts.map(({paragraph, emendation, text}, at) => {
      const said = (emendation ? emended(emendation, received) : text).replace(/\s+/g, " ");
      return paragraph === parts[at && at - 1].paragraph ? said : `\n${said}`;
    }).join("").replace(/ +/g, " ").replace(/\s*\n\s*/g, "\n").trim();
    const text = turn(words(found.received) || words(), ...kinds);  // of a gap alone nothing is received
    const lines = (kinds[0][0] + text + kinds[0][1]).split("\n").flatMap((line, at) => at ? [make("br"), line] : line);
    copy("Quotation", page => {
      const block = cited(page, "page", ...numbers), bare = `(para. ${[...new Set(numbers)].join("–")})`;
      return [[...lines, " ", ...page ? nodesOf(block, ".in-text") : [bare]], nodesOf(block, ".reference"), linkTo(from, fragment(found))];
    });
  }

  /* The text fragment of a passage: all its words if few, else the first and the last ones, without numbers of notes between them,
     which to a browser are words; with what it takes before or after to be found once. */
  const pattern = (words, space) => words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(space);
  function fragment({page, start, end}) {
    const words = [...page.matchAll(/[^\s\ufffc]+/g)];
    const chosen = (a, b) => words.slice(a, b + 1).map(word => word[0]);
    const encoded = (a, b) => encodeURIComponent(chosen(a, b).join(" ")).replace(/[-!'()*~]/g, sign => `%${sign.charCodeAt().toString(16)}`);
    const fits = (a, b) => words[a] && words[b] && !/\ufffc.|[\p{L}\p{N}]\ufffc$/su.test(page.slice(words[a].index, words[b].index + words[b][0].length + 1));
    const unique = (a, b, before, after) => {
      for (let size = 0; size < 9; size++) {
        for (let k = before && size; k >= (after ? 0 : size); k--) {
          const from = a - k, to = b + size - k;
          if (fits(from, to) && page.match(new RegExp(pattern(chosen(from, to), "\\s+"), "giu")).length === 1) {
            return [k && `${encoded(from, a - 1)}-`, encoded(a, b), to - b && `-${encoded(b + 1, to)}`].filter(Boolean);
          }
        }
      }
    };
    let a = words.findIndex(word => word.index + word[0].length > start), b = words.findLastIndex(word => word.index < end);
    while (a < b && !fits(a, a)) a++;
    while (a < b && !fits(b, b)) b--;
    let c = a, d = b;
    while (c < a + 4 && fits(a, c + 1)) c++;
    while (d > b - 4 && fits(d - 1, b)) d--;
    const found = fits(a, b) && b - a < 12 ? [unique(a, b, 1, 1)] : [unique(a, c, 1), unique(d, b, 0, 1)];
    return found.includes(undefined) ? "" : `:~:text=${found}`;
  }

  /* Arriving by such a link. Browsers mark the words, and take them out of the location; Chromium tells them among its entries. */
  function arrive(event) {
    const places = [location.href, window.navigation?.currentEntry?.url, event ? "" : performance.getEntriesByType("navigation")[0]?.name];
    const link = places.map(place => /#(\w+):~:(?:.*&)?text=(?:([^,&]*)-,)?([^&]*?)(?:,-([^,&]*))?(?:&|$)/.exec(place)).find(Boolean), [, id, before, words, after] = link ?? [];
    const paragraph = find(`p[id="${id}"] > .paragraph-number`)?.parentElement, alone = !("fragmentDirective" in document);
    find(".gone")?.remove();
    if (!paragraph) return;
    const {text, begins} = read(), from = begins.get(paragraph.firstChild.firstChild), space = "[\\s\ufffc]";
    const decoded = term => { try { return decodeURIComponent(term); } catch { return term; } };
    const loose = (term = "") => pattern(decoded(term).split(" "), `${space}+`);
    const found = new RegExp(`(${loose(before)}${space}*)(${words.split(",").map(loose).join("[^]*?")})${space}*${loose(after)}`, "iu").exec(text.slice(from));
    if (alone) location.replace(`#${id}`);
    if (!found || found.index > paragraph.textContent.length) {
      const note = make("p", {class: "gone", role: "status"});
      paragraph.after(note);
      const href = `${new URL("about/check/", find(".site").href)}?quotation=${encodeURIComponent(link.input)}`;
      return requestAnimationFrame(() => note.append("The words of this link are no longer here as they were quoted. ", make("a", {href}, "Compare them with every edition.")));
    }
    const start = from + found.index + found[1].length, end = start + found[2].length;
    for (const [node, begin] of alone ? begins : []) {
      const range = new Range(), mark = make("mark");
      if (begin >= end || begin + node.length <= start || !node.data || node.parentElement.closest(OURS)) continue;
      range.setStart(node, Math.max(start - begin, 0));
      range.setEnd(node, Math.min(end - begin, node.length));
      range.surroundContents(mark);
      document.addEventListener("pointerdown", () => mark.replaceWith(...mark.childNodes), {once: true});
    }
  }

  /* The bar at a selection and the menu of a paragraph, one at a time. Each stands in the page behind its paragraph. */
  let box = null, owner = null, quoted = null;
  let held = false, inside = false, touch = false;  // of the pointer

  function close() {
    const back = box?.contains(document.activeElement) && owner;
    box?.remove();
    owner?.removeAttribute("aria-expanded");
    box = owner = quoted = null;
    if (back) back.focus({preventScroll: true});
  }
  function open(made, behind, number, rects) {
    close();
    [box, owner] = [made, number];
    behind.after(box);
    references();
    const {left, top, width, height} = box.getBoundingClientRect(), last = rects[rects.length - 1];
    const y = [last.bottom + 6, rects[0].top - height - 6].find(y => y > 60 && y + height < innerHeight) ?? innerHeight - height - 8;
    const x = Math.max(8, Math.min(last.left, document.documentElement.clientWidth - width - 8));
    box.style.translate = `${x - left}px ${y - top}px`;
  }

  function offer() {
    const selection = getSelection(), count = selection.rangeCount;
    if (held || box && !quoted) return;
    if (!count || selection.isCollapsed) {
      if (quoted && !inside && !box.contains(document.activeElement)) close();
      return;
    }
    const range = selection.getRangeAt(0).cloneRange(), end = selection.getRangeAt(count - 1);
    range.setEnd(end.endContainer, end.endOffset);
    const found = passage(range);
    if (!found) return quoted && close();
    if (quoted && [Range.START_TO_START, Range.END_TO_END].every(edge => !range.compareBoundaryPoints(edge, quoted.range))) return;
    const foot = touch || matchMedia("(max-width: 44.98em)").matches ? " at-foot" : "";
    const bar = make("div", {class: `quoting quote-bar${foot}`, role: "toolbar", "aria-label": "Quote and cite"},
      button("Copy quotation", () => quote(found), {"aria-keyshortcuts": "q"}), chooseStyle());
    const emendations = found.parts.flatMap(({emendation}) => emendation ? [receivedWords(emendation)] : []);
    if (emendations.length) {
      const instead = make("input", {type: "checkbox"});
      instead.checked = found.received = receivedShown();
      instead.addEventListener("change", () => { found.received = instead.checked; });
      bar.append(make("p", {}, `Received: ${emendations.join("; ")}.`), make("label", {}, instead, " Quote the received wording"));
    }
    open(bar, found.to, found.from.firstChild, range.getClientRects());
    quoted = Object.assign(found, {range});
  }

  function menu(number) {
    const paragraph = number.parentElement, both = find(".views [value=both]"), range = new Range();
    const item = (text, act) => button(text, () => { close(); act(); }, {role: "menuitem", tabindex: "-1"});
    range.selectNodeContents(paragraph);
    location.hash = paragraph.id;
    open(make("div", {class: "quoting paragraph-menu", role: "menu", "aria-label": number.getAttribute("aria-label")},
      item("Copy link", () => copy("Link", () => [linkTo(paragraph)])),
      item("Copy citation", () => copyCitation(document.title, linkTo(paragraph), numberOf(paragraph))),
      item("Copy quotation", () => quote(Object.assign(passage(range), {received: receivedShown()}))),
      ...both ? [item("Show both texts", () => {
        both.checked = true;
        paragraph.scrollIntoView();
      })] : []), paragraph, number, [number.getBoundingClientRect()]);
    number.setAttribute("aria-expanded", "true");
    box.firstChild.focus();
  }

  async function panel(link) {
    close();
    const page = await references();
    if (!page) return location.assign(link.href);
    const number = make("select", {"aria-label": "Paragraph"}), results = make("div"), fieldset = make("fieldset", {}, make("legend", {}, "What is cited"));
    for (const {hash} of document.querySelectorAll("p > .paragraph-number")) number.add(new Option(`¶${hash.slice(2)}`, hash.slice(2), false, hash === location.hash));
    const title = name => page.querySelector(`[data-object=${name}] h2`)?.textContent;
    const objects = {page: title("page"), paragraph: number.length && "This paragraph", original: title("original")};
    for (const value in objects) {
      const input = make("input", {type: "radio", name: "cited", value});
      if (objects[value]) fieldset.append(make("div", {}, make("label", {}, input, ` ${objects[value]} `), value === "paragraph" ? number : ""));
    }
    const form = make("form", {}, fieldset, make("label", {}, "Style ", chooseStyle()));
    const show = () => {
      const chosen = form.elements.cited.value, what = chosen === "original" ? chosen : "page";
      const block = cited(page, what, chosen === "paragraph" && number.value);
      const names = {".reference": "Reference", ".in-text": style() === "chicago-notes" ? "Note" : "In the text"};
      for (const name in names) {
        const original = block.cloneNode(true), place = block.querySelector(name);
        place?.before(make("h3", {}, names[name]));
        place?.after(button("Copy", () => copy(names[name], () => [nodesOf(original, name)]), {"aria-label": `Copy: ${names[name]}`}));
      }
      results.replaceChildren(block, ...page.querySelectorAll(`[data-object=${what}] > .missing, .files`));
    };
    const dialog = make("dialog", {class: "quoting cite-panel md-typeset", "aria-label": "Cite"}, make("h2", {}, "Cite"), form, results,
      make("p", {class: "status", role: "status"}), button("Close", () => dialog.close()));
    fieldset.querySelector("input").checked = true;
    form.addEventListener("change", event => {
      if (event.target === number) form.elements.cited.value = "paragraph";
      show();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    show();
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("selectionchange", offer);
  document.addEventListener("pointerdown", event => {
    touch = event.pointerType !== "mouse";
    held = !touch;
    inside = box?.contains(event.target);
    if (!inside && !quoted) close();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      held = false;
      offer();
    });
  }
  document.addEventListener("click", event => {
    const link = event.target.closest(".paragraph-number, .cite-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    (link.matches(".cite-link") ? panel : menu)(link);
  });
  document.addEventListener("focusin", event => event.target.closest(".paragraph-number")?.setAttribute("aria-haspopup", "menu"));
  document.addEventListener("keydown", event => {
    const {key, target} = event, number = target.closest(".paragraph-number"), step = (key === "ArrowDown") - (key === "ArrowUp");
    const items = box && !quoted ? [...box.children] : [];  // of the menu
    if (key === "q" && quoted) offer();  // the selection may have changed since, and its event be still to come
    if (key === "Escape" || (key === "Tab" && items.length)) return close();
    if (step && items.length) items.at((items.indexOf(target) + step) % items.length).focus();
    else if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, select, textarea, [contenteditable]")) return;
    else if (key === "Tab" && quoted && !event.shiftKey && !box.contains(target)) box.firstChild.focus();
    else if (key === "q" && quoted) quote(quoted);
    else if (number && /^[q ]$/.test(key)) menu(number);
    else return;
    event.preventDefault();
  });

  /* In the search, C copies the citation of a hit. */
  document.addEventListener("keydown", event => {
    const hit = event.target.closest(".md-search-result__link");
    if (!hit || event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const {href, pathname, hash} = hit, root = new URL(`${JSON.parse(find("#__config").textContent).base}/`, location);
    const page = pathname.slice(root.pathname.length, -1) || "index", number = /^#p\d/.test(hash) && hash.slice(2);
    copyCitation(hit.querySelector("h1, h2").firstChild.textContent, [href], number, references(new URL(`cite/${page}.html`, root).href));
  }, true);

  /* Where the received text is shown, it is copied. */
  document.addEventListener("copy", event => {
    const selection = getSelection();
    if (!receivedShown() || selection.isCollapsed) return;
    const shown = make("div", {}, selection.getRangeAt(0).cloneContents()), emendations = shown.querySelectorAll(".emendation");
    if (!emendations.length) return;
    emendations.forEach(emendation => emendation.replaceWith(emendation.dataset.received));
    shown.querySelectorAll(`${OURS}, .quoting`).forEach(other => other.remove());
    document.body.append(shown);
    event.clipboardData.setData("text/plain", shown.innerText);
    event.preventDefault();
    shown.remove();
  });
  document.body.append(status);
  addEventListener("hashchange", arrive);
  arrive();
})();
