package dev.rollcall.outbound.proof;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvent;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether every event of the record since a stream began is accounted for: it is one delivery, in whatever state, or in a run of
 * skipped ones. For a SCIM target a part of a group's change is one delivery, by the first of its events.
 */
public final class Accounting {
    private final List<EventId> missing = new ArrayList<>();
    private final List<EventId> failed = new ArrayList<>();
    private final Map<DeliveryState, Integer> states = new EnumMap<>(DeliveryState.class);
    private int events;

    private Accounting() {}

    /** The account of a stream from a position of the record on. */
    public static Accounting of(Storage storage, EventStream stream, String from) {
        Accounting account = new Accounting();
        String position = from;
        while (true) {
            String after = position;
            ChangeFeedPage page = storage.read(Share.HOUSE, session -> account.count(session, stream, after));
            if (page.changes().isEmpty()) {
                return account;
            }
            position = page.position();
        }
    }

    private ChangeFeedPage count(ReadSession session, EventStream stream, String after) {
        ChangeFeedPage page = session.changes().page(after, 500);
        List<SkipRun> skips = session.deliveries().skips(stream.id(), EventId.BEGINNING, 1_000);
        for (ChangeRecord change : page.changes()) {
            List<ChangeEvent> all = ChangeEvents.of(change, change.place().orElseThrow())
                    .stream()
                    .filter(event -> stream.subscriptions().contains(event.type()))
                    .toList();
            boolean scim = stream.destination() instanceof ScimTarget;
            if (all.isEmpty() || scim && !isSent(all.getFirst().subject())) {
                continue;
            }
            boolean one = scim && all.getFirst().subject().isGroup();
            for (ChangeEvent event : one ? all.subList(0, 1) : all) {
                count(session, stream, event.id(), skips);
            }
        }
        return page;
    }

    /** A SCIM application has users and groups; neither connections nor what they declare beyond them. */
    private static boolean isSent(SubjectKey subject) {
        return subject.isUser() || subject.isGroup();
    }

    private void count(ReadSession session, EventStream stream, EventId event, List<SkipRun> skips) {
        events++;
        Optional<StreamDelivery> delivery = session.deliveries().find(stream.id(), event);
        boolean skipped = skips.stream()
                .anyMatch(run -> run.first().compareTo(event) <= 0 && run.last().compareTo(event) >= 0);
        if (delivery.isPresent()) {
            states.merge(delivery.get().state(), 1, Integer::sum);
            if (delivery.get().state() == DeliveryState.FAILED) {
                failed.add(event);
            }
        } else if (skipped) {
            states.merge(DeliveryState.SKIPPED, 1, Integer::sum);
        } else {
            missing.add(event);
        }
    }

    /** Events of which nothing is known. */
    public List<EventId> missing() {
        return List.copyOf(missing);
    }

    /** Dead letters. */
    public List<EventId> failed() {
        return List.copyOf(failed);
    }

    public int events() {
        return events;
    }

    public int count(DeliveryState state) {
        return states.getOrDefault(state, 0);
    }

    @Override
    public String toString() {
        return events + " events: " + states + ", missing " + missing.size();
    }
}
