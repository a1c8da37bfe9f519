// Renders with citeproc-js what scripts/reader/citing/reference_styles.py renders with pandoc. It reads {style, locale, lang, items, forms} as JSON,
// where forms are locators by name, and writes {id: {reference, forms}}.
import CSL from "citeproc";

function render({style, locale, lang, items, forms}) {
  const byId = Object.fromEntries(items.map((item) => [item.id, item]));
  const engine = new CSL.Engine({retrieveLocale: () => locale, retrieveItem: (id) => byId[id]}, style, lang, true);
  const inText = (id, locator) => {
    const cited = locator ? {id, locator, label: "paragraph"} : {id};
    return engine.previewCitationCluster({citationItems: [cited], properties: {noteIndex: 1}}, [], [], "html");
  };
  const one = (id) => {
    engine.updateItems([id]); // alone, because a reader cites one thing
    const [, [reference = ""]] = engine.makeBibliography();
    return {reference, forms: Object.fromEntries(Object.entries(forms).map(([name, locator]) => [name, inText(id, locator)]))};
  };
  return Object.fromEntries(items.map(({id}) => [id, one(id)]));
}

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => process.stdout.write(JSON.stringify(render(JSON.parse(Buffer.concat(chunks).toString("utf8"))))));
