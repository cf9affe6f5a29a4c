package dev.rollcall.app.demo;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.ServiceException;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamBacklog;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The event streams of the demo: to the receiver, and in the demo of the whole chain to the application too. */
final class DemoStreams {
    private static final List<String> EVENTS = List.of("user.created", "user.updated", "user.deleted", "group.created",
            "group.updated", "group.deleted", "group.member.added", "group.member.deleted");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LOOKED_AT = 200;

    private final LocalDirectory directory;
    private final List<EventStream> all;

    private DemoStreams(LocalDirectory directory, List<EventStream> all) {
        this.directory = directory;
        this.all = List.copyOf(all);
    }

    /** Makes the one to the receiver, which is given the secret of its signatures. */
    static DemoStreams create(LocalDirectory directory, DemoReceiver receiver) {
        return new DemoStreams(directory, List.of(toReceiver(directory, receiver)));
    }

    /** Makes both. */
    static DemoStreams create(LocalDirectory directory, DemoTargets targets) {
        ObjectNode scim = JsonNodeFactory.instance.objectNode();
        scim.put("base_url", targets.application().toString())
                .putObject("authorization")
                .put("method", "bearer")
                .put("token", targets.token());
        EventStream application = create(directory, "application", "scim", scim).stream();
        return new DemoStreams(directory, List.of(application, toReceiver(directory, targets.receiver())));
    }

    private static EventStream toReceiver(LocalDirectory directory, DemoReceiver receiver) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        webhook.put("webhook_endpoint", receiver.url().toString());
        NewStream made = create(directory, "receiver", "webhook", webhook);
        receiver.trust(made.signingSecret().orElseThrow());
        return made.stream();
    }

    private static NewStream create(LocalDirectory directory, String name, String type, ObjectNode configuration) {
        // What lets us in at a target is sealed; beside PostgreSQL nobody has made the keys for that.
        directory.keyFile().make();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        var subscriptions = body.putArray("subscriptions");
        EVENTS.forEach(event -> subscriptions.addObject().put("event_type", event));
        body.putObject("destination").put("type", type).set("configuration", configuration);
        // Nobody wants to watch the pauses that are right for an outage of hours.
        body.putObject("delivery").put("first_delay_ms", 200).put("factor", 1.5).put("longest_delay_seconds", 1);
        EventStreams streams = directory.streams().streams();
        return streams.create(StreamForm.read(body, Optional.empty(), streams::connection));
    }

    List<EventStream> all() {
        return all;
    }

    /** The newest delivery that the target took after it had been tried in vain; empty when there is none. */
    Optional<StreamDelivery> healed(EventStream stream) {
        return directory.storage()
                .read(Share.HOUSE, session -> session.deliveries()
                        .page(DeliveryQuery.all(stream.id()), LOOKED_AT)
                        .deliveries()
                        .stream()
                        .filter(delivery -> delivery.state() == DeliveryState.DELIVERED)
                        .filter(delivery -> !session.deliveries().attempts(stream.id(), delivery.event()).isEmpty())
                        .findFirst());
    }

    /** How a stream does. */
    StreamStatus status(EventStream stream) {
        return directory.streams().statuses().of(stream);
    }

    /** Waits until nothing is on its way any more. @return whether it came so far */
    boolean drained() {
        return await(status -> {
            StreamBacklog backlog = status.backlog();
            return backlog.open() == 0 && backlog.behind() == 0;
        });
    }

    /** Waits until something waits for each target, and each was asked in vain. @return whether it came so far */
    boolean failing() {
        return await(status -> status.backlog().open() > 0 && status.progress().failures() > 0);
    }

    private boolean await(Predicate<StreamStatus> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!all().stream().map(this::status).allMatch(wanted)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new ServiceException("The demo was interrupted.");
            }
        }
        return true;
    }
}
