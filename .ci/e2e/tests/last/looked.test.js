// Every page that hearth has was looked at by the suites before this one.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const looked = readFileSync(process.env.HEARTH_E2E_LOOKED, "utf8").trim().split("\n").map((l) => JSON.parse(l));

// No pages for people to read: files, machines' answers, and steps on the way to a page.
const noPages = ["/assets/{file}", "/papers/{id}/original", "/signin/work", "/healthz", "/readyz", "/metrics", "/page.css", "/page.js"];

test("every page was looked at, in both sizes and both colour schemes", (t) => {
  const patterns = new Set();
  for (const dir of ["bot", "cmd"]) {
    for (const f of readdirSync(join(root, dir), { recursive: true })) {
      if (!f.endsWith(".go") || f.endsWith("_test.go") || f.includes("test/")) continue;
      for (const [, p] of readFileSync(join(root, dir, f), "utf8").matchAll(/\.Handle\("GET ([^"]+)"/g)) patterns.add(p);
    }
  }
  assert.ok(patterns.size > 25, `only ${patterns.size} pages are found in the sources`);
  const shapes = [...patterns].filter((p) => !noPages.includes(p)).map((p) => [p, new RegExp("^" + p.replace("{$}", "").replace(/\{[^}]+\}/g, "[^/]+") + "$")]);
  const missed = shapes.filter(([, re]) => !looked.some((l) => re.test(l.path))).map(([p]) => p);
  assert.deepEqual(missed, [], "pages that nothing looked at");
  assert.ok(looked.every((l) => l.held === 4), "some were not without fault");
  t.diagnostic(`${looked.length} states of ${shapes.length} pages, each at 320 and 1280 px in both colour schemes: ${looked.length * 4} without fault`);
});
