package dev.rollcall.console.provisioning;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.overview.OverviewView.ConnectionRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the first page of a connection shows.
 *
 * @param serves whether SCIM is on
 * @param paused whether the endpoint answers 503
 * @param holding whether the guard against accidental deletion holds users
 * @param endpoint what the identity provider is given
 * @param warnings what goes badly with the connection's options
 * @param off what switching SCIM off would take along
 * @param lastUsed when a credential was last shown
 * @param health how its requests fare; empty for whoever may not see logs
 * @param jobs what changed settings leave to be done for users, in sentences
 * @param meClaim the claim of an access token that says whose {@code /Me} is
 * @param signIns what sign-ins bring up to date
 * @param mode {@code all}, {@code none} or {@code some}, the tolerances that are granted
 * @param needed how many of the newest requests were read by a tolerance, in a sentence; empty text for whoever may not see logs
 */
public record ProvisioningView(
        ConnectionTabs tabs,
        boolean serves,
        boolean paused,
        boolean holding,
        String endpoint,
        List<String> warnings,
        String off,
        Optional<Instant> lastUsed,
        Optional<ConnectionRow> health,
        List<String> jobs,
        String meClaim,
        List<SignInChoice> signIns,
        String mode,
        String needed,
        List<Leniency> tolerances,
        Urls urls) {
    public ProvisioningView {
        warnings = List.copyOf(warnings);
        jobs = List.copyOf(jobs);
        signIns = List.copyOf(signIns);
        tolerances = List.copyOf(tolerances);
    }

    /** When a sign-in writes what it says of somebody. */
    public record SignInChoice(String word, String label, boolean chosen) {}

    /**
     * A tolerance.
     *
     * @param fired in how many of the newest requests
     * @param logUrl those requests
     */
    public record Leniency(String id, String description, boolean granted, int fired, Optional<Instant> last,
            String logUrl) {}

    /** Where its forms lead to. */
    public record Urls(String endpoint, String tolerances, String signIn, String me) {}
}
