package dev.rollcall.entra.work;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.state.ObjectState;
import java.util.Optional;

/** One object that a cycle has to look at. */
public sealed interface WorkItem {
    String id();

    ObjectType type();

    String displayName();

    /** What is remembered of it. */
    Optional<ObjectState> known();

    /** An object that should be in the target as it is in the source. */
    record Provision(SourceObject object, String digest, Optional<ObjectState> known) implements WorkItem {
        @Override
        public String id() {
            return object.id();
        }

        @Override
        public ObjectType type() {
            return object.type();
        }

        @Override
        public String displayName() {
            return object.displayName();
        }
    }

    /** An object that should not be active in the target any more. */
    record Deprovision(String id, ObjectState state, String digest, Entitlement why) implements WorkItem {
        /** What is done: an update disables the object, source: entra.md §3.15. */
        public ObjectFlow flow(ProvisioningJob job) {
            return why != Entitlement.GONE && job.disables(type()) ? ObjectFlow.UPDATE : ObjectFlow.DELETE;
        }

        /** Whether the object left the scope and the job leaves such users alone. */
        public boolean isLeftAlone(ProvisioningJob job) {
            return why.leavesScope() && type() == ObjectType.USER && job.skipOutOfScopeDeletions();
        }

        @Override
        public ObjectType type() {
            return state.type();
        }

        @Override
        public String displayName() {
            return state.displayName();
        }

        @Override
        public Optional<ObjectState> known() {
            return Optional.of(state);
        }
    }

    /** An object that is assigned, has nothing in the target and must not get anything. */
    record Ignore(SourceObject object, String digest, Entitlement why, Optional<ObjectState> known)
            implements
                WorkItem {
        @Override
        public String id() {
            return object.id();
        }

        @Override
        public ObjectType type() {
            return object.type();
        }

        @Override
        public String displayName() {
            return object.displayName();
        }
    }
}
