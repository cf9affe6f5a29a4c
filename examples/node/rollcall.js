// A client of npm's auth0 for a running Rollcall, and words for what the examples check.
//
// ROLLCALL is the host and port. ROLLCALL_ADMIN_TOKEN is shown as it is; with ROLLCALL_CLIENT_ID and ROLLCALL_CLIENT_SECRET in its
// place the client asks /oauth/token first. HTTPS=1 leaves the scheme as it is.
"use strict";

const assert = require("node:assert");
const { ManagementClient, ManagementError } = require("auth0");

const domain = process.env.ROLLCALL || "127.0.0.1:8080";
const scheme = process.env.HTTPS ? "https://" : "http://";
const plain = (url, init) => fetch(String(url.url ?? url).replace("https://", "http://"), init);

exports.rollcall = new ManagementClient({
  domain,
  ...(process.env.ROLLCALL_CLIENT_ID
    ? { clientId: process.env.ROLLCALL_CLIENT_ID, clientSecret: process.env.ROLLCALL_CLIENT_SECRET }
    : { token: process.env.ROLLCALL_ADMIN_TOKEN }),
  ...(process.env.HTTPS ? {} : { fetch: plain }),
});

/** Every item of all pages. */
exports.all = async (page) => {
  const items = [];
  for await (const item of await page) items.push(item);
  return items;
};

/** That a call is refused with a status; what the answer says. */
exports.refused = async (status, call) => {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof ManagementError, String(error));
    assert.strictEqual(error.statusCode, status);
    assert.strictEqual(error.body.statusCode, status);
    return error.body;
  }
  assert.fail("was not refused with " + status);
};

/** What an identity provider posts to a connection's SCIM endpoint; the resource that was made. */
exports.provision = async (connection, token, type, resource) => {
  const answer = await fetch(`${scheme}${domain}/scim/v2/connections/${connection}/${type}`, {
    method: "POST",
    headers: { authorization: "Bearer " + token, "content-type": "application/scim+json" },
    body: JSON.stringify(resource),
  });
  assert.strictEqual(answer.status, 201);
  return answer.json();
};

/** Runs an example, and ends the process with 1 when something of it fails. */
exports.run = (example) => example().then(
  () => console.log("all is well"),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
