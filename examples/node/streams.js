// Makes, tests, changes and deletes event streams with npm's auth0 against a running Rollcall, receives what they send, and leaves
// nothing behind.
//
//   npm install
//   ROLLCALL=127.0.0.1:8080 ROLLCALL_ADMIN_TOKEN=… npm run streams
//
// The receiver listens on this machine, so the service must run with ROLLCALL_OUTBOUND_ALLOWED_NETWORKS=127.0.0.1; RECEIVER is the host
// by which the service reaches this machine otherwise. rollcall.js says what other variables there are.
"use strict";

const assert = require("node:assert");
const http = require("node:http");
const { Webhook } = require("standardwebhooks");
const { rollcall, all, refused, run } = require("./rollcall.js");

const { eventStreams } = rollcall;

// What came, and what is wrong with it. It refuses everything as long as it is broken, and whatever is not signed at any time.
const receiver = { events: [], broken: false, refusals: 0, secret: "" };
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    try {
      const event = new Webhook(receiver.secret).verify(Buffer.concat(chunks).toString(), request.headers);
      assert.strictEqual(request.headers.authorization, "Bearer receivers-own-token");
      if (receiver.broken) receiver.refusals++;
      else receiver.events.push(event);
      response.writeHead(receiver.broken ? 400 : 204).end();
    } catch (error) {
      receiver.refusals++;
      response.writeHead(403).end(String(error));
    }
  });
});

const until = async (what, check) => {
  for (let i = 0; i < 300; i++) {
    const found = await check();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("waited in vain for " + what);
};
run(async () => {
  await new Promise((resolve) => server.listen(0, resolve));
  const hook = `http://${process.env.RECEIVER || "127.0.0.1"}:${server.address().port}/hook`;
  const name = "node-streams-" + Date.now();
  const stream = {
    name,
    subscriptions: [{ event_type: "user.created" }, { event_type: "connection.created" }],
    destination: {
      type: "webhook",
      configuration: {
        webhook_endpoint: hook,
        webhook_authorization: { method: "bearer", token: "receivers-own-token" },
      },
    },
  };
  const made = await eventStreams.create(stream);
  const id = made.id;
  receiver.secret = made.destination.configuration.signing_secret;
  assert.match(id, /^est_/);
  assert.match(receiver.secret, /^whsec_/);
  assert.ok(!JSON.stringify(made).includes("receivers-own-token"));
  console.log("made       ", id, made.name, made.status);
  let connection;
  try {
    assert.strictEqual((await eventStreams.get(id)).destination.configuration.signing_secret, undefined);
    await refused(409, () => eventStreams.create(stream));
    assert.ok((await all(eventStreams.list({ take: 1 }))).some((one) => one.id === id));

    const tested = await eventStreams.test(id, { event_type: "user.created" });
    const first = await until("the test event", () => receiver.events.find((event) => event.id === tested.id));
    assert.strictEqual(first.a0purpose, "test");
    console.log("tested     ", first.type, "arrived, and its signature is good");

    connection = await rollcall.connections.create({ name, strategy: "samlp" });
    const event = await until("the event", () => receiver.events.find((one) => one.type === "connection.created"));
    assert.strictEqual(event.data.object.id, connection.id);
    console.log("received   ", event.type, event.data.object.name);

    const { deliveries } = eventStreams;
    const delivered = await until("the delivery", async () =>
      (await all(deliveries.list(id, { statuses: "delivered" }))).find((one) => one.id === event.id));
    assert.strictEqual((await deliveries.getHistory(id, delivered.id)).status, "delivered");

    receiver.broken = true;
    const failing = await eventStreams.test(id, { event_type: "user.created" });
    const failed = await until("the dead letter", async () =>
      (await all(deliveries.list(id, { statuses: "failed" }))).find((one) => one.id === failing.id));
    console.log("failed     ", failed.attempts.at(-1)?.error_message ?? failed.status);
    receiver.broken = false;
    await eventStreams.redeliveries.createById(id, failed.id);
    await until("the redelivery", () => receiver.events.find((one) => one.id === failed.id));
    await eventStreams.redeliveries.create(id, { statuses: ["failed"] });
    console.log("redelivered", failed.id);

    const changed = await eventStreams.update(id, { name: name + " changed", status: "disabled" });
    assert.strictEqual(changed.status, "disabled");
    assert.strictEqual(changed.destination.configuration.webhook_endpoint, hook);

    // What Auth0's types do not know is JSON all the same.
    const scim = await eventStreams.create({
      name: name + " scim",
      subscriptions: [{ event_type: "user.created" }],
      destination: {
        type: "scim",
        configuration: { base_url: "https://crm.example.com/scim/v2", authorization: { method: "bearer", token: "secret" } },
      },
    });
    assert.strictEqual(scim.destination.configuration.update, "put");
    await eventStreams.delete(scim.id);
  } finally {
    await eventStreams.delete(id);
    if (connection) await rollcall.connections.delete(connection.id);
    server.close();
  }
  await refused(404, () => eventStreams.get(id));
});
