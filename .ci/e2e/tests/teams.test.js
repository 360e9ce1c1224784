// The structure of all that hearth sends to Teams: what the Go tests rendered, and
// what the stand-in for Teams accepted, against Microsoft's own libraries. Lengths
// and counts the Go tests hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { payloads } from "../lib/slack.js";
import { checks } from "../lib/teams.js";

async function mistakes(all) {
  const out = {};
  for (const { name, kind, value } of all) {
    assert.ok(checks[kind], `${name}: of kind ${kind}`);
    const said = await checks[kind](value);
    if (said.length > 0) out[name] = said.slice(0, 3);
  }
  return out;
}

test("all that is sent to Teams is made as Microsoft's libraries say", async (t) => {
  assert.ok(process.env.HEARTH_TEST_PAYLOADS, "HEARTH_TEST_PAYLOADS says where the Go tests left what they rendered");
  const all = payloads(process.env.HEARTH_TEST_PAYLOADS, true);
  for (const kind of Object.keys(checks)) assert.ok(all.some((p) => p.kind === kind), `nothing of kind ${kind} is there`);
  assert.deepEqual(await mistakes(all), {});
  t.diagnostic(`${all.length} payloads`);
});

// What can't fail proves nothing.
const text = { type: "TextBlock", text: "Go on", wrap: true };
const card = (change) => ({ type: "AdaptiveCard", version: "1.5", body: [text], ...change });
const attached = (content) => ({ contentType: "application/vnd.microsoft.card.adaptive", content });
const input = { type: "Input.Text", id: "what", label: "What" };
const app = {
  $schema: "https://developer.microsoft.com/en-us/json-schemas/teams/v1.19/MicrosoftTeams.schema.json",
  manifestVersion: "1.19",
  version: "1.0.0",
  id: "11111111-2222-4333-8444-555555555555",
  developer: { name: "A council", websiteUrl: "https://council.example", privacyUrl: "https://council.example/p", termsOfUseUrl: "https://council.example/t" },
  name: { short: "hearth", full: "hearth" },
  description: { short: "Answers from the papers", full: "Answers from the council's own papers" },
  icons: { outline: "outline.png", color: "color.png" },
  accentColor: "#204060",
  bots: [{ botId: "11111111-2222-4333-8444-555555555555", scopes: ["personal"] }],
};
const good = {
  "an activity": ["activity", { type: "message", text: "Go on", attachments: [attached(card())] }],
  "a card": ["card", card({ body: [text, input], actions: [{ type: "Action.Submit", title: "Go on", data: { any: { thing: 1 } } }] })],
  "a window": ["task", { task: { type: "continue", value: { title: "Go on", card: attached(card()) } } }],
  "a manifest": ["manifest", app],
};
const bad = {
  "an activity without a type": ["activity", { text: "Go on" }],
  "an activity whose text is a number": ["activity", { type: "message", text: 1 }],
  "an activity with an attachment of no type": ["activity", { type: "message", attachments: [{ content: card() }] }],
  "an activity with a bad card": ["activity", { type: "message", attachments: [attached(card({ body: [{ type: "Paragraph" }] }))] }],
  "an entity without a type": ["activity", { type: "message", text: "x", entities: [{ citation: [] }] }],
  "an element that isn't": ["card", card({ body: [{ type: "Paragraph", text: "x" }] })],
  "a colour that isn't": ["card", card({ body: [{ ...text, color: "red" }] })],
  "a property that isn't": ["card", card({ body: [{ ...text, colour: "good" }] })],
  "a property of an action that isn't": ["card", card({ actions: [{ type: "Action.Submit", title: "x", link: "y" }] })],
  "an action that isn't": ["card", card({ actions: [{ type: "Action.Http", title: "x" }] })],
  "an input without an id": ["card", card({ body: [{ type: "Input.Text", label: "x" }] })],
  "a choice of nothing": ["card", card({ body: [{ type: "Input.ChoiceSet", id: "a", label: "A" }] })],
  "a link to nowhere": ["card", card({ actions: [{ type: "Action.OpenUrl", title: "x" }] })],
  "a card that Teams can't draw": ["card", card({ version: "1.6" })],
  "a window without a card": ["task", { task: { type: "continue", value: { title: "x" } } }],
  "a window that doesn't continue": ["task", { task: { type: "stop" } }],
  "a manifest without a name": ["manifest", { ...app, name: undefined }],
  "a manifest with a name that is too long": ["manifest", { ...app, name: { short: "x".repeat(31), full: "hearth" } }],
  "a manifest with a field that isn't": ["manifest", { ...app, colour: "red" }],
  "a manifest with a scope that isn't": ["manifest", { ...app, bots: [{ ...app.bots[0], scopes: ["everywhere"] }] }],
  "a manifest of another version": ["manifest", { ...app, manifestVersion: "1.20" }],
};

test("what Teams would refuse is found, and what it takes is not", async () => {
  const all = Object.entries({ ...good, ...bad }).map(([name, [kind, value]]) => ({ name, kind, value: JSON.parse(JSON.stringify(value)) }));
  assert.deepEqual(Object.keys(await mistakes(all)).sort(), Object.keys(bad).sort());
});
