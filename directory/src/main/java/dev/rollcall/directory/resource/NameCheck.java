package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.UndeclaredFilters;
import dev.rollcall.scim.filter.UndeclaredFilters.Asked;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a filter may ask for a name that no schema declares: only when a resource of the connection has ever brought it,
 * because nobody found for a mistyped name would make an identity provider create everybody once more. It costs one look-up,
 * and nothing where all names are declared.
 */
final class NameCheck {
    private final ReadSession session;
    private final ScimCall call;

    NameCheck(ReadSession session, ScimCall call) {
        this.session = session;
        this.call = call;
    }

    /**
     * Passes when all names are declared or known, and records those that no schema declares.
     *
     * @throws ScimException {@code invalidFilter} for the first that nobody ever brought
     */
    void requireBrought(Search.Request request) {
        Set<Asked> asked = request.filter().map(UndeclaredFilters::asked).orElse(Set.of());
        if (asked.isEmpty()) {
            return;
        }
        Set<String> known = session.undeclaredNames()
                .known(call.connection(), request.kind().name(),
                        asked.stream().map(Asked::name).collect(Collectors.toSet()));
        for (Asked each : asked) {
            if (!known.contains(each.name())) {
                throw unknown(each, request);
            }
        }
        asked.forEach(each -> call.tolerances().fired(Tolerance.UNDECLARED_FILTER, each.place().text()));
    }

    private ScimException unknown(Asked asked, Search.Request request) {
        ScimException unknown = UndeclaredFilters.unknown(asked, request.kind().type());
        return session.undeclaredNames().overflowed(call.connection())
                ? ScimException.of(ScimType.INVALID_FILTER, unknown.detail()
                        + " If it is right: resources of this connection have brought more undeclared names than are"
                        + " remembered of one, and it may be one of those. Have the operator raise limits.undeclared-names"
                        + " or limits.undeclared-name-bytes, and change a resource that has it.")
                : unknown;
    }
}
