// What hearth sends to Teams, held against Microsoft's own libraries.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Activity } = require("@microsoft/agents-activity");
const cards = require("adaptivecards/dist/adaptivecards.js");
const { AppManifestUtils } = require("@microsoft/app-manifest");

// Teams draws cards up to this version; what is newer the library is to refuse.
const version = cards.Versions.v1_5;

// activity gives what the Activity Protocol's library says against an activity, and
// what of it gets lost in reading it.
export function activity(value) {
  try {
    const read = Activity.fromObject(structuredClone(value));
    const lost = Object.keys(value).filter((k) => JSON.stringify(read[k]) === undefined);
    return [...lost.map((k) => `${k} is lost`), ...(value.attachments ?? []).flatMap((a) => card(a.content))];
  } catch (e) {
    if (!e.issues) throw e;
    return e.issues.map((i) => `${i.path.join(".")}: ${i.message}`);
  }
}

// card gives what the cards' library says against a card, in reading and in its
// properties, and the fields that it would leave out.
export function card(value) {
  if (!/^1\.[0-5]$/.test(value.version)) return [`version ${value.version}`];
  const context = new cards.SerializationContext(version);
  const read = new cards.AdaptiveCard();
  read.parse(structuredClone(value), context);
  const said = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  said.push(...read.validateProperties().validationEvents.map((e) => e.message));
  unknown(value, read, said);
  return said;
}

// What an object holds the library reads by itself, not as a property.
const held = ["type", "$schema", "msteams", "fallback", "requires", "body", "actions", "items", "columns", "rows", "cells", "inlines", "facts", "images", "card"];

// unknown adds the fields that the library passes over in silence.
function unknown(value, read, said) {
  const known = (o) => new Set([...held, ...o.getSchema()._properties.map((p) => p.name)]);
  const walk = (json, object, path) => {
    const names = known(object);
    for (const k of Object.keys(json)) if (!names.has(k)) said.push(`${path}.${k} is no property of ${json.type}`);
  };
  walk(value, read, "card");
  const items = (json, path) => {
    if (Array.isArray(json)) return json.forEach((x, i) => items(x, `${path}[${i}]`));
    if (json === null || typeof json !== "object") return;
    const registry = cards.GlobalRegistry;
    const made = registry.elements.createInstance(json.type, version) ?? registry.actions.createInstance(json.type, version);
    if (made) walk(json, made, path);
    for (const [k, v] of Object.entries(json)) if (k !== "data") items(v, `${path}.${k}`);
  };
  items(value.body ?? [], "body");
  items(value.actions ?? [], "actions");
}

// task gives what is wrong with the answer that opens a window.
export function task(value) {
  const { type, value: window } = value.task ?? {};
  if (type !== "continue") return [`a task of type ${type}`];
  if (window.card?.contentType !== "application/vnd.microsoft.card.adaptive") return ["the task's card is none"];
  return card(window.card.content);
}

// manifest gives what the schema of its own version says against an app's manifest.
export async function manifest(value) {
  const at = /^https:\/\/developer\.microsoft\.com\/(?:en-us\/)?json-schemas\/teams\/(v1\.\d+)\/MicrosoftTeams\.schema\.json$/.exec(value.$schema ?? "");
  if (!at) return ["$schema is none of Teams' own"];
  if (at[1] !== `v${value.manifestVersion}`) return [`manifestVersion ${value.manifestVersion} with the schema of ${at[1]}`];
  const file = require.resolve("@microsoft/app-manifest").replace(/index\.js$/, `json-schemas/teams/${at[1]}/MicrosoftTeams.schema.json`);
  return AppManifestUtils.validateAgainstSchema(value, JSON.parse(readFileSync(file, "utf8")));
}

export const checks = { activity, card, task, manifest };
