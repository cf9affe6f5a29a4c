package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StreamView.StreamPlace;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationReading;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.scim.text.Excerpt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The event streams of this installation. What is done here is in effect in every running server within a second.
 *
 * <p>Guarantees: a stream begins at the place in the change record that its creation has, and its place is held from the same
 * write on; secrets are in the store only sealed, for this stream alone; each change has its row in the audit log, in the same
 * write, without secrets.
 */
public final class EventStreams {
    static final String KIND = "event_stream";
    static final String LANE = "streams";
    /** How often a change is tried that others are faster than. */
    private static final int ATTEMPTS = 4;

    /** How long a signing secret is in force beside the one that takes its place, when nothing else is said. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final Storage storage;
    private final SealedSecrets secrets;
    private final Clock clock;
    private final StreamOptions options;
    private final StreamRules rules;
    private final StreamChange change;
    private final Share share;
    private final AuditTrail trail;

    /** @param secure a cryptographically strong source, except in tests */
    public EventStreams(Storage storage, SecretSeal seal, Clock clock, RandomGenerator secure, StreamOptions options) {
        this(storage, new SealedSecrets(seal, secure), clock, options, Share.HOUSE, AuditTrail.NONE);
    }

    private EventStreams(
            Storage storage, SealedSecrets secrets, Clock clock, StreamOptions options, Share share, AuditTrail trail) {
        this.storage = storage;
        this.secrets = secrets;
        this.clock = clock;
        this.options = options;
        this.rules = new StreamRules(options);
        this.change = new StreamChange(rules, secrets);
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public EventStreams countedFor(Share other) {
        return new EventStreams(storage, secrets, clock, options, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public EventStreams audited(AuditTrail other) {
        return new EventStreams(storage, secrets, clock, options, share, other);
    }

    /**
     * Makes a stream, which delivers what happens from now on. One that posts CloudEvents gets a secret to sign with.
     *
     * @throws DirectoryException when the draft breaks a rule, its name is taken, or there are too many streams
     */
    public NewStream create(StreamDraft draft) {
        String name = StreamRules.name(draft.name().orElseThrow(() -> missing("name", "a text")));
        DestinationReading destination = draft.destination()
                .orElseThrow(() -> missing("destination", "an object with type and configuration"));
        StreamSettings settings = new StreamSettings(destination.settings(),
                draft.filter().orElse(StreamFilter.NONE), draft.policy().orElse(DeliveryPolicy.DEFAULT));
        rules.check(settings, draft.subscriptions().orElse(List.of()));
        List<EventType> subscriptions = draft.subscriptions()
                .orElseThrow(() -> missing("subscriptions", "a list such as [{\"event_type\":\"user.created\"}]"));
        Instant now = now();
        TargetSecrets kept = KeptSecrets.of(settings.destination(), destination.secrets(), Optional.empty(),
                Optional.empty());
        Optional<SigningSecret> signing = settings.destination() instanceof WebhookTarget webhook
                && webhook.hasSecrets()
                        ? Optional.of(secrets.newSigning(now))
                        : Optional.empty();
        TargetSecrets all = kept.withSigning(signing.stream().toList());
        StreamId id = secrets.newId();
        EventStream stream = new EventStream(id, name,
                draft.enabled().orElse(true) ? StreamState.enabled(now) : StreamState.disabled(now),
                subscriptions, settings, secrets.sealed(id, all), now, now, 0);
        storage.write(share, LANE, session -> {
            if (session.streams().count() >= options.most()) {
                throw new DirectoryException(Kind.TAKEN, "There are " + options.most() + " event streams already, which"
                        + " is the most there may be. Delete one, or let the operator raise limits.event-streams.");
            }
            String position = session.changes().end();
            boolean added = named(name, () -> {
                session.streams().add(stream, position);
                return true;
            });
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), id.readerName(), position, now.plus(options.hold())));
            trail.made(session, KIND, Optional.empty(), id.value(), StreamJson.of(stream));
            return added;
        });
        return new NewStream(there(id), signing.map(SigningSecret::secret));
    }

