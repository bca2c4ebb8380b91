// The main story, told through a client that was generated from the API's own description.

import createClient from "openapi-fetch";
import type { paths } from "./api.js";

declare const process: { env: Record<string, string | undefined> };

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

const client = createClient<paths>({
  baseUrl: setting("API"),
  headers: { Authorization: `Bearer ${setting("KEY")}` },
});

async function control(path: string, body: object): Promise<any> {
  const answer = await fetch(`${setting("MICROSOFT")}/control${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** The answer's data, or its problem as an error. */
function wanted<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

function expect(holds: boolean, seen: unknown): void {
  if (!holds) throw new Error(JSON.stringify(seen));
}

const once = () => ({ "Idempotency-Key": crypto.randomUUID() });

const tenant = await control("/tenants", { like: "all-well" });
const created = wanted(await client.POST("/v1/registrations", {
  params: { header: once() },
  body: {
    customer_id: "generated-typescript",
    customer_name: "Generated",
    plan: "BOOST",
    expected_domain: tenant.invitation_domain,
    system_user: tenant.system_user,
    sites: tenant.invite_sites,
  },
}));
expect(created.lifecycle.stage === "invited", created);

const path = { registration_id: created.id };
const link = wanted(await client.POST("/v1/registrations/{registration_id}/invitations", {
  params: { path, header: once() },
  body: { purpose: "connect", replace: true },
}));
const links = wanted(await client.GET("/v1/registrations/{registration_id}/invitations", { params: { path } }));
expect(links.items.length === 2, links);
const walked = await control("/robot", {
  link: link.url,
  account: tenant.account,
  answers: { system_user: tenant.system_user },
});
expect(walked.ended === "finished", walked);

const report = wanted(await client.POST("/v1/registrations/{registration_id}/verifications", {
  params: { path, header: once() },
}));
expect(report.outcome === "complete", report);
const seen = wanted(await client.GET("/v1/registrations/{registration_id}", { params: { path } }));
expect(seen.usable.sharepoint.answer === "yes" && seen.usable.mail.answer === "yes", seen);

// An event shows half a minute after it happened.
const giveUp = Date.now() + 120_000;
for (;;) {
  const page = wanted(await client.GET("/v1/events", { params: { query: { registration_id: created.id } } }));
  const event = page.items[0];
  if (event) {
    expect(event.type === "registration.connected", event);
    break;
  }
  expect(Date.now() < giveUp, page);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}
console.log("told");
