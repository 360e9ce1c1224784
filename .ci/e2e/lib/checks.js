// What must hold of every page, whoever opens it and however.
import { appendFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { desk, out, phone } from "./browser.js";

const here = dirname(fileURLToPath(import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const html = new HtmlValidate(new FileSystemConfigLoader());
export const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// axe gives what axe-core finds wrong with the page as it stands.
export async function axe(page) {
  if (await page.evaluate(() => !window.axe)) await page.evaluate(axeSource);
  return page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.target.join(" ")} ${n.any.map((c) => c.message).join("; ")}`).join(" | ")}`);
  }, rules);
}

// valid gives what html-validate finds wrong with a page's HTML.
export async function valid(text) {
  const report = await html.validateString(text, join(here, "..", "page.html"));
  return report.results.flatMap((r) => r.messages.map((m) => `line ${m.line}: ${m.ruleId}: ${m.message}: ${text.split("\n")[m.line - 1].trim().slice(0, 160)}`));
}

// wide gives what makes a page scroll sideways; boxes that scroll by
// themselves may be as wide as they like.
export const wide = (page) => page.evaluate(() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return Array.from(document.querySelectorAll("body *"))
    .filter((e) => e.getBoundingClientRect().right > most + 1 && !e.closest(".scroll, .skip, .unseen"))
    .map((e) => `${e.tagName} ${e.className} ${(e.innerText || "").slice(0, 40)}`)
    .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
});

// served is the HTML of the page as it came. A conversation has changed since,
// so it is asked for again.
async function served(person) {
  if (!/^\/(talk|as)\//.test(new URL(person.page.url()).pathname)) return person.document.text();
  return (await person.context.request.get(person.page.url())).text();
}

// look holds the page that a person is at against everything, in both sizes
// and both colour schemes, and keeps pictures of it. What it finds stands among
// the person's faults: see Person.sound.
export async function look(person, name) {
  const { page } = person;
  const faults = (await valid(await served(person))).map((f) => `html: ${f}`);
  const before = page.viewportSize();
  let held = 0;
  for (const [size, width] of [[phone, "320"], [desk, "1280"]]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const found = [...await axe(page), ...(await wide(page)).map((w) => `too wide: ${w}`)];
      faults.push(...found.map((f) => `${width} px, ${colorScheme}: ${f}`));
      held += found.length === 0;
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
  appendFileSync(process.env.HEARTH_E2E_LOOKED, JSON.stringify({ name, path: new URL(page.url()).pathname, method: person.document.request().method(), held }) + "\n");
  person.faults.push(...faults.map((f) => `${name}: ${f}`));
}