    /**
     * Changes what a draft says of a stream; the stream as it is then. What it says nothing of stays, secrets too.
     *
     * @throws DirectoryException when there is no such stream, or it would break a rule
     */
    public EventStream edit(StreamId id, StreamDraft draft) {
        draft.name().ifPresent(StreamRules::name);
        EventStream known = there(id);
        boolean other = draft.destination().isPresent()
                && StreamRules.isOtherTarget(known, draft.destination().get().settings());
        boolean forgotten = false;
        if (other) {
            // What is refused afterwards would have forgotten the old target all the same.
            EventStream wanted = change.of(known, draft, now());
            requireFree(id, wanted.name());
            forgotten = new OtherTarget(storage, share, clock).forget(id);
        }
        boolean compared = forgotten;
        return put(id, before -> {
            EventStream after = change.of(before, draft, now());
            return compared && after.state().kind() != StreamState.Kind.DISABLED ? after.in(OtherTarget.state(now()))
                    : after;
        });
    }

    /**
     * Changes a stream by what it is when it is changed; the stream as it is then.
     *
     * @param draft made of the stream as it is, with the same target
     * @throws DirectoryException when there is no such stream, or it would break a rule
     */
    public EventStream edit(StreamId id, Function<EventStream, StreamDraft> draft) {
        return put(id, before -> change.of(before, draft.apply(before), now()));
    }

    /**
     * What a stream would be after a change. Nothing is changed.
     *
     * @throws DirectoryException when there is no such stream, or it would break a rule
     */
    public EventStream draft(StreamId id, Function<EventStream, StreamDraft> draft) {
        EventStream before = there(id);
        return change.of(before, draft.apply(before), now());
    }

    private void requireFree(StreamId id, String name) {
        if (storage.read(share, session -> session.streams().named(name))
                .filter(one -> !one.id().equals(id))
                .isPresent()) {
            throw taken(name);
        }
    }

    /**
     * Changes a stream by what was read of it, beside the writer; again when somebody else was faster, and not for ever.
     *
     * @param edit makes what the stream is to be; the same for no change
     */
    private EventStream put(StreamId id, UnaryOperator<EventStream> edit) {
        for (int i = 0; i < ATTEMPTS; i++) {
            EventStream before = there(id);
            EventStream after = edit.apply(before);
            if (after.equals(before) || storage.write(share, LANE, session -> put(session, before, after))) {
                return there(id);
            }
        }
        throw new DirectoryException(Kind.TAKEN,
                "The stream is being changed by others all the time. Read it, and send the change again.");
    }

    private boolean put(WriteSession session, EventStream before, EventStream wanted) {
        boolean begins = !before.state().isEnabled() && wanted.state().isEnabled();
        EventStream after = begins
                ? wanted.in(StreamSwitch.enabled(session, before, now(), options.hold()))
                : wanted;
        if (!named(after.name(), () -> session.streams().put(after))) {
            return false;
        }
        if (StreamRules.isOtherTarget(before, after.destination())) {
            OtherTarget.begin(session, after.id(), now());
        }
        if (after.state().kind() == StreamState.Kind.DISABLED) {
            StreamSwitch.keepLost(session, before);
        }
        if (after.state().kind() == StreamState.Kind.NEEDS_SYNC && !after.state().equals(before.state())) {
            StreamSwitch.keepLost(session, after);
        }
        if (!after.destination().equals(before.destination())) {
            session.remotes().unlearnAll(after.id());
        }
        if (!before.state().isEnabled() && after.state().isEnabled()) {
            session.deliveries().dueNow(after.id(), now());
        }
        trail.changed(session, KIND, Optional.empty(), after.id().value(), StreamJson.of(before), StreamJson.of(after));
        return true;
    }

    /** One stream. */
    public Optional<EventStream> find(StreamId id) {
        return storage.read(share, session -> session.streams().find(id)).filter(stream -> !stream.isHidden());
    }

