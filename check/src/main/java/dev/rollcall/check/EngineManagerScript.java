package dev.rollcall.check;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.scim.message.Urns;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A manager is set, changed and taken away. */
final class EngineManagerScript extends EngineScript {
    @Override
    void provision(Workbench bench, ProvisioningTarget target) {
        String one = target.create(ObjectType.USER, person(bench, "one", "Boss")).id();
        String other = target.create(ObjectType.USER, person(bench, "other", "Boss")).id();
        String user = target.create(ObjectType.USER, person(bench, "user", "Clerk")).id();
        set(target, user, Optional.empty(), Optional.of(one));
        set(target, user, Optional.of(one), Optional.of(other));
        set(target, user, Optional.of(other), Optional.empty());
    }

    private static void set(ProvisioningTarget target, String user, Optional<String> seen, Optional<String> wanted) {
        target.setManager(user, seen, wanted);
        JsonNode manager = demand(target.read(ObjectType.USER, user), "The user " + user + " is gone.").resource()
                .path(Urns.ENTERPRISE_USER)
                .path("manager");
        boolean right = wanted.map(id -> manager.path("value").asString("").equals(id))
                .orElse(manager.path("value").asString("").isEmpty());
        demand(right,
                "The manager should be " + wanted.orElse("nobody") + " but is " + Expectation.shown(manager) + ".");
    }
}
