package dev.rollcall.outbound.alert;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a stream now, each by its cause with a sentence that says what to do. A look costs a few reads by key, and no
 * request to the target.
 */
final class AlertRules {
    static final String PAUSED = "paused";
    static final String NEEDS_SYNC = "needs_sync";
    static final String DEAD_LETTERS = "dead_letters";
    static final String BACKLOG = "backlog";
    static final String EXPIRY = "expiry";

    private final Duration backlog;
    private final Duration expiry;
    private final SecretSeal seal;

    /** @param seal opens the streams' secrets, of which only their ends are looked at */
    AlertRules(Duration backlog, Duration expiry, SecretSeal seal) {
        this.backlog = backlog;
        this.expiry = expiry;
        this.seal = seal;
    }

    Map<String, String> wrong(ReadSession session, EventStream stream, Instant now) {
        Map<String, String> wrong = new LinkedHashMap<>();
        StreamState state = stream.state();
        if (state.kind() == StreamState.Kind.PAUSED && state.reason().isPresent()) {
            wrong.put(PAUSED, "The stream is paused. " + state.reason().get());
        }
        if (state.kind() == StreamState.Kind.NEEDS_SYNC) {
            wrong.put(NEEDS_SYNC, "The stream waits for a sync. " + state.reason().orElse(""));
        }
        StreamRoom room = session.deliveries().room(stream.id(), 1, 1, 1);
        if (room.failed() > 0) {
            wrong.put(DEAD_LETTERS, stream.destination() instanceof LogoutTarget logout
                    ? "The logout URL of the connection " + logout.connection() + " has refused tokens, so that some"
                            + " sessions have not ended. Look at options.backchannel_logout_uri and at what answers there."
                    : "Some deliveries have failed for good. Look at their causes, mend them, then deliver them"
                            + " again, or discard them with a reason.");
        }
        if (state.isEnabled() && room.open() > 0) {
            session.deliveries()
                    .oldestOpen(stream.id())
                    .map(StreamDelivery::createdAt)
                    .filter(at -> at.plus(backlog).isBefore(now))
                    .ifPresent(
                            at -> wrong.put(BACKLOG, "The oldest delivery waits since " + at + ". Look at the target's"
                                    + " last answer."));
        }
        expiry(stream, now).ifPresent(sentence -> wrong.put(EXPIRY, sentence));
        return wrong;
    }

    private Optional<String> expiry(EventStream stream, Instant now) {
        return stream.secrets()
                .flatMap(sealed -> seal.open(sealed, stream.id().purpose()))
                .map(TargetSecretsJson::parse)
                .or(() -> Optional.of(TargetSecrets.NONE))
                .flatMap(secrets -> SecretExpiry.of(stream, secrets))
                .filter(end -> end.at().minus(expiry).isBefore(now))
                .map(end -> "On " + end.at() + " " + end.what() + " ends. Set a new one before.");
    }
}
