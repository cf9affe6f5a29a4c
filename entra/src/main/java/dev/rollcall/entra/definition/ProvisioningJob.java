package dev.rollcall.entra.definition;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.mapping.MappingSchema;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import java.time.Duration;
import java.util.OptionalInt;

/** The definition of a job, as its folder's {@code job.yaml} says. */
public record ProvisioningJob(
        JobTemplate template, JobEndpoint endpoint, JobSettings settings, MappingSchema schema) {

    /** A job as a new folder gets it: the rows of its template, those who are assigned, 500 deletions at most. */
    public static ProvisioningJob sample(JobTemplate template, String tenantUrl, TokenSource token) {
        return new ProvisioningJob(template, new JobEndpoint(tenantUrl, token), JobSettings.NEW,
                JobFile.template(template));
    }

    /** The same job made from another template, with the rows of this one. */
    public ProvisioningJob withTemplate(JobTemplate other) {
        return new ProvisioningJob(other, endpoint, settings, schema);
    }

    /** The same for another endpoint. */
    public ProvisioningJob withEndpoint(JobEndpoint other) {
        return new ProvisioningJob(template, other, settings, schema);
    }

    /** The same with other settings. */
    public ProvisioningJob withSettings(JobSettings others) {
        return new ProvisioningJob(template, endpoint, others, schema);
    }

    /** The same with other mappings. */
    public ProvisioningJob withSchema(MappingSchema other) {
        return new ProvisioningJob(template, endpoint, settings, other);
    }

    public String tenantUrl() {
        return endpoint.tenantUrl();
    }

    /** The tenant URL as it may be shown, see {@link JobEndpoint#shownUrl}. */
    public String shownUrl() {
        return endpoint.shownUrl();
    }

    public TokenSource token() {
        return endpoint.token();
    }

    public JobScope scope() {
        return settings.scope();
    }

    public OptionalInt deletionThreshold() {
        return settings.deletionThreshold();
    }

    public boolean skipOutOfScopeDeletions() {
        return settings.skipOutOfScopeDeletions();
    }

    public Duration interval() {
        return settings.interval();
    }

    public int parallelism() {
        return settings.parallelism();
    }

    public ObjectMapping users() {
        return schema.users();
    }

    public ObjectMapping groups() {
        return schema.groups();
    }

    public ObjectMapping mapping(ObjectType type) {
        return schema.of(type);
    }

    /** Whether objects of the type are disabled rather than deleted when they should not be active any more. */
    public boolean disables(ObjectType type) {
        return type == ObjectType.USER
                && users().attributes().stream().anyMatch(row -> row.target().equalsIgnoreCase("active"));
    }

    /** Whether users are deleted for what others disable them for, because no row says whether they are active. */
    public boolean deletesInsteadOfDisabling() {
        return users().enabled() && users().flows().contains(ObjectFlow.DELETE) && !disables(ObjectType.USER);
    }

    /** The first attribute that objects of the type are matched by, by which the endpoint is probed. */
    public String probeAttribute(ObjectType type) {
        return mapping(type).matching().getFirst().target();
    }

    /** A digest of what decides on each object; when it changes, the next cycle is an initial one. */
    public String digest() {
        return Digest.of(template + "\n" + scope() + "\n" + users() + "\n" + groups());
    }
}
