/* Runs the scripts of the page that checks quotations on an essay, as the page does. Reads JSON, and writes JSON. */
import {readFileSync} from "node:fs";
import {runInThisContext} from "node:vm";

const {scripts, kind, content, base, title} = JSON.parse(readFileSync(0, "utf8"));
globalThis.window = globalThis;
for (const path of scripts) runInThisContext(readFileSync(path, "utf8"), {filename: path});
const {readers, readerEditions, checkEssay, summarizeEssay, describeFinding, describeReference, reportPage, reportCsv} = runInThisContext(`({
  readers: {text: parseText, markdown: text => parseText(text, true), docx: parseWord, odt: parseOpenDocument, pdf: parsePdf},
  readerEditions, checkEssay, summarizeEssay, describeFinding, describeReference, reportPage, reportCsv,
})`);
const report = await checkEssay(readerEditions, readers[kind](content));
const findings = report.findings.map(finding => ({...finding, steps: undefined, said: describeFinding(finding)}));
const references = report.references.map(reference => ({...reference, said: describeReference(reference, report.current)}));
process.stdout.write(JSON.stringify({
  summary: summarizeEssay(report), unit: report.unit, findings, references, citations: report.citations.wrong,
  html: reportPage(report, title, base), csv: reportCsv(report, base),
}));
