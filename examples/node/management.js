// Makes the calls about connections, their SCIM configuration and the logs with npm's auth0 against a running Rollcall, and leaves
// nothing behind; people.js makes those about people.
//
//   npm install
//   ROLLCALL=127.0.0.1:8080 ROLLCALL_ADMIN_TOKEN=… npm start
//
// With ROLLCALL_CLIENT_ID and ROLLCALL_CLIENT_SECRET in the place of the token it asks /oauth/token first. HTTPS=1 leaves the
// scheme as it is.
"use strict";

const assert = require("node:assert");
const { rollcall, all, refused, run } = require("./rollcall");

run(async () => {
  const name = "node-example-" + Date.now();
  const made = await rollcall.connections.create({
    name,
    strategy: "waad",
    display_name: "Node's example",
    options: { tenant_domain: "example.com", userid_attribute: "oid" },
  });
  console.log("made       ", made.id, made.name, made.scim_status);
  const id = made.id;
  try {
    assert.deepStrictEqual((await rollcall.connections.get(id)).options, made.options);
    await refused(409, () => rollcall.connections.create({ name, strategy: "waad" }));
    const listed = await all(rollcall.connections.list({ take: 1 }));
    assert.ok(listed.some((connection) => connection.id === id));
    console.log("listed     ", listed.length, "connections, one a page");
    const changed = await rollcall.connections.update(id, { display_name: "Changed", options: { userid_attribute: "sub" } });
    assert.strictEqual(changed.display_name, "Changed");

    const scim = rollcall.connections.scimConfiguration;
    await refused(404, () => scim.get(id));
    const opened = await scim.create(id);
    assert.strictEqual(opened.user_id_attribute, "externalId");
    assert.deepStrictEqual(opened.mapping, (await scim.getDefaultMapping(id)).mapping);
    console.log("opened     ", opened.mapping.length, "rows of the mapping");
    assert.match((await refused(400, () => scim.create(id, null))).message, /already exists/);
    const mapping = [{ scim: "userName", auth0: "username" }];
    const set = await scim.update(id, { user_id_attribute: "externalId", mapping });
    assert.deepStrictEqual(set.mapping, mapping);
    assert.ok((await scim.get(id)).warnings[0].includes("sub"));
    const configurations = await all(scim.list({ take: 1 }));
    assert.ok(configurations.some((configuration) => configuration.connection_id === id));

    const token = await scim.tokens.create(id, { scopes: ["get:users"], token_lifetime: 3600 });
    assert.match(token.token, /^tok_/);
    assert.strictEqual((await scim.tokens.get(id)).length, 1);
    await scim.tokens.delete(id, token.token_id);
    assert.strictEqual((await scim.tokens.get(id)).length, 0);
    console.log("tokens      made, listed, revoked");

    const logs = [];
    for await (const entry of await rollcall.logs.list({ per_page: 50 })) {
      logs.push(entry);
      if (logs.length > 200) break;
    }
    assert.ok(logs.some((entry) => entry.type === "sapi"));
    assert.strictEqual((await rollcall.logs.get(logs[0].log_id)).log_id, logs[0].log_id);
    console.log("logs       ", logs.length, "entries, the newest:", logs[0].description);

    await scim.delete(id);
    await refused(404, () => scim.get(id));
  } finally {
    await rollcall.connections.delete(id);
  }
  await refused(404, () => rollcall.connections.get(id));
});
