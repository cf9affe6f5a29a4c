package dev.rollcall.server.testing;

import dev.rollcall.directory.access.TestEvents;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamActions;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts test events on their way as the service does, and answers the rest from a script, because no target is there. */
public final class ScriptedActions implements StreamActions {
    private final TestEvents tests;

    public ScriptedActions(TestEvents tests) {
        this.tests = tests;
    }

    @Override
    public ObjectNode preview(EventStream stream, ObjectNode event) {
        if (!event.path("type").isString()) {
            throw new IllegalArgumentException("The event has no type.");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("requests")
                .addObject()
                .put("method", "POST")
                .put("url", "https://target.example/Users")
                .set("body", event.path("data").path("object"));
        return json.put("outcome", "created");
    }

    @Override
    public ObjectNode rows(ScimTarget target) {
        ObjectNode rows = JsonNodeFactory.instance.objectNode();
        rows.putArray("user").addObject().put("scim", "userName").put("auth0", "email");
        return rows;
    }

    @Override
    public List<ReportStep> check(EventStream stream) {
        return List.of(
                new ReportStep("discovery", true, "GET /ServiceProviderConfig", "200", "The target says what it can.",
                        Duration.ofMillis(3)),
                new ReportStep("create", false, "POST /Users", "403", "The token may not create users.",
                        Duration.ofMillis(4)));
    }

    @Override
    public StreamDelivery test(EventStream stream, EventType type, Optional<ObjectNode> event) {
        return tests.send(stream, type, event);
    }
}
