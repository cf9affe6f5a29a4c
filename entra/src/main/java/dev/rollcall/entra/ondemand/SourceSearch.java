package dev.rollcall.entra.ondemand;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import java.util.List;
import java.util.stream.Stream;

/** Finds the user or group that a person means. */
final class SourceSearch {
    private static final List<String> NAMES = List.of("userPrincipalName", "mail", "displayName");

    private SourceSearch() {}

    /**
     * The object of that id, or the only one with that principal name, mail address or display name, in any case.
     *
     * @throws JobException when there is none, or when several have the name
     */
    static SourceObject find(SourceSnapshot snapshot, String who) {
        List<SourceObject> all = Stream.concat(snapshot.users().values().stream(), snapshot.groups().values().stream())
                .toList();
        List<SourceObject> byId = all.stream().filter(object -> object.id().equalsIgnoreCase(who)).toList();
        if (!byId.isEmpty()) {
            return byId.getFirst();
        }
        for (String name : NAMES) {
            List<SourceObject> found = all.stream().filter(object -> is(object, name, who)).toList();
            if (found.size() > 1) {
                throw new JobException(
                        Problem.REQUEST,
                        "%d objects of the source have the %s '%s'. Name the one you mean by its id: %s."
                                .formatted(
                                        found.size(),
                                        name,
                                        who,
                                        String.join(", ", found.stream().map(SourceObject::id).limit(10).toList())));
            }
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        throw new JobException(
                Problem.NOT_FOUND,
                "The source has no user or group '%s'. Name one by its principal name, mail, display name or id."
                        .formatted(who));
    }

    private static boolean is(SourceObject object, String name, String who) {
        return object.attribute(name).filter(value -> value.asString("").equalsIgnoreCase(who)).isPresent();
    }
}
