// The structure of all that hearth sends to Slack: what the Go tests rendered, and
// what the stub of Slack accepted, against Slack's own types. Lengths and counts
// the Go tests hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { mistakes, payloads } from "../lib/slack.js";

test("all that is sent to Slack is made as Slack's types say", (t) => {
  assert.ok(process.env.HEARTH_TEST_PAYLOADS, "HEARTH_TEST_PAYLOADS says where the Go tests left what they rendered");
  const all = payloads(process.env.HEARTH_TEST_PAYLOADS);
  for (const kind of ["message", "modal", "home"]) assert.ok(all.some((p) => p.kind === kind), `nothing of kind ${kind} is there`);
  assert.deepEqual(mistakes(all), {});
  t.diagnostic(`${all.length} payloads`);
});

// What can't fail proves nothing.
const text = { type: "plain_text", text: "Go on" };
const bad = {
  "a block of no known type": ["message", [{ type: "paragraph", text }]],
  "text that is no object": ["message", [{ type: "section", text: "Go on" }]],
  "a button with markup": ["message", [{ type: "actions", elements: [{ type: "button", action_id: "a", text: { type: "mrkdwn", text: "*Go*" } }] }]],
  "a property that Slack doesn't know": ["message", [{ type: "divider", colour: "red" }]],
  "rich text without its section": ["message", [{ type: "rich_text", elements: [{ type: "text", text: "Go on" }] }]],
  "a style that is none": ["message", [{ type: "actions", elements: [{ type: "button", action_id: "a", text, style: "grave" }] }]],
  "a window without a title": ["modal", { type: "modal", blocks: [{ type: "divider" }] }],
  "an input without a label": ["modal", { type: "modal", title: text, blocks: [{ type: "input", element: { type: "plain_text_input", action_id: "a" } }] }],
  "a Home page with a title": ["home", { type: "home", title: text, blocks: [] }],
};

test("what Slack would refuse is found", () => {
  const good = { name: "good", kind: "message", value: [{ type: "actions", elements: [{ type: "button", action_id: "a", text, style: "danger" }] }] };
  const all = [good, ...Object.entries(bad).map(([name, [kind, value]]) => ({ name, kind, value }))];
  assert.deepEqual(Object.keys(mistakes(all)).sort(), Object.keys(bad).sort());
});
