package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.access.DeliveryFilter;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a link asks for of a stream's deliveries, so that it can be shared: {@code status} (some of {@code pending}, {@code delivered},
 * {@code superseded}, {@code skipped} and {@code failed}, with commas between them), {@code type} (of events, likewise), {@code
 * subject}, {@code cause}, and {@code within} ({@code 1h}, {@code 24h}, {@code 7d}) or {@code since} and {@code until}, which go by when
 * they were put on their way; {@code failed-before} goes by when they had failed for good.
 *
 * @param within as it stands in the link, unless that has a time; empty text for any time
 */
record DeliveryLink(Set<DeliveryState> states, Set<EventType> types, Optional<SubjectKey> subject,
        Optional<String> cause, String within, Optional<Instant> since, Optional<Instant> until,
        Optional<Instant> failedBefore) {
    private static final String FAILED_BEFORE = "failed-before";
    private static final Map<String, Duration> SPANS = Map.of("1h", Duration.ofHours(1), "24h", Duration.ofDays(1),
            "7d", Duration.ofDays(7));

    DeliveryLink {
        states = Set.copyOf(states);
        types = Set.copyOf(types);
    }

    /** Of a query. @throws ManagementFailure 400 that says what to write instead */
    static DeliveryLink of(ManagementQuery query) {
        Optional<Instant> since = query.instant("since");
        Optional<Instant> until = query.instant("until");
        return new DeliveryLink(
                query.list("status").stream().map(DeliveryLink::state).collect(Collectors.toSet()),
                query.list("type").stream().map(StreamForm::type).collect(Collectors.toSet()),
                query.text("subject").map(DeliveryLink::subject),
                query.text("cause"),
                query.text("within")
                        .filter(span -> SPANS.containsKey(span) && since.isEmpty() && until.isEmpty())
                        .orElse(""),
                since,
                until,
                query.instant(FAILED_BEFORE));
    }

    /** The walk over them, newest first. @param after beyond which to go on */
    DeliveryQuery walk(StreamId stream, Optional<EventId> after, Instant now) {
        return new DeliveryQuery(stream, states, types, subject, cause, begin(now), until, failedBefore, after, true,
                DeliveryQuery.BUDGET);
    }

    /** The dead letters among them. */
    DeliveryFilter deadLetters(Instant now) {
        return new DeliveryFilter(types, subject, cause, begin(now), until, failedBefore);
    }

    /** The same with the times that it means now, so that it means the same later on. */
    DeliveryLink fixed(Instant now) {
        return new DeliveryLink(states, types, subject, cause, "", begin(now), until,
                failedBefore.or(() -> Optional.of(now)));
    }

    /** As a link has it. */
    LinkQuery query() {
        return LinkQuery.NONE
                .with("status", words(states.stream().sorted().map(DeliveryState::keyword).toList()))
                .with("type", words(types.stream().sorted().map(EventType::keyword).toList()))
                .with("subject", subject.map(SubjectKey::text))
                .with("cause", cause)
                .with("within", Optional.of(within).filter(text -> !text.isEmpty()))
                .with("since", since.map(Instant::toString))
                .with("until", until.map(Instant::toString))
                .with(FAILED_BEFORE, failedBefore.map(Instant::toString));
    }

    /** The types of events as they are written, with commas between them. */
    String typeWords() {
        return types.stream().sorted().map(EventType::keyword).collect(Collectors.joining(","));
    }

    /** What of it the commands for deliveries have flags for, but for the states. */
    String flags() {
        StringBuilder flags = new StringBuilder();
        if (!types.isEmpty()) {
            flags.append(" --type ").append(typeWords());
        }
        subject.ifPresent(one -> flags.append(" --subject ").append(CommandWord.of(one.text())));
        cause.ifPresent(one -> flags.append(" --cause ").append(CommandWord.of(one)));
        since.ifPresent(at -> flags.append(" --since ").append(at));
        until.ifPresent(at -> flags.append(" --until ").append(at));
        return flags.toString();
    }

    /** Whether nothing is left out. */
    boolean isEverything() {
        return query().text().isEmpty();
    }

    private Optional<Instant> begin(Instant now) {
        return since.or(() -> Optional.ofNullable(SPANS.get(within)).map(now::minus));
    }

    private static Optional<String> words(List<String> words) {
        return Optional.of(String.join(",", words)).filter(text -> !text.isEmpty());
    }

    private static DeliveryState state(String word) {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.keyword().equals(word))
                .findFirst()
                .orElseThrow(() -> ManagementFailure.query("There is no status \"" + Excerpt.of(word)
                        + "\" of a delivery: use some of " + Arrays.stream(DeliveryState.values())
                                .map(DeliveryState::keyword)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static SubjectKey subject(String text) {
        return SubjectKey.parse(text)
                .orElseThrow(
                        () -> ManagementFailure.query("The subject must be as the list of deliveries has it; follow"
                                + " its link there."));
    }
}
