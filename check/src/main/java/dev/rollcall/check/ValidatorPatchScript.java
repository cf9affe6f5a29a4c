package dev.rollcall.check;

import dev.rollcall.client.target.ObjectType;
import tools.jackson.databind.JsonNode;

/** Changes all attributes of a user, or adds them to one that has hardly any, and reads them back. */
record ValidatorPatchScript(String op, boolean merged) implements CheckScript {
    @Override
    public void run(Workbench bench) {
        ScriptRequests requests = new ScriptRequests(bench);
        boolean enterprise = bench.run().capabilities().has(Capability.ENTERPRISE);
        String id = op.equals("add") ? requests.user("minimal")
                : requests.made(ObjectType.USER,
                        new ValidatorUser(0, enterprise).createBody(bench.prefix() + "full@check.example"));
        ValidatorUser wanted = new ValidatorUser(1, enterprise);
        requests.patch("/Users/" + id, merged ? wanted.mergedPatch(op) : wanted.verbosePatch(op));
        JsonNode user = requests.read("/Users/" + id);
        wanted.missing(user).ifPresent(complaint -> {
            throw new CheckFailure("GET /Users/" + id + " after the PATCH: " + complaint.text() + ".",
                    complaint.symptom());
        });
    }
}
