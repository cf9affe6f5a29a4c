package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.DeliveryFilter;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Which deliveries a query or a body means. */
final class DeliveryTerms {
    private static final List<String> BODY = List.of("date_from", "date_to", "statuses", "event_types", "subject",
            "cause", "dry_run", "reason");

    private DeliveryTerms() {}

    /** Those that a query means; dates are from inclusive, to exclusive. */
    static DeliveryQuery of(ManagementQuery query, StreamId stream, Optional<EventId> after) {
        boolean newestFirst = query.text("order").map(order -> switch (order) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw ManagementFailure.query("The parameter order must be asc or desc.");
        }).orElse(true);
        return new DeliveryQuery(stream, states(query.list("statuses")), types(query.list("event_types")),
                query.text("subject").map(DeliveryTerms::subject), query.text("cause"), query.instant("date_from"),
                query.instant("date_to"), after, newestFirst, DeliveryQuery.BUDGET);
    }

    /** The dead letters that a body means. */
    static DeliveryFilter of(ObjectNode body) {
        BodyFields fields = new BodyFields(body);
        fields.requireKnown(BODY);
        Set<DeliveryState> states = states(fields.texts("statuses").orElse(List.of()));
        if (!states.isEmpty() && !states.equals(Set.of(DeliveryState.FAILED))) {
            throw ManagementFailure.body("The field statuses must be [\"failed\"]: what was not given up needs no other"
                    + " try, and what was delivered is not sent again.");
        }
        return new DeliveryFilter(types(fields.texts("event_types").orElse(List.of())),
                fields.text("subject").map(DeliveryTerms::subject), fields.text("cause"), fields.instant("date_from"),
                fields.instant("date_to"));
    }

    private static Set<DeliveryState> states(Collection<String> words) {
        Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
        words.forEach(word -> states.add(Arrays.stream(DeliveryState.values())
                .filter(state -> state.keyword().equals(word))
                .findFirst()
                .orElseThrow(() -> ManagementFailure.query("There is no status \"" + Excerpt.of(word)
                        + "\" of a delivery: use some of " + Arrays.stream(DeliveryState.values())
                                .map(DeliveryState::keyword)
                                .collect(Collectors.joining(", "))
                        + "."))));
        return states;
    }

    private static Set<EventType> types(Collection<String> words) {
        return words.stream().map(StreamForm::type).collect(Collectors.toSet());
    }

    private static SubjectKey subject(String text) {
        return SubjectKey.parse(text)
                .orElseThrow(() -> ManagementFailure.query("The subject must be as deliveries have it, such as"
                        + " \"U con_0123456789abcdef 42\" for a person."));
    }
}
