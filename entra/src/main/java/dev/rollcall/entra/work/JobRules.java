package dev.rollcall.entra.work;

import dev.rollcall.entra.log.LogLimits;
import java.time.Duration;
import java.util.List;

/**
 * The numbers of the provisioning service; source: entra.md §5.6 and §5.8 where Microsoft documents them.
 *
 * @param minFailures fewer failures than this in a cycle never lead to quarantine by share; documented as 5,000
 * @param failureShare a larger share of failures, with that minimum, leads to quarantine; documented as 40 %
 * @param maxFailures more failures than this lead to quarantine, those of references left out; documented as 40,000
 * @param maxFailuresWithReferences more failures than this, all counted, lead to quarantine; documented as 60,000
 * @param quarantineRetries the first retries, counted from the entry; documented as 6, 12 and 24 hours
 * @param quarantineInterval the gap of the retries after those; documented as 24 hours
 * @param quarantineEnd after so long in quarantine the job is switched off; documented as 4 weeks
 * @param escrowFirstGap the gap before a failed object is retried first; not documented, one interval of the job
 * @param escrowMaxGap the gap doubles up to this; not documented
 * @param membersPerRequest how many members one PATCH adds or removes; not documented
 * @param onDemandMembers how many members of a group are provisioned on demand; documented as 5
 * @param window how far parallel work may run ahead of the first object that is not done; bounds the memory of a cycle
 */
public record JobRules(
        int minFailures,
        double failureShare,
        int maxFailures,
        int maxFailuresWithReferences,
        List<Duration> quarantineRetries,
        Duration quarantineInterval,
        Duration quarantineEnd,
        Duration escrowFirstGap,
        Duration escrowMaxGap,
        int membersPerRequest,
        int onDemandMembers,
        int window,
        LogLimits log) {
    public static final JobRules DOCUMENTED = new JobRules(
            5_000,
            0.40,
            40_000,
            60_000,
            List.of(Duration.ofHours(6), Duration.ofHours(12), Duration.ofHours(24)),
            Duration.ofHours(24),
            Duration.ofDays(28),
            Duration.ofMinutes(40),
            Duration.ofHours(24),
            100,
            5,
            512,
            LogLimits.DEFAULT);

    public JobRules {
        quarantineRetries = List.copyOf(quarantineRetries);
    }

    /** The same with other limits of failures by share. */
    public JobRules withFailureLimits(int newMinFailures, double newFailureShare) {
        return new JobRules(
                newMinFailures,
                newFailureShare,
                maxFailures,
                maxFailuresWithReferences,
                quarantineRetries,
                quarantineInterval,
                quarantineEnd,
                escrowFirstGap,
                escrowMaxGap,
                membersPerRequest,
                onDemandMembers,
                window,
                log);
    }

    /** The same with another size of member requests. */
    public JobRules withMembersPerRequest(int members) {
        return new JobRules(
                minFailures,
                failureShare,
                maxFailures,
                maxFailuresWithReferences,
                quarantineRetries,
                quarantineInterval,
                quarantineEnd,
                escrowFirstGap,
                escrowMaxGap,
                members,
                onDemandMembers,
                window,
                log);
    }
}
