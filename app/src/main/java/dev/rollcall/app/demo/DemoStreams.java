package dev.rollcall.app.demo;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.LocalStreams;
import dev.rollcall.app.service.ServiceException;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.NewStream;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamBacklog;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The two event streams of the demo: to the application and to the receiver. */
final class DemoStreams {
    private static final List<String> EVENTS = List.of("user.created", "user.updated", "user.deleted", "group.created",
            "group.updated", "group.deleted", "group.member.added", "group.member.deleted");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final LocalStreams streams;
    private final EventStream application;
    private final EventStream receiver;

    private DemoStreams(LocalStreams streams, EventStream application, EventStream receiver) {
        this.streams = streams;
        this.application = application;
        this.receiver = receiver;
    }

    /** Makes both; the receiver is given the secret of its signatures. */
    static DemoStreams create(LocalDirectory directory, DemoTargets targets) {
        LocalStreams streams = directory.streams();
        ObjectNode scim = JsonNodeFactory.instance.objectNode();
        scim.put("base_url", targets.application().toString())
                .putObject("authorization")
                .put("method", "bearer")
                .put("token", targets.token());
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        webhook.put("webhook_endpoint", targets.receiver().url().toString());
        NewStream application = create(streams.streams(), "application", "scim", scim);
        NewStream receiver = create(streams.streams(), "receiver", "webhook", webhook);
        targets.receiver().trust(receiver.signingSecret().orElseThrow());
        return new DemoStreams(streams, application.stream(), receiver.stream());
    }

    private static NewStream create(EventStreams streams, String name, String type, ObjectNode configuration) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        var subscriptions = body.putArray("subscriptions");
        EVENTS.forEach(event -> subscriptions.addObject().put("event_type", event));
        body.putObject("destination").put("type", type).set("configuration", configuration);
        // Nobody wants to watch the pauses that are right for an outage of hours.
        body.putObject("delivery").put("first_delay_ms", 200).put("factor", 1.5).put("longest_delay_seconds", 1);
        return streams.create(StreamForm.read(body, Optional.empty(), streams::connection));
    }

    List<EventStream> all() {
        return List.of(application, receiver);
    }

    /** How a stream does. */
    StreamStatus status(EventStream stream) {
        return streams.statuses().of(stream);
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
