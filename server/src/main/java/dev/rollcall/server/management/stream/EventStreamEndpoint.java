package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamDraft;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.storage.StreamView.StreamPlace;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, reads, changes and deletes event streams, and gives them another secret to sign with. */
final class EventStreamEndpoint {
    private static final String LIST = "eventStreams";
    /** Bytes that one stream of a page may take: what is kept of it, and the same as text. */
    private static final long LARGEST_ITEM = 3L << 16;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final EventStreams streams;
    private final StreamStatuses statuses;
    private final StreamLookup lookup;

    EventStreamEndpoint(EventStreams streams, StreamStatuses statuses, StreamLookup lookup) {
        this.streams = streams;
        this.statuses = statuses;
        this.lookup = lookup;
    }

    ManagementAnswer list(ManagementRequest request) {
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        request.reserve(page.limit() * LARGEST_ITEM);
        List<EventStream> found = streams.countedFor(request.share())
                .page(page.from().map(EventStreamEndpoint::place), page.limit() + 1);
        boolean more = found.size() > page.limit();
        List<EventStream> shown = more ? found.subList(0, page.limit()) : found;
        return page.answer(LIST, shown, StreamJson::of, more ? Optional.of(cursor(shown.getLast())) : Optional.empty(),
                OptionalLong.empty());
    }

    ManagementAnswer create(ManagementRequest request) {
        StreamDraft draft = draft(request, Optional.empty());
        NewStream made = request.change(201, trail -> streams.countedFor(request.share()).audited(trail).create(draft));
        return ManagementAnswer.created(withSecret(made, request));
    }

    ManagementAnswer read(ManagementRequest request) {
        return ManagementAnswer.ok(shown(lookup.of(request), request));
    }

    ManagementAnswer change(ManagementRequest request) {
        EventStream known = lookup.of(request);
        StreamDraft draft = draft(request, Optional.of(known));
        EventStream after = request.change(200,
                trail -> streams.countedFor(request.share()).audited(trail).edit(known.id(), draft));
        return ManagementAnswer.ok(shown(after, request));
    }

    ManagementAnswer delete(ManagementRequest request) {
        StreamId id = lookup.of(request).id();
        boolean deleted = request.change(204, trail -> streams.countedFor(request.share()).audited(trail).delete(id));
        if (!deleted) {
            throw StreamLookup.missing();
        }
        return ManagementAnswer.nothing();
    }

    ManagementAnswer rotateSecret(ManagementRequest request) {
        StreamId id = lookup.of(request).id();
        Duration overlap = request.body()
                .map(BodyFields::new)
                .map(fields -> {
                    fields.requireKnown(List.of("overlap_seconds"));
                    return fields.number("overlap_seconds");
                })
                .filter(OptionalLong::isPresent)
                .map(seconds -> overlap(seconds.getAsLong()))
                .orElse(EventStreams.OVERLAP);
        NewStream after = request.change(200,
                trail -> streams.countedFor(request.share()).audited(trail).rotateSecret(id, overlap));
        return ManagementAnswer.ok(withSecret(after, request));
    }

    private static Duration overlap(long seconds) {
        if (seconds < 0 || seconds > LONGEST_OVERLAP.toSeconds()) {
            throw ManagementFailure.body("The field overlap_seconds must be a whole number from 0 to "
                    + LONGEST_OVERLAP.toSeconds() + ".");
        }
        return Duration.ofSeconds(seconds);
    }

    private StreamDraft draft(ManagementRequest request, Optional<EventStream> known) {
        return StreamForm.read(request.requiredBody(), known, streams.countedFor(request.share())::connection);
    }

    /** The stream with how it does. */
    private ObjectNode shown(EventStream stream, ManagementRequest request) {
        ObjectNode json = StreamJson.of(stream, statuses.countedFor(request.share()).of(stream));
        if (stream.destination() instanceof WebhookTarget webhook && webhook.hasSecrets()) {
            streams.secrets(stream)
                    .ifPresent(secrets -> configuration(json).set("signing_secrets",
                            StreamJson.signing(secrets.signing())));
        }
        return json;
    }

    /** The secret to sign with is in this answer alone. */
    private ObjectNode withSecret(NewStream made, ManagementRequest request) {
        ObjectNode json = shown(made.stream(), request);
        made.signingSecret().ifPresent(secret -> configuration(json).put("signing_secret", secret));
        return json;
    }

    private static ObjectNode configuration(ObjectNode json) {
        return (ObjectNode) json.path("destination").path("configuration");
    }

    private static String cursor(EventStream last) {
        return PageCursor.write(LIST, List.of(Long.toString(last.createdAt().toEpochMilli()), last.id().value()));
    }

    private static StreamPlace place(String cursor) {
        List<String> key = PageCursor.read(LIST, 2, cursor);
        return new StreamPlace(Instant.ofEpochMilli(PageCursor.number(key.getFirst())),
                StreamId.parse(key.getLast()).orElseThrow(PageCursor::foreign));
    }
}