    /** The stream with that id, or with that name without regard to case. */
    public Optional<EventStream> find(String idOrName) {
        return storage.read(share, session -> StreamId.parse(idOrName)
                .flatMap(session.streams()::find)
                .or(() -> session.streams().named(idOrName))).filter(stream -> !stream.isHidden());
    }

    /** Streams by creation. @param after the stream after which they begin */
    public List<EventStream> page(Optional<StreamPlace> after, int limit) {
        return storage.read(share, session -> session.streams().page(after, limit));
    }

    /** Deletes a stream for good, with all that waits for its target; whether there was one. */
    public boolean delete(StreamId id) {
        return storage.write(share, LANE, session -> {
            Optional<EventStream> known = session.streams().find(id).filter(stream -> !stream.isHidden());
            boolean removed = known.isPresent() && session.streams().remove(id);
            if (removed) {
                trail.deleted(session, KIND, Optional.empty(), id.value(), StreamJson.of(known.get()));
            }
            return removed;
        });
    }

    /**
     * Gives a stream with a webhook another secret to sign with; those that it has are in force beside it for a while.
     *
     * @param overlap how long; those that end sooner end as they were to
     * @throws DirectoryException when there is no such stream, it signs nothing, or it has as many as it may
     */
    public NewStream rotateSecret(StreamId id, Duration overlap) {
        Instant now = now();
        SigningSecret made = secrets.newSigning(now);
        EventStream after = put(id, before -> {
            if (before.destination() instanceof WebhookTarget webhook && !webhook.hasSecrets()) {
                throw StreamRules.invalid("The tokens of this stream are signed with the service's own keys, which"
                        + " /.well-known/jwks.json shows. Make another one with rollcall key rotate.");
            }
            if (!(before.destination() instanceof WebhookTarget)) {
                throw StreamRules.invalid("A stream of the type " + before.destination().kind()
                        + " signs nothing. Change its token by PATCH, with the whole destination.");
            }
            TargetSecrets had = secrets.of(before).orElse(TargetSecrets.NONE);
            return change.withSecrets(before, SealedSecrets.rotated(had, made, now, overlap), now);
        });
        return new NewStream(after, Optional.of(made.secret()));
    }

    /** The secrets of a stream; empty when they were sealed under a key that is not here. */
    public Optional<TargetSecrets> secrets(EventStream stream) {
        return secrets.of(stream);
    }

    /** The connection of that name or id. @throws DirectoryException when there is none */
    public ConnectionId connection(String idOrName) {
        return storage.read(share, session -> ConnectionId.parse(idOrName)
                .map(session.connections()::find)
                .orElseGet(() -> session.connections().named(idOrName)))
                .orElseThrow(() -> StreamRules.invalid("There is no connection \"" + Excerpt.of(idOrName)
                        + "\". Name one that is there, by its name or its id."))
                .id();
    }

    private EventStream there(StreamId id) {
        return storage.read(share, session -> there(session, id));
    }

    static EventStream there(ReadSession session, StreamId id) {
        return session.streams().find(id).filter(stream -> !stream.isHidden()).orElseThrow(() -> missing(id));
    }

    static DirectoryException missing(StreamId id) {
        return new DirectoryException(Kind.NOT_FOUND,
                "There is no event stream " + id + ". List them with GET /api/v2/event-streams or \"rollcall stream"
                        + " list\".");
    }

    private static DirectoryException missing(String field, String what) {
        return StreamRules.invalid("The field " + field + " is missing. Send " + what + ".");
    }

    private static boolean named(String name, BooleanSupplier write) {
        try {
            return write.getAsBoolean();
        } catch (UniqueKeyTakenException e) {
            throw taken(name);
        }
    }

    private static DirectoryException taken(String name) {
        return new DirectoryException(Kind.TAKEN, "The name \"" + Excerpt.of(name)
                + "\" is taken by another event stream, whose name may differ by case. Choose another one.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
