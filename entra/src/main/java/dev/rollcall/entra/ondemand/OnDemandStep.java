package dev.rollcall.entra.ondemand;

import dev.rollcall.entra.log.ProvisioningStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One of the steps of provisioning on demand.
 *
 * @param summary what happened, as one or more sentences
 * @param details names and values, such as {@code IsAssigned} and {@code True}
 */
public record OnDemandStep(
        Kind kind, ProvisioningStatus status, String summary, SequencedMap<String, String> details) {
    public OnDemandStep {
        details = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(details));
    }

    /** The steps in their order; source: entra.md §5.8. */
    public enum Kind {
        /** Shown only when it fails. */
        TEST_CONNECTION("Test connection"),
        IMPORT("Import"),
        DETERMINE_SCOPE("Determine if in scope"),
        MATCH("Match between source and target"),
        PERFORM_ACTION("Perform action");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
