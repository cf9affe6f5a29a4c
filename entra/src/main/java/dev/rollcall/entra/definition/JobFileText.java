package dev.rollcall.entra.definition;

import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The job file that a new folder gets, with comments that say what may be written. */
final class JobFileText {
    private static final String TEXT = """
        # The provisioning job of this folder. Edit it, then run the next cycle: rollcall entra run

        # scim, the service as it is; or customappsso, as it was in 2018
        template: %s

        # The SCIM endpoint. A flag chooses the dialect as Entra does, for example
        #   …/scim/v2/connections/con_x?aadOptscim062020
        tenant-url: %s

        # Where the secret token is: an environment variable (env) or a file (file). Never the token itself.
        %s

        # assigned: the users and groups of assignments.yaml, with the members of those groups; all: everybody
        scope: %s

        # More deletions and disables than this in one cycle wait for a decision; off switches that off
        accidental-deletion-threshold: %s

        # true leaves users alone that are no longer assigned, instead of disabling them
        skip-out-of-scope-deletions: %s

        # From the start of one cycle to the start of the next, with --watch. Entra's own interval is 40m.
        interval: %s

        # How many requests are in flight at most
        parallelism: %d

        # What may be done in the target, and rows that differ from the template's. For example:
        #   mappings:
        #     - target: externalId                       # a row of the template, found by its target
        #       source: objectId                         # source, constant or expression
        #     - target: emails[type eq "work"].value
        #       match: 2                                 # match objects by it, with this precedence; or off
        #     - target: nickName                         # a new row
        #       expression: ToLower([givenName])
        #       default: nobody                          # when the expression gives nothing and the user is created
        #       apply: on-create                         # or always
        #     - target: title
        #       remove: true
        # and who is in scope, beside the assignment: who matches one of the filters, in all of its clauses
        #   scoping-filters:
        #     - clauses:
        #         - {attribute: department, operator: EQUALS, value: Sales}
        #         - {attribute: country, operator: "&", values: [DE, AT, CH]}
        users:
          enabled: %s
          actions: [%s]
        groups:
          enabled: %s
          actions: [%s]
        """;

    private JobFileText() {}

    /** With the URL, the token and the settings given; mappings are those of the template or of the schema beside it. */
    static String of(ProvisioningJob job) {
        return TEXT.formatted(
                job.template().id(),
                quoted(job.tenantUrl()),
                token(job.token()),
                scope(job.scope()),
                threshold(job.deletionThreshold()),
                job.skipOutOfScopeDeletions(),
                duration(job),
                job.parallelism(),
                job.users().enabled(),
                actions(job.users()),
                job.groups().enabled(),
                actions(job.groups()));
    }

    /** The key with where the token is; a comment when none is sent. */
    static String token(TokenSource source) {
        return switch (source) {
            case TokenSource.Variable(String name) -> "token:\n  env: " + quoted(name);
            case TokenSource.TokenFile(String name) -> "token:\n  file: " + quoted(name);
            case TokenSource.None() -> "# token:\n#   env: " + TokenSource.DEFAULT_VARIABLE;
        };
    }

    static String scope(JobScope scope) {
        return scope == JobScope.ALL ? "all" : "assigned";
    }

    static String threshold(OptionalInt deletions) {
        return deletions.isPresent() ? Integer.toString(deletions.getAsInt()) : "off";
    }

    private static String actions(ObjectMapping mapping) {
        return Arrays.stream(ObjectFlow.values())
                .filter(mapping.flows()::contains)
                .map(flow -> flow.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String duration(ProvisioningJob job) {
        long seconds = job.interval().toSeconds();
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
