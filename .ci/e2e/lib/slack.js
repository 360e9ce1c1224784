// What hearth sends to Slack, held against Slack's own types.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const tsc = require.resolve("typescript/bin/tsc");
const types = join(dirname(require.resolve("@slack/types/package.json")), "dist", "index.d.ts");
const kinds = { message: "KnownBlock[]", modal: "Known<ModalView>", home: "Known<HomeView>" };
// Slack's views may have any block that has a type; ours are those that are known.
const head = `import type { HomeView, KnownBlock, ModalView } from "@slack/types"; type Known<V> = Omit<V, "blocks"> & { blocks: KnownBlock[] };`;

// payloads reads those of a platform in a directory: {"kind": "message" | "modal" |
// "home", "value": …}, one a file, and of those that are the same only the first.
// Those for Teams are called teams-….
export function payloads(dir, teams = false) {
  const seen = new Map();
  for (const name of readdirSync(dir).filter((n) => n.endsWith(".json") && n.startsWith("teams-") === teams).sort()) {
    const { kind, value } = JSON.parse(readFileSync(join(dir, name), "utf8"));
    const key = JSON.stringify([kind, value]);
    if (!seen.has(key)) seen.set(key, { name, kind, value });
  }
  return [...seen.values()];
}

// mistakes gives what the types say against the payloads, by their names. The
// compiler knows JSON as it stands in a program, each payload on one line.
export function mistakes(all) {
  const dir = mkdtempSync(join(tmpdir(), "slack-"));
  try {
    const lines = all.map(({ name, kind, value }, i) => {
      if (!kinds[kind]) throw new Error(`${name}: of kind ${kind}`);
      return `export const p${i}: ${kinds[kind]} = ${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")};`;
    });
    writeFileSync(join(dir, "payloads.ts"), [head, ...lines].join("\n"));
    writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({
      compilerOptions: { noEmit: true, strict: true, target: "es2022", module: "nodenext", types: [], paths: { "@slack/types": [types] } },
      files: ["payloads.ts"],
    }));
    const ran = spawnSync(process.execPath, [tsc, "--project", dir, "--pretty", "false"], { encoding: "utf8", maxBuffer: 1 << 26 });
    const out = {};
    let last;
    for (const line of ran.stdout.split("\n").filter(Boolean)) {
      const at = /payloads\.ts\((\d+),(\d+)\): (.*)/.exec(line);
      const about = at && all[at[1] - 2];
      if (about) {
        last = out[about.name] ??= [];
        if (last.length === 3) last.length = 2; // one mistake is often made many times
        last.push(`${at[3]} … ${lines[at[1] - 2].slice(Math.max(0, at[2] - 60), Number(at[2]) + 60)} …`);
      } else if (last && line.startsWith(" ")) {
        last[last.length - 1] += `\n${line}`;
      } else {
        throw new Error(`the compiler says: ${line}`);
      }
    }
    if (ran.error || (ran.status !== 0) !== (last !== undefined)) throw new Error(`the compiler ended with ${ran.status}: ${ran.error ?? ran.stderr}`);
    return out;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
