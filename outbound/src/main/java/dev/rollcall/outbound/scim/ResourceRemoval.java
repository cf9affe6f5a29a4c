package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the resource of somebody, or of a group, who is gone away from a target.
 *
 * <p>Guarantees: what is remembered as another one's is left alone, and so is what the target shows with another externalId where
 * the remembered id is in doubt. Where nobody can say which resource it is, nothing is passed over in silence.
 */
final class ResourceRemoval {
    /** After so many tries nobody is nobody, though an answer was lost before. */
    private static final int LOOKS_IN_DOUBT = 3;

    private final EndpointQuirks quirks;
    private final ScimExchange exchange;
    private final ScimRun run;
    private final TargetSubjects subjects;
    private final TargetLookup lookup;
    private final ResourceEnd ending;
    private final boolean deactivates;

    /** @param deactivates whether {@code active} is set to false instead */
    ResourceRemoval(EndpointQuirks quirks, ScimExchange exchange, ScimRun run, TargetSubjects subjects,
            TargetLookup lookup, ResourceEnd ending, boolean deactivates) {
        this.quirks = quirks;
        this.exchange = exchange;
        this.run = run;
        this.subjects = subjects;
        this.lookup = lookup;
        this.ending = ending;
        this.deactivates = deactivates;
    }

    /** How it ended. */
    enum End {
        /** The target does not have it any more, or has it deactivated. */
        GONE,
        /** The target has none, and nothing was remembered. */
        UNKNOWN,
        /** What there is is another one's. */
        ANOTHERS
    }

    /**
     * What can be said of who is gone.
     *
     * @param externalId empty when nobody can say any more
     * @param name what a target is asked by that refuses a filter by externalId
     */
    record Gone(Optional<String> externalId, Optional<String> name) {}

    /**
     * Takes it away. What is remembered of it is forgotten, or is the deactivated resource.
     *
     * @param nameAttribute {@code userName} or {@code displayName}
     * @param gone asked for when a remembered id is not enough
     * @throws TargetFailure when it cannot be done now, or nobody can say which one is to be taken away
     */
    End run(String nameAttribute, Supplier<Gone> gone) {
        Optional<String> known = run.remoteId().filter(id -> !subjects.isAnothers(run.subject(), id));
        // After a creation that may not have arrived, a remembered id may be another one's.
        boolean trusted = known.isPresent() && run.intent() != HeadIntent.LOOK_DELETE;
        if (trusted && end(known.get(), Optional.empty())) {
            return End.GONE;
        }
        Gone who = gone.get();
        if (who.externalId().isEmpty()) {
            if (run.inDoubt() && known.isEmpty()) {
                throw TargetFailure.of(Meaning.FINAL, "Its connection is gone, and whether the target has it was never"
                        + " known; look for it there, and delete it");
            }
            return notFound(known, who);
        }
        return switch (lookup.find(who.externalId().get(), nameAttribute, who.name())) {
            case Result.Found(String id, ObjectNode resource) -> found(id, resource, known, who);
            case Result.Unaskable(String cause) ->
                throw TargetFailure.of(Meaning.FINAL, cause + "; nobody can say which resource is to be deleted");
            case Result.Nobody _,Result.Taken _ -> notFound(known, who);
        };
    }

    private End found(String id, ObjectNode resource, Optional<String> known, Gone who) {
        if (subjects.isAnothers(run.subject(), id)) {
            return over(End.ANOTHERS);
        }
        // Where the filter is ignored, one without an externalId that has the name is as likely to be anybody's.
        boolean guessed = ScimReading.text(resource, "externalId").isEmpty()
                && quirks.has(TargetQuirks.EXTERNAL_ID_IGNORED);
        if (guessed) {
            return notFound(known, who);
        }
        return end(id, Optional.of(resource)) ? End.GONE : over(End.GONE);
    }

    private End notFound(Optional<String> known, Gone who) {
        if (known.isEmpty() && run.inDoubt() && run.tries() < LOOKS_IN_DOUBT) {
            // A slow target may do what it was asked for after it has been asked whether it did.
            throw TargetFailure.of(Meaning.LATER,
                    "the target may have done something whose answer was lost, and shows nobody"
                            + " yet; it is looked for once more");
        }
        if (known.isPresent() && run.intent() == HeadIntent.LOOK_DELETE && endOurs(known.get(), who.externalId())) {
            return End.GONE;
        }
        boolean anothers = run.remoteId().isPresent() && known.isEmpty();
        return over(anothers ? End.ANOTHERS : known.isPresent() ? End.GONE : End.UNKNOWN);
    }

    /** Takes away what a doubtful id names, when that is ours; whether it was. */
    private boolean endOurs(String id, Optional<String> externalId) {
        Optional<ObjectNode> resource = ending.read(id);
        Optional<String> shown = resource.flatMap(seen -> ScimReading.text(seen, "externalId"));
        if (externalId.isEmpty() && shown.isPresent()) {
            throw TargetFailure.of(Meaning.FINAL,
                    "Its connection is gone, and nobody can say whether what the target has"
                            + " is its own; look for it there, and delete it");
        }
        boolean ours = shown.isEmpty() || shown.equals(externalId);
        return resource.isPresent() && ours && end(id, resource);
    }

    /** Deletes or deactivates; whether it was there. */
    private boolean end(String id, Optional<ObjectNode> shown) {
        boolean was = deactivates ? ending.deactivate(id, shown) : ending.delete(run, id);
        if (was) {
            exchange.settled();
            if (deactivates) {
                run.deactivated(id);
            } else {
                run.gone();
            }
        }
        return was;
    }

    private End over(End end) {
        exchange.settled();
        run.gone();
        return end;
    }
}
