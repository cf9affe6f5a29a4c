package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.mapping.target.TargetMapping.Purpose;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.NothingToSend;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.scim.ResourceRemoval.Gone;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import dev.rollcall.outbound.scim.TargetLookup.Result;
import dev.rollcall.outbound.scim.TargetSubjects.Shown;
import dev.rollcall.outbound.scim.TargetSubjects.UserNow;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes a target have a user as the directory has it.
 *
 * <p>Guarantees: no second user is made of one that the target has: who may be there is looked for before it is created. Only a
 * resource whose externalId is ours or empty is touched. What the target has already is not sent.
 */
final class UserWork {
    private static final String USERS = "/Users";
    private static final String USER_NAME = "userName";

    private final TargetConnection target;
    private final TargetMapping mapping;
    private final RandomGenerator random;
    private final ScimExchange exchange;
    private final ScimRun run;
    private final UserNow user;
    private final TargetSubjects subjects;
    private final EndpointQuirks quirks;
    private final ClaimedLookup lookup;
    private final ResourceChange change;

    UserWork(TargetConnection target, TargetMapping mapping, RandomGenerator random, ScimExchange exchange, ScimRun run,
            UserNow user, TargetSubjects subjects) {
        this.target = target;
        this.mapping = mapping;
        this.random = random;
        this.exchange = exchange;
        this.run = run;
        this.user = user;
        this.subjects = subjects;
        this.quirks = new EndpointQuirks(target.quirks(), USERS);
        this.lookup = new ClaimedLookup(new TargetLookup(target, exchange, USERS), subjects, run);
        this.change = ResourceChange.ofUsers(target, mapping, exchange, USERS);
    }

    /** @throws TargetFailure when it cannot be done now */
    DeliveryOutcome run() {
        return user.shown().isPresent() ? keep(user.shown().get()) : remove();
    }

    private DeliveryOutcome keep(Shown shown) {
        TargetBody body = mapping.body(shown.profile(), shown.scim(), Purpose.UPDATE, random);
        if (lacks(body, "externalId")) {
            return skipped(SkipReason.NO_USER_ID);
        }
        if (lacks(body, USER_NAME)) {
            // Once there is one, the user is created after all.
            return new Skipped(SkipReason.NO_EMAIL, run.learnedOfFailure(true), exchange.exchanges());
        }
        if (!body.isWhole()) {
            lockOut(body);
            throw UnmadeRows.failure(body);
        }
        String hash = ScimRun.hash(body);
        if (run.isSent(hash)) {
            run.unchanged();
            return new NothingToSend(run.learned(), exchange.exchanges());
        }
        if (run.remoteId().isPresent()) {
            if (change.become(run, run.remoteId().get(), Optional.empty(), body, hash)) {
                return done();
            }
            run.stale();
        } else if (run.intent() == HeadIntent.CREATE && !run.inDoubt()) {
            return create(shown, body, hash);
        }
        return whereItIs(shown, body, hash);
    }

    /** Whether there is none because the profile has none. */
    private static boolean lacks(TargetBody body, String member) {
        return body.text(member).isEmpty() && !body.unmade().contains(member);
    }

    /** Whoever is blocked is locked out at the target too, whatever else of them cannot be sent. */
    private void lockOut(TargetBody body) {
        JsonNode active = body.resource().path("active");
        if (!active.isBoolean() || active.booleanValue()) {
            return;
        }
        Optional<String> id = run.remoteId();
        boolean maybeThere = run.intent() != HeadIntent.CREATE || run.inDoubt();
        if (id.isEmpty() && maybeThere && body.text("externalId").isPresent()) {
            id = Optional.of(lookup.find(body.text("externalId").get(), USER_NAME, body.text(USER_NAME)))
                    .filter(Result.Found.class::isInstance)
                    .map(found -> ((Result.Found) found).id());
        }
        if (id.isPresent() && new ResourceEnd(target, exchange, USERS).deactivate(id.get(), Optional.empty())) {
            // What was sent before is not what the target has now.
            run.found(run.at(id.get()));
        }
    }

    /** Nobody knows where it is, if anywhere. */
    private DeliveryOutcome whereItIs(Shown shown, TargetBody body, String hash) {
        Result result = lookup.find(body.text("externalId").orElseThrow(), USER_NAME, body.text(USER_NAME));
        if (result instanceof Result.Found found) {
            return adopt(found, body, hash);
        }
        if (run.creates(target.settings().upsert())) {
            return create(shown, body, hash);
        }
        return skipped(result instanceof Result.Taken ? SkipReason.NOT_OURS : SkipReason.UNKNOWN_AT_TARGET);
    }

    private DeliveryOutcome adopt(Result.Found found, TargetBody body, String hash) {
        exchange.settled();
        if (!change.become(run, found.id(), Optional.of(found.resource()), body, hash)) {
            throw TargetFailure.of(Meaning.LATER, target.settings().update().keyword().toUpperCase(Locale.ROOT)
                    + " /Users/… -> 404, though a look-up has just found it");
        }
        return done();
    }

