package dev.rollcall.entra.connection;

import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.ProvisioningJob;
import java.util.Optional;

/** Opens connections to the application that a job provisions. */
@FunctionalInterface
public interface TargetConnections {
    /**
     * Opens one.
     *
     * @param onDemand whether it is for provisioning on demand, where Entra's flag for the later dialect does not work;
     *        source: source document 003
     * @throws JobException when the job's URL cannot be used
     */
    Connection open(ProvisioningJob job, Optional<String> token, boolean onDemand);

    /** A connection that is open. */
    interface Connection extends AutoCloseable {
        ProvisioningTarget target();

        /** Waits for nothing any more but the answers to what is in flight: who asked for the work wants it to stop. */
        default void hurry() {}

        @Override
        void close();
    }
}
