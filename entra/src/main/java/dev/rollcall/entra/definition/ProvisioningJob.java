package dev.rollcall.entra.definition;

import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.mapping.MappingSchema;
import dev.rollcall.entra.mapping.ObjectMapping;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The definition of a job, as its folder's {@code job.yaml} says.
 *
 * @param tenantUrl the endpoint's base URL as an administrator enters it, with a flag such as {@code ?aadOptscim062020}
 * @param deletionThreshold more deletions than this in one cycle wait for a decision; empty never waits
 * @param skipOutOfScopeDeletions whether users that leave the scope are left alone
 * @param interval the time from the start of one cycle to the start of the next
 * @param parallelism how many requests are in flight at most
 */
public record ProvisioningJob(
        JobTemplate template,
        String tenantUrl,
        TokenSource token,
        JobScope scope,
        OptionalInt deletionThreshold,
        boolean skipOutOfScopeDeletions,
        Duration interval,
        int parallelism,
        ObjectMapping users,
        ObjectMapping groups) {
    /** Entra's interval, which cannot be changed there. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(40);

    public static final int DEFAULT_PARALLELISM = 8;

    /** What a new job file has; a file without the key has none. */
    public static final int DEFAULT_DELETION_THRESHOLD = 500;

    /** A job as a new folder gets it: the rows of its template, those who are assigned, 500 deletions at most. */
    public static ProvisioningJob sample(JobTemplate template, String tenantUrl, TokenSource token) {
        MappingSchema schema = JobFile.template(template);
        return new ProvisioningJob(
                template,
                tenantUrl,
                token,
                JobScope.ASSIGNED,
                OptionalInt.of(DEFAULT_DELETION_THRESHOLD),
                false,
                DEFAULT_INTERVAL,
                DEFAULT_PARALLELISM,
                schema.users(),
                schema.groups());
    }

    /** The same job made from another template, with the rows of this one. */
    public ProvisioningJob withTemplate(JobTemplate other) {
        return new ProvisioningJob(
                other,
                tenantUrl,
                token,
                scope,
                deletionThreshold,
                skipOutOfScopeDeletions,
                interval,
                parallelism,
                users,
                groups);
    }

    /** The same for another endpoint. */
    public ProvisioningJob withTenantUrl(String url) {
        return new ProvisioningJob(
                template,
                url,
                token,
                scope,
                deletionThreshold,
                skipOutOfScopeDeletions,
                interval,
                parallelism,
                users,
                groups);
    }

    /** The same with another number of requests in flight. */
    public ProvisioningJob withParallelism(int requests) {
        return new ProvisioningJob(
                template,
                tenantUrl,
                token,
                scope,
                deletionThreshold,
                skipOutOfScopeDeletions,
                interval,
                requests,
                users,
                groups);
    }

    /** The same with another threshold. */
    public ProvisioningJob withDeletionThreshold(int deletions) {
        return new ProvisioningJob(
                template,
                tenantUrl,
                token,
                scope,
                OptionalInt.of(deletions),
                skipOutOfScopeDeletions,
                interval,
                parallelism,
                users,
                groups);
    }

    public ObjectMapping mapping(ObjectType type) {
        return schema().of(type);
    }

    /** Both mappings. */
    public MappingSchema schema() {
        return new MappingSchema(users, groups);
    }

    /** The tenant URL as it may be shown, without what stands in its query besides the flag: that may be a secret. */
    public String shownUrl() {
        return TenantUrl.shown(tenantUrl);
    }

    /** The same with other mappings. */
    public ProvisioningJob withSchema(MappingSchema schema) {
        return new ProvisioningJob(
                template,
                tenantUrl,
                token,
                scope,
                deletionThreshold,
                skipOutOfScopeDeletions,
                interval,
                parallelism,
                schema.users(),
                schema.groups());
    }

    /** Whether objects of the type are disabled rather than deleted when they should not be active any more. */
    public boolean disables(ObjectType type) {
        return type == ObjectType.USER
                && users.attributes().stream().anyMatch(row -> row.target().equalsIgnoreCase("active"));
    }

    /** The first attribute that objects of the type are matched by, by which the endpoint is probed. */
    public String probeAttribute(ObjectType type) {
        return mapping(type).matching().getFirst().target();
    }

    /** A digest of what decides on each object; when it changes, the next cycle is an initial one. */
    public String digest() {
        return Digest.of(template + "\n" + scope + "\n" + users + "\n" + groups);
    }
}
