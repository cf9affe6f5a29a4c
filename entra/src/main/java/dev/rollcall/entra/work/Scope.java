package dev.rollcall.entra.work;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.JobScope;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Who of a snapshot is entitled. */
public final class Scope {
    private final boolean all;
    private final Set<String> assigned;
    private final ProvisioningJob job;

    private Scope(boolean all, Set<String> assigned, ProvisioningJob job) {
        this.all = all;
        this.assigned = assigned;
        this.job = job;
    }

    /** Nested groups are not expanded, as in Entra: only users come into the scope with a group. */
    public static Scope of(SourceSnapshot snapshot, ProvisioningJob job) {
        Set<String> assigned = new HashSet<>(snapshot.assigned());
        for (SourceObject group : snapshot.groups().values()) {
            if (snapshot.assigned().contains(group.id()) && !group.softDeleted()) {
                group.attribute("members")
                        .stream()
                        .flatMap(JsonNode::valueStream)
                        .map(JsonNode::asString)
                        .filter(snapshot.users()::containsKey)
                        .forEach(assigned::add);
            }
        }
        return new Scope(job.scope() == JobScope.ALL, assigned, job);
    }

    public boolean isAssigned(SourceObject object) {
        return all || assigned.contains(object.id());
    }

    /** Whether the scoping filters of its type let it in. */
    public boolean matchesFilters(SourceObject object) {
        return job.mapping(object.type()).scope().matches(object);
    }

    public static boolean isActive(SourceObject object) {
        return !object.softDeleted()
                && (object.type() == ObjectType.GROUP
                        || object.attribute("accountEnabled").map(Scope::isTrue).orElse(true));
    }

    public Entitlement entitlement(SourceObject object) {
        if (object.softDeleted()) {
            return Entitlement.SOFT_DELETED;
        }
        if (!isAssigned(object)) {
            return Entitlement.NOT_ASSIGNED;
        }
        // First: whoever a filter leaves out is not looked for, and so not disabled either.
        if (!matchesFilters(object)) {
            return Entitlement.OUT_OF_SCOPE;
        }
        return isActive(object) ? Entitlement.ENTITLED : Entitlement.DISABLED;
    }

    private static boolean isTrue(JsonNode value) {
        return !value.asString().equalsIgnoreCase("false");
    }
}
