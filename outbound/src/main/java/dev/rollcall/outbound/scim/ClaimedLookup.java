package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import java.util.Optional;

/**
 * Finds the target's resource of one subject for whoever is going to change it.
 *
 * <p>Guarantees: what is found is remembered as the subject's and nobody else's before anything is sent to it, so that two subjects
 * never have one resource. What is remembered as that of another one who is to be there is {@link Result.Taken}.
 */
final class ClaimedLookup {
    private final TargetLookup lookup;
    private final TargetSubjects subjects;
    private final ScimRun run;

    ClaimedLookup(TargetLookup lookup, TargetSubjects subjects, ScimRun run) {
        this.lookup = lookup;
        this.subjects = subjects;
        this.run = run;
    }

    /** As {@link TargetLookup#find}. */
    Result find(String externalId, String nameAttribute, Optional<String> name) {
        return claimed(lookup.find(externalId, nameAttribute, name));
    }

    /** As {@link TargetLookup#byName}. */
    Result byName(String externalId, String attribute, String name) {
        return claimed(lookup.byName(externalId, attribute, name));
    }

    private Result claimed(Result result) {
        if (!(result instanceof Result.Found found)) {
            return result;
        }
        RemoteRecord record = run.at(found.id());
        boolean shown = ScimReading.text(found.resource(), "externalId").isPresent();
        return switch (subjects.claim(record, shown)) {
            case OURS -> {
                run.found(record);
                yield found;
            }
            case ANOTHERS -> new Result.Taken(found.id());
            case TAKEN_OVER -> {
                run.found(record);
                // A deletion of the one who had it may be under way; whoever comes after it finds out.
                throw TargetFailure.of(Meaning.LATER, "the resource at the target was remembered as another one's;"
                        + " it is this one's from now on");
            }
        };
    }
}
