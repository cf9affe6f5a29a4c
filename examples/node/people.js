// Makes the calls about users, identities, groups and their logs with npm's auth0 against a running Rollcall, and leaves nothing
// behind. See management.js for how it is run.
"use strict";

const assert = require("node:assert");
const { rollcall, all, refused, provision, run } = require("./rollcall");

run(async () => {
  const name = "node-people-" + Date.now();
  const { id: connection } = await rollcall.connections.create({ name, strategy: "waad" });
  try {
    await rollcall.connections.scimConfiguration.create(connection);
    await rollcall.connections.checkStatus(connection);
    const { token } = await rollcall.connections.scimConfiguration.tokens.create(connection, {});
    const members = [];
    for (const number of [1, 2, 3]) {
      const user = await provision(connection, token, "Users", {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        userName: `u${number}@example.com`,
        externalId: `E|${number}`,
        emails: [{ type: "work", primary: true, value: `u${number}@example.com` }],
      });
      members.push({ value: user.id });
    }
    const group = await provision(connection, token, "Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "Node's group",
      externalId: name,
      members,
    });
    const [one, two, three] = [1, 2, 3].map((number) => `waad|${name}|E|${number}`);

    const listed = await all(rollcall.users.list({ connection: name, per_page: 2, search_engine: "v3" }));
    assert.deepStrictEqual(listed.map((user) => user.user_id), [one, two, three]);
    const found = await all(rollcall.users.list({ q: `email:"U2@example.com"`, connection: name }));
    assert.deepStrictEqual(found.map((user) => user.user_id), [two]);
    assert.ok((await rollcall.users.listUsersByEmail({ email: "u2@EXAMPLE.com" })).some((user) => user.user_id === two));
    console.log("users      ", listed.length, "listed, two a page, and found by a query and by e-mail");

    const changed = await rollcall.users.update(one, { given_name: "Ada", blocked: true, app_metadata: { plan: "gold", x: 1 } });
    assert.strictEqual(changed.blocked, true);
    await rollcall.users.update(one, { blocked: false, app_metadata: { x: null } });
    const read = await rollcall.users.get(one);
    assert.strictEqual(read.given_name, "Ada");
    assert.strictEqual(read.app_metadata.plan, "gold");
    assert.ok(!("x" in read.app_metadata));
    const made = await rollcall.users.create({ connection: name, user_id: "X", email: "x@example.com" });
    assert.strictEqual(made.user_id, `waad|${name}|X`);
    assert.strictEqual((await refused(409, () => rollcall.users.create({ connection: name, user_id: "X" }))).errorCode, "user_exists");
    await rollcall.users.revokeAccess(one, {});
    console.log("edits       merged, and a second user of one user_id refused");

    const linked = await rollcall.users.identities.link(one, { provider: "waad", user_id: `${name}|E|2` });
    assert.strictEqual(linked.length, 2);
    const about = await refused(400, () => rollcall.users.identities.link(one, { link_with: "no token" }));
    console.log("identities  linked; of a link_with that is no token:", about.message);
    assert.strictEqual((await rollcall.users.identities.delete(one, "waad", `${name}|E|2`)).length, 1);

    const groups = await all(rollcall.groups.list({ connection_id: connection, take: 1 }));
    assert.deepStrictEqual(groups.map((each) => each.external_id), [name]);
    const grp = groups[0].id;
    assert.strictEqual((await rollcall.groups.get(grp)).name, group.displayName);
    const inside = await all(rollcall.groups.members.get(grp, { take: 2 }));
    assert.deepStrictEqual(inside.map((member) => member.id), [one, two, three]);
    assert.deepStrictEqual((await all(rollcall.users.groups.get(one, { take: 1 }))).map((each) => each.id), [grp]);
    console.log("groups     ", groups.length, "listed, with", inside.length, "members, two a page");

    const logs = await all(rollcall.users.logs.list(one, { per_page: 50 }));
    assert.ok(logs.some((entry) => entry.type === "sscim"));
    console.log("logs       ", logs.length, "entries about", one);

    await rollcall.groups.delete(grp);
    await refused(404, () => rollcall.groups.get(grp));
    await rollcall.users.delete(three);
    await refused(404, () => rollcall.users.get(three));
    await rollcall.connections.users.deleteByEmail(connection, { email: "u2@example.com" });
    await refused(404, () => rollcall.users.get(two));
    console.log("deleted     a group, a user, and whoever has an e-mail address");
  } finally {
    await rollcall.connections.delete(connection);
  }
});
