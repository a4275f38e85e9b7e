// Parses flowcharts with Mermaid itself: node parse_mermaid.mjs FOLDER FILE…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { JSDOM } = createRequire(`${folder}/`)("jsdom");
const page = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const main = pathToFileURL(`${folder}/node_modules/mermaid/dist/mermaid.core.mjs`);
const mermaid = (await import(main)).default;
for (const file of files) {
  const parsed = await mermaid.parse(readFileSync(file, "utf8"));
  console.log(parsed.diagramType);
}
