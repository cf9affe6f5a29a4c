package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.access.StreamSwitch;
import dev.rollcall.directory.access.StreamSwitch.Backlog;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Pauses a stream, lets it go on, and tries a target at once that does not answer. */
final class StreamSwitchEndpoint {
    /** Characters of a reason. */
    private static final int LONGEST_REASON = 1_024;

    private final StreamStatuses statuses;
    private final StreamSwitch switches;
    private final StreamLookup lookup;

    StreamSwitchEndpoint(StreamStatuses statuses, StreamSwitch switches, StreamLookup lookup) {
        this.statuses = statuses;
        this.switches = switches;
        this.lookup = lookup;
    }

    ManagementAnswer pause(ManagementRequest request) {
        Optional<String> reason = fields(request, "reason").flatMap(fields -> fields.text("reason"))
                .filter(text -> !text.isBlank());
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw ManagementFailure.body("The field reason has at most " + LONGEST_REASON + " characters.");
        }
        return done(request, (changed, id) -> changed.pause(id, reason));
    }

    ManagementAnswer resume(ManagementRequest request) {
        Backlog backlog = fields(request, "backlog").flatMap(fields -> fields.text("backlog"))
                .map(word -> switch (word) {
                    case "deliver" -> Backlog.DELIVER;
                    case "skip" -> Backlog.SKIP;
                    default -> throw ManagementFailure.body("The field backlog must be deliver or skip.");
                })
                .orElse(Backlog.DELIVER);
        return done(request, (changed, id) -> changed.resume(id, backlog));
    }

    ManagementAnswer probe(ManagementRequest request) {
        return done(request, StreamSwitch::probe);
    }

    private ManagementAnswer done(ManagementRequest request, BiFunction<StreamSwitch, StreamId, EventStream> work) {
        StreamId id = lookup.of(request).id();
        EventStream after = request.change(200, (AuditTrail trail) -> work
                .apply(switches.countedFor(request.share()).audited(trail), id));
        return ManagementAnswer.ok(StreamJson.of(after, statuses.countedFor(request.share()).of(after)));
    }

    private static Optional<BodyFields> fields(ManagementRequest request, String known) {
        return request.body().map(body -> {
            BodyFields fields = new BodyFields(body);
            fields.requireKnown(List.of(known));
            return fields;
        });
    }
}
