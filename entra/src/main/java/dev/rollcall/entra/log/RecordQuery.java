package dev.rollcall.entra.log;

import java.util.Locale;
import java.util.Optional;

/**
 * Which records are wanted.
 *
 * @param identity the source or target id or a part of the display name of the user or group, in any case
 * @param limit how many at most; the newest are kept
 */
public record RecordQuery(
        Optional<ProvisioningStatus> status,
        Optional<ProvisioningAction> action,
        Optional<String> identity,
        Optional<String> cycleId,
        int limit) {
    /** How many records are shown when nothing else is said. */
    public static final int DEFAULT_LIMIT = 100;

    /** The newest records, whatever they are. */
    public static final RecordQuery NEWEST = new RecordQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_LIMIT);

    public RecordQuery withStatus(ProvisioningStatus wanted) {
        return new RecordQuery(Optional.of(wanted), action, identity, cycleId, limit);
    }

    public RecordQuery withAction(ProvisioningAction wanted) {
        return new RecordQuery(status, Optional.of(wanted), identity, cycleId, limit);
    }

    public RecordQuery withIdentity(String wanted) {
        return new RecordQuery(status, action, Optional.of(wanted), cycleId, limit);
    }

    public RecordQuery withCycle(String wanted) {
        return new RecordQuery(status, action, identity, Optional.of(wanted), limit);
    }

    public RecordQuery withLimit(int newLimit) {
        return new RecordQuery(status, action, identity, cycleId, newLimit);
    }

    boolean matches(ProvisioningRecord record) {
        return status.filter(wanted -> wanted != record.status()).isEmpty()
                && action.filter(wanted -> wanted != record.provisioningAction()).isEmpty()
                && cycleId.filter(wanted -> !wanted.equals(record.cycleId())).isEmpty()
                && identity.filter(wanted -> !isAbout(record, wanted)).isEmpty();
    }

    private static boolean isAbout(ProvisioningRecord record, String wanted) {
        return wanted.equalsIgnoreCase(record.sourceIdentity().id())
                || wanted.equalsIgnoreCase(record.targetIdentity().id())
                || folded(record.sourceIdentity().displayName()).contains(folded(wanted))
                || folded(record.targetIdentity().displayName()).contains(folded(wanted));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
