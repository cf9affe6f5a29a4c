package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DestinationReading;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a stream is after a draft was applied to it. */
final class StreamChange {
    private final StreamRules rules;
    private final SealedSecrets secrets;

    StreamChange(StreamRules rules, SealedSecrets secrets) {
        this.rules = rules;
        this.secrets = secrets;
    }

    /** The stream as it is to be; the same when the draft changes nothing. */
    EventStream of(EventStream before, StreamDraft draft, Instant now) {
        StreamSettings settings = new StreamSettings(
                draft.destination().map(DestinationReading::settings).orElse(before.destination()),
                draft.filter().orElse(before.filter()),
                draft.policy().orElse(before.policy()));
        StreamRules.requireSameKind(before.destination(), settings.destination());
        List<EventType> subscriptions = draft.subscriptions().orElse(before.subscriptions());
        rules.check(settings, subscriptions);
        Optional<String> sealed = draft.destination().isPresent()
                ? sealed(before, draft.destination().get())
                : before.secrets();
        StreamState state = draft.enabled()
                .map(enabled -> StreamSwitch.switched(before.state(), enabled, now))
                .orElse(before.state());
        EventStream after = new EventStream(before.id(), draft.name().orElse(before.name()), state,
                subscriptions, settings, sealed, before.createdAt(),
                before.updatedAt(), before.revision());
        return after.equals(before) ? before : at(after, now);
    }

    private Optional<String> sealed(EventStream before, DestinationReading sent) {
        Optional<TargetSecrets> had = secrets.of(before);
        TargetSecrets has = KeptSecrets.of(sent.settings(), sent.secrets(), Optional.of(before.destination()), had);
        // Sealing gives another text each time.
        return had.filter(has::equals).isPresent() ? before.secrets() : secrets.sealed(before.id(), has);
    }

    /** The same with other secrets, changed now. */
    EventStream withSecrets(EventStream stream, TargetSecrets other, Instant now) {
        return at(new EventStream(stream.id(), stream.name(), stream.state(), stream.subscriptions(), stream.settings(),
                secrets.sealed(stream.id(), other), stream.createdAt(), stream.updatedAt(), stream.revision()), now);
    }

    private static EventStream at(EventStream stream, Instant now) {
        return new EventStream(stream.id(), stream.name(), stream.state(), stream.subscriptions(), stream.settings(),
                stream.secrets(), stream.createdAt(), now, stream.revision());
    }
}
