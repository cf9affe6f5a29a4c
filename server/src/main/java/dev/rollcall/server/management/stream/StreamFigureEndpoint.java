package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a stream does: its status, what came of its deliveries hour by hour, its dead letters by cause, and what was passed over. */
final class StreamFigureEndpoint {
    private static final String SKIPS = "skips";
    /** How many causes are shown. */
    private static final int MOST_CAUSES = 100;
    /** Hours are kept for so long. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(90);
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final long ROW = 1_024;

    private final Storage storage;
    private final StreamStatuses statuses;
    private final StreamLookup lookup;
    private final Clock clock;

    StreamFigureEndpoint(Storage storage, StreamStatuses statuses, StreamLookup lookup, Clock clock) {
        this.storage = storage;
        this.statuses = statuses;
        this.lookup = lookup;
        this.clock = clock;
    }

    ManagementAnswer status(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        StreamStatus status = statuses.countedFor(request.share()).of(stream);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", stream.id().value());
        json.set("state", StreamJson.of(stream, status).path("state"));
        json.set("backlog", StreamJson.backlog(status));
        status.progress().lastSuccessAt().ifPresent(at -> json.put("last_success_at", at.toString()));
        status.progress().lastDeliveryAt().ifPresent(at -> json.put("last_delivery_at", at.toString()));
        json.put("failures_in_a_row", status.progress().failures());
        status.progress().failingSince().ifPresent(at -> json.put("failing_since", at.toString()));
        status.progress().lastAnswer().ifPresent(answer -> json.put("last_answer", answer));
        return ManagementAnswer.ok(json);
    }

    ManagementAnswer stats(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        Instant to = request.query()
                .instant("date_to")
                .orElse(clock.instant())
                .truncatedTo(ChronoUnit.HOURS)
                .plus(1, ChronoUnit.HOURS);
        Instant from = request.query().instant("date_from").orElse(to.minus(WINDOW)).truncatedTo(ChronoUnit.HOURS);
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_WINDOW) > 0) {
            throw ManagementFailure.query("The parameter date_from must be before date_to, at most "
                    + LONGEST_WINDOW.toDays() + " days: counts are kept for so long.");
        }
        int hours = Math.toIntExact(Duration.between(from, to).toHours());
        request.reserve(hours * ROW);
        List<HourTally> tallies = storage.read(request.share(),
                session -> session.deliveries().tallies(stream.id(), from, to));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", stream.id().value())
                .put("name", stream.name());
        json.putObject("window")
                .put("date_from", from.toString())
                .put("date_to", to.toString())
                .putObject("bucket_interval")
                .put("scale_factor", Duration.ofHours(1).toSeconds());
        ArrayNode buckets = json.putArray("buckets");
        for (int i = 0; i < hours; i++) {
            buckets.add(from.plus(i, ChronoUnit.HOURS).toString());
        }
        ArrayNode metrics = json.putArray("metrics");
        metric(metrics, "auth0.event_streams.successful_deliveries", tallies, from, hours, HourTally::delivered);
        metric(metrics, "auth0.event_streams.failed_deliveries", tallies, from, hours, HourTally::failed);
        metric(metrics, "rollcall.event_streams.skipped_deliveries", tallies, from, hours, HourTally::skipped);
        metric(metrics, "rollcall.event_streams.superseded_deliveries", tallies, from, hours, HourTally::superseded);
        metric(metrics, "rollcall.event_streams.requests", tallies, from, hours, HourTally::requests);
        return ManagementAnswer.ok(json);
    }

    private static void metric(
            ArrayNode metrics, String name, List<HourTally> tallies, Instant from, int hours,
            ToLongFunction<HourTally> value) {
        long[] data = new long[hours];
        for (HourTally tally : tallies) {
            int at = Math.toIntExact(Duration.between(from, tally.hour()).toHours());
            if (at >= 0 && at < hours) {
                data[at] = value.applyAsLong(tally);
            }
        }
        ObjectNode metric = metrics.addObject().put("name", name).put("type", "sum");
        long total = 0;
        ArrayNode array = metric.putArray("data");
        for (long one : data) {
            array.add(one);
            total += one;
        }
        metric.put("window_total", total);
    }

    ManagementAnswer causes(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode causes = json.putArray("causes");
        storage.read(request.share(), session -> session.deliveries().causes(stream.id(), MOST_CAUSES))
                .forEach(group -> causes.addObject()
                        .put("cause", group.cause())
                        .put("count", group.count())
                        .put("oldest", group.oldest().text())
                        .put("newest", group.newest().text())
                        .put("newest_at", group.newestAt().toString()));
        return ManagementAnswer.ok(json);
    }

    ManagementAnswer skips(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        request.reserve(page.limit() * ROW);
        EventId after = page.from()
                .map(cursor -> EventId.parse(PageCursor.read(SKIPS, 1, cursor).getFirst())
                        .orElseThrow(PageCursor::foreign))
                .orElse(EventId.BEGINNING);
        List<SkipRun> found = storage.read(request.share(),
                session -> session.deliveries().skips(stream.id(), after, page.limit() + 1));
        boolean more = found.size() > page.limit();
        List<SkipRun> shown = more ? found.subList(0, page.limit()) : found;
        return page.answer(SKIPS, shown, run -> JsonNodeFactory.instance
                .objectNode()
                .put("reason", run.reason().keyword())
                .put("sentence", run.reason().sentence())
                .put("count", run.count())
                .put("first", run.first().text())
                .put("last", run.last().text())
                .put("at", run.at().toString()),
                more ? Optional.of(PageCursor.write(SKIPS, List.of(shown.getLast().first().text()))) : Optional.empty(),
                OptionalLong.empty());
    }

    ManagementAnswer quirks(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode quirks = json.putArray("quirks");
        storage.read(request.share(), session -> session.remotes().quirks(stream.id())).forEach(quirk -> {
            ObjectNode one = quirks.addObject().put("name", quirk.name());
            if (!quirk.value().isEmpty()) {
                one.put("value", quirk.value());
            }
            one.put("evidence", quirk.evidence()).put("learned_at", quirk.learnedAt().toString());
        });
        return ManagementAnswer.ok(json);
    }

    ManagementAnswer forgetQuirk(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        String name = request.parameter("name");
        boolean forgotten = request.change(204,
                trail -> statuses.countedFor(request.share()).audited(trail).forgetQuirk(stream.id(), name));
        if (!forgotten) {
            throw ManagementFailure.missing("inexistent_quirk",
                    "Nothing of this name was learned of the target. See GET"
                            + " /api/v2/event-streams/{id}/quirks.");
        }
        return ManagementAnswer.nothing();
    }
}