    private DeliveryOutcome create(Shown shown, TargetBody body, String hash) {
        TargetBody whole = mapping.body(shown.profile(), shown.scim(), Purpose.CREATE, random);
        UnmadeRows.refuse(whole);
        boolean wasInTheWay = false;
        for (int tries = 0;; tries++) {
            try {
                TargetReply reply = exchange.send(
                        new Ask("POST", USERS, USERS, Optional.of(whole.resource()), Optional.empty()));
                if (reply.status() == 409) {
                    Optional<DeliveryOutcome> known = conflict(reply, body, hash, wasInTheWay);
                    if (known.isEmpty()) {
                        wasInTheWay = true;
                        continue;
                    }
                    return known.get();
                }
                return created(reply, body, hash);
            } catch (TargetFailure failure) {
                boolean again = failure.meaning() == Meaning.SICK
                        && failure.maybeDone()
                        && failure.hold().isEmpty()
                        && tries < target.settings().retries();
                if (!again || !exchange.pause(tries)) {
                    throw failure;
                }
            }
            // It may be there: whoever creates it again without a look makes a second one.
            Result result = lookup.find(body.text("externalId").orElseThrow(), USER_NAME, body.text(USER_NAME));
            if (result instanceof Result.Found found) {
                return adopt(found, body, hash);
            }
        }
    }

    private DeliveryOutcome created(TargetReply reply, TargetBody body, String hash) {
        boolean plain200 = reply.status() == 200 && !target.settings().createdOnly();
        if (reply.status() != 201 && !plain200) {
            if (reply.ok()) {
                // It may have been made all the same.
                throw new TargetFailure(Meaning.SHAPE, exchange.cause(reply) + ": a creation is answered with 201",
                        Optional.empty(), true);
            }
            throw exchange.unusable(reply);
        }
        Optional<String> id = reply.body().flatMap(ScimReading::idOf);
        if (id.isEmpty()) {
            throw ScimReading.shape(reply, "a User resource with a string id", true);
        }
        if (plain200) {
            target.quirks().learn(TargetQuirks.CREATE_200, "", exchange.evidence(reply), exchange.clock().now());
        }
        exchange.settled();
        change.noteEtag(reply);
        run.acknowledged(id.get(), reply.etag(), change.remembered(body), hash, true);
        return done();
    }

    /**
     * Somebody is in the way: maybe we ourselves, by a creation whose answer was lost; or somebody whose deletion was done between
     * the refusal and the look-up, who is in nobody's way the next time.
     *
     * @param wasInTheWay whether it was tried again for that already
     * @return empty when it is to be tried again at once
     */
    private Optional<DeliveryOutcome> conflict(TargetReply reply, TargetBody body, String hash, boolean wasInTheWay) {
        Result result = inTheWay(body);
        if (result instanceof Result.Found found) {
            return Optional.of(adopt(found, body, hash));
        }
        if (result instanceof Result.Taken(String id) && subjects.isOfGone(run.subject(), id)) {
            exchange.settled();
            // Its deletion is on its way, and one of the two had to come first.
            throw TargetFailure.of(Meaning.LATER, "conflict: " + exchange.cause(reply)
                    + "; the user in the way is gone here and not deleted there yet");
        }
        // Who was seen may have been deleted, and forgotten, before it was asked whose it is.
        if (!wasInTheWay && (result instanceof Result.Nobody || inTheWay(body) instanceof Result.Nobody)) {
            return Optional.empty();
        }
        exchange.settled();
        throw TargetFailure.of(Meaning.FINAL, "conflict: " + exchange.cause(reply)
                + (result instanceof Result.Taken ? "; the user in the way has another externalId" : ""));
    }

    private Result inTheWay(TargetBody body) {
        String externalId = body.text("externalId").orElseThrow();
        Result result = lookup.find(externalId, USER_NAME, body.text(USER_NAME));
        if (result instanceof Result.Nobody
                && target.settings().lookupFallback()
                && !quirks.has(TargetQuirks.EXTERNAL_ID_REFUSED)) {
            // One that was there before us, without an externalId.
            return lookup.byName(externalId, USER_NAME, body.text(USER_NAME).orElseThrow());
        }
        return result;
    }

    private DeliveryOutcome remove() {
        boolean deactivates = target.settings().delete() == ScimTarget.Delete.DEACTIVATE;
        ResourceRemoval removal = new ResourceRemoval(quirks, exchange, run, subjects,
                new TargetLookup(target, exchange, USERS), new ResourceEnd(target, exchange, USERS), deactivates);
        return switch (removal.run(USER_NAME, this::gone)) {
            case GONE -> Done.of(run.learned(), exchange.exchanges());
            case UNKNOWN -> skipped(SkipReason.UNKNOWN_AT_TARGET);
            case ANOTHERS -> skipped(SkipReason.NOT_OURS);
        };
    }

    /** By the same rows, from what is known of who is gone. */
    private Gone gone() {
        Optional<TargetBody> body = subjects.last(run.subject(), run.lastEvent())
                .map(last -> mapping.body(last, JsonNodeFactory.instance.objectNode(), Purpose.UPDATE, random));
        return new Gone(body.flatMap(seen -> seen.text("externalId")), body.flatMap(seen -> seen.text(USER_NAME)));
    }

    private DeliveryOutcome done() {
        return Done.of(run.learned(), exchange.exchanges());
    }

    private DeliveryOutcome skipped(SkipReason reason) {
        return new Skipped(reason, run.learned(), exchange.exchanges());
    }
}
