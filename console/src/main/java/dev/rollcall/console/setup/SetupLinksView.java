package dev.rollcall.console.setup;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.credential.LifetimeChoice;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupStep;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page of a connection's set-up links.
 *
 * @param serves whether the connection has a SCIM configuration
 * @param days for how long a new one may be good
 * @param usualTokens how many tokens a new one makes unless another number is given
 * @param mostTokens how many it may make at most
 * @param url to which the form is sent that makes one
 */
public record SetupLinksView(
        ConnectionTabs tabs, boolean serves, List<Row> rows, List<Integer> days, int usualTokens, int mostTokens,
        List<LifetimeChoice> lifetimes, String url) {
    public SetupLinksView {
        rows = List.copyOf(rows);
        days = List.copyOf(days);
        lifetimes = List.copyOf(lifetimes);
    }

    /** A link. @param good whether it has not expired */
    public record Row(SetupLink link, boolean good, String revokeUrl) {

        /** The steps of the checklist that had arrived when somebody looked last. */
        public String arrived() {
            return Arrays.stream(SetupStep.values())
                    .filter(step -> link.progress().state(step) == SetupProgress.State.DONE)
                    .map(SetupStep::keyword)
                    .collect(Collectors.joining(", "));
        }
    }
}
