// How long a reader on a slow phone waits, as JSON: `node waits.mjs BROWSER FLAGS SECTION FOLLOWING`, the addresses of a section and the next.
// Chromium is slowed four times. Each wait runs by the page's own clock, from a press to the frame that shows the answer. Of several turns
// the shortest counts: whatever else the machine does only adds to one.
import puppeteer from "puppeteer-core";

const TURNS = 7, SLOWER = 4, REST = 400;  // milliseconds that a pointer or finger rests on a link before it is pressed
const [executablePath, flags, section, following] = process.argv.slice(2);
const browser = await puppeteer.launch({executablePath, args: flags.split(" ")});

// What the page notes is written to the console, as it may be gone before it is asked.
const noteClick = () => addEventListener("click", () => console.log("clicked", performance.timeOrigin + performance.now()), true);
const notePanel = what => new MutationObserver((_, observer) => {
  if (!document.querySelector(`dialog[open] ${what}`)) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => console.log("answered", performance.timeOrigin + performance.now())));
}).observe(document.body, {childList: true, subtree: true});
const textPainted = () => new Promise(done => new PerformanceObserver(list => {
  const [paint] = list.getEntriesByName("first-contentful-paint"), [{activationStart}] = performance.getEntriesByType("navigation");
  if (paint) done(performance.timeOrigin + Math.max(paint.startTime, activationStart));
}).observe({type: "paint", buffered: true}));

async function visit(act) {
  const context = await browser.createBrowserContext(), page = await context.newPage();
  const noted = new Map(), waiting = new Map();
  page.on("console", message => {
    const [name, time] = message.text().split(" ");
    noted.set(name, Number(time));
    waiting.get(name)?.();
  });
  page.note = name => noted.get(name) ?? new Promise(done => waiting.set(name, () => done(noted.get(name))));
  await page.setViewport({width: 390, height: 844, deviceScaleFactor: 2});
  await page.emulateCPUThrottling(SLOWER);
  await page.goto(section, {waitUntil: "networkidle0"});
  await page.evaluate(noteClick);
  const result = await act(page);
  await context.close();
  return result;
}

/** From the press on the link to the next section to the painted text of it, which a driven browser fetches, but does not paint, before. */
const next = rest => visit(async page => {
  const link = await page.$(".turn [rel=next]");
  const navigated = page.waitForNavigation({waitUntil: "load"});
  if (link && rest) {
    await link.hover();
    await new Promise(done => setTimeout(done, rest));
  }
  if (link) await link.click();
  else await page.evaluate(address => [...document.links].find(({href}) => href === address).click(), following);  // in a drawer
  await navigated;
  const shown = await page.evaluate(textPainted);
  return shown - await page.note("clicked");
});

/** From the press on Cite to the panel, or to what stands in it. */
const panel = what => visit(async page => {
  await page.evaluate(notePanel, what);
  await page.click(".cite-link");
  return await page.note("answered") - await page.note("clicked");
});

/** What the page's thread does as a page loads, reckoned for the slow processor. */
const work = () => visit(async page => {
  await page.emulateCPUThrottling(1);
  const session = await page.createCDPSession();
  await session.send("Performance.enable", {timeDomain: "threadTicks"});
  await page.reload({waitUntil: "networkidle0"});
  const {metrics} = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({name, value}) => [name, 1000 * SLOWER * value]));
});

async function turns(measure, ...settings) {
  const found = [];
  for (let turn = 0; turn < TURNS; turn++) found.push(await measure(...settings));
  return found;
}

const waits = {next: Math.min(...await turns(next, 0)), "next after a rest on the link": Math.min(...await turns(next, REST))};
if (await visit(page => page.$(".cite-link"))) {
  waits["panel of citations"] = Math.min(...await turns(panel, "h2"));
  waits["reference in it"] = Math.min(...await turns(panel, ".reference"));
}
const loads = await turns(work);
for (const kind of ["Layout", "RecalcStyle", "Script", "Task"]) waits[`${kind} at load`] = Math.min(...loads.map(load => load[`${kind}Duration`]));
console.log(JSON.stringify(waits));
await browser.close();
