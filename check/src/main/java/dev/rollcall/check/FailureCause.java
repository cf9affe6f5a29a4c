package dev.rollcall.check;

import java.util.List;

/**
 * One thing to mend, with the checks that did not pass because of it.
 *
 * @param headline what the endpoint does wrong, in one sentence without a full stop
 * @param severity the worst of its checks
 * @param mend what to change in the endpoint
 * @param checks ids in the order of the catalogue
 */
public record FailureCause(String headline, Severity severity, String mend, List<String> checks) {
    public FailureCause {
        checks = List.copyOf(checks);
    }
}
