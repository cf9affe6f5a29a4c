package dev.rollcall.check;

import java.util.List;
import java.util.Set;

/**
 * What one check is about.
 *
 * @param id stable over versions, {@code entra.duplicate-user}; it begins with the profile
 * @param title what a sound endpoint does, in one sentence without a full stop
 * @param severity what it means when the endpoint does not
 * @param why what happens to an administrator then
 * @param mend what to change in the endpoint
 * @param sources where it is written: sections of RFCs, {@code RFC 7644 §3.3}, and pages of Microsoft and Okta
 * @param needs what the endpoint must have for the check to be applicable
 */
public record Check(
        String id,
        String title,
        CheckProfile profile,
        Severity severity,
        String why,
        String mend,
        List<String> sources,
        Set<Capability> needs) {
    public Check {
        sources = List.copyOf(sources);
        needs = Set.copyOf(needs);
    }
}
