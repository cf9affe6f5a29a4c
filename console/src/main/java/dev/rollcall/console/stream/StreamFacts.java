package dev.rollcall.console.stream;

import dev.rollcall.console.stream.StreamEntryView.Fact;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.WebhookTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is set of a stream and how its target is treated, in words; no secret is in it. */
final class StreamFacts {
    private StreamFacts() {}

    /** Where it goes. */
    static URI target(DestinationSettings settings) {
        return switch (settings) {
            case ScimTarget scim -> scim.baseUrl();
            case WebhookTarget webhook -> webhook.endpoint();
            case LogoutTarget logout -> logout.endpoint();
        };
    }

    /** Whether the target is sent what is due. */
    static String circuit(EventStream stream, StreamStatus status, Instant now) {
        StreamProgress progress = status.progress();
        if (!stream.state().isEnabled()) {
            return "Nothing is sent: the stream is " + StreamHealth.state(stream) + ".";
        }
        if (StreamStatus.isOpen(progress, now)) {
            String failures = progress.failures() + " answers in a row said that the target is sick";
            return progress.probeAt().filter(at -> at.isAfter(now)).isPresent()
                    ? "Open: " + failures + ". One delivery after the other is tried, the next one at the time above."
                    : "Probing: " + failures + ". The next delivery is tried now.";
        }
        if (progress.heldUntil().isAfter(now)) {
            return "Held: the target asked to be left alone for a while.";
        }
        return progress.failures() == 0
                ? "Closed: the target is sent what is due."
                : "Closed: the target is sent what is due, though " + progress.failures()
                        + " answers in a row were bad. It opens after " + StreamStatus.FAILURES + " within "
                        + StreamStatus.FAILING.toSeconds() + " seconds.";
    }

    /** How fast and how often it tries. */
    static List<Fact> pacing(EventStream stream) {
        DeliveryPolicy policy = stream.policy();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("At once", stream.destination().concurrency() + " users or groups"));
        if (stream.destination() instanceof ScimTarget scim) {
            facts.add(new Fact("Requests a second", scim.rate()
                    .map(rate -> Integer.toString(rate))
                    .orElse("no limit of ours")));
        }
        facts.add(new Fact("An answer may take", text(stream.destination().timeout())));
        facts.add(new Fact("Tried again after", text(policy.firstDelay()) + ", then " + factor(policy.factor())
                + " times as long each time, up to " + text(policy.longestDelay())));
        facts.add(new Fact("Given up after", text(policy.giveUpAfter()) + " in vain while the target takes others"));
        return facts;
    }

    /** What it sends and leaves out. */
    static List<Fact> settings(ReadSession session, EventStream stream) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Events", stream.subscriptions()
                .stream()
                .map(EventType::keyword)
                .collect(Collectors.joining(", "))));
        facts.add(new Fact("Connections", stream.filter().connections().isEmpty() ? "all"
                : stream.filter()
                        .connections()
                        .stream()
                        .map(id -> name(session, id))
                        .sorted()
                        .collect(Collectors.joining(", "))));
        if (!stream.filter().changed().isEmpty()) {
            facts.add(new Fact("Only when changed", stream.filter()
                    .changed()
                    .stream()
                    .sorted()
                    .collect(Collectors.joining(", "))));
        }
        stream.filter().condition().ifPresent(condition -> facts.add(new Fact("Condition", condition)));
        if (stream.destination() instanceof ScimTarget scim) {
            facts.add(new Fact("Preset", scim.preset()));
            facts.add(new Fact("A change is sent as", scim.update().keyword()));
            facts.add(new Fact("A deletion is sent as", scim.delete().keyword()));
            facts.add(new Fact("Groups", scim.groups() ? "are sent" : "are not sent"));
        }
        if (stream.destination() instanceof WebhookTarget webhook && webhook.format().isSecurityEvent()) {
            facts.add(new Fact("Format", webhook.format().keyword()));
            facts.add(new Fact("Audience", webhook.audience().orElseGet(() -> webhook.endpoint().toString())));
        }
        return facts;
    }

    private static String name(ReadSession session, ConnectionId id) {
        return session.connections().find(id).map(Connection::name).orElse(id.value());
    }

    private static String factor(double factor) {
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }

    /** Such as {@code 3 d}, {@code 90 s} or {@code 250 ms}: in the largest unit in which it is whole. */
    private static String text(Duration time) {
        if (time.toMillisPart() != 0 || time.isZero()) {
            return time.toMillis() + " ms";
        }
        if (time.toSecondsPart() != 0) {
            return time.toSeconds() + " s";
        }
        if (time.toMinutesPart() != 0) {
            return time.toMinutes() + " min";
        }
        return time.toHoursPart() != 0 ? time.toHours() + " h" : time.toDays() + " d";
    }
}
