package dev.rollcall.entra.work;

import dev.rollcall.entra.log.LoggedIdentity;
import dev.rollcall.entra.log.LoggedSystem;
import dev.rollcall.entra.log.ProvisioningLog;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.StatusInfo;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Turns outcomes into records of the provisioning log; for one thread at a time. */
public final class RecordWriter {
    private static final String TENANT = "rollcall";
    private static final LoggedSystem SOURCE = new LoggedSystem("source-folder", "Source directory");
    private static final LoggedSystem INITIATOR = new LoggedSystem("rollcall-entra", "Rollcall's provisioning service");

    private final ProvisioningLog.Writer log;
    private final String jobId;
    private final String cycleId;
    private final LoggedSystem target;
    private final RandomGenerator random;
    private final Clock clock;

    public RecordWriter(
            ProvisioningLog.Writer log,
            String jobId,
            String cycleId,
            LoggedSystem target,
            RandomGenerator random,
            Clock clock) {
        this.log = log;
        this.jobId = jobId;
        this.cycleId = cycleId;
        this.target = target;
        this.random = random;
        this.clock = clock;
    }

    public String cycleId() {
        return cycleId;
    }

    public void write(ObjectOutcome outcome) {
        String type = outcome.type().scimName();
        log.append(new ProvisioningRecord(
                uuid(random),
                clock.instant(),
                TENANT,
                jobId,
                cycleId,
                uuid(random),
                outcome.time().toMillis(),
                outcome.action(),
                new StatusInfo(outcome.effect().status(), outcome.error()),
                outcome.steps(),
                SOURCE,
                target,
                new LoggedIdentity(outcome.sourceId(), outcome.displayName(), type),
                new LoggedIdentity(outcome.targetId().orElse(""), outcome.displayName(), type),
                outcome.modified(),
                target,
                INITIATOR));
    }

    /** A random UUID of version 4. */
    public static String uuid(RandomGenerator random) {
        long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
