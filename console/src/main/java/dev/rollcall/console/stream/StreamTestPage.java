package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.stream.StreamTestView.Step;
import dev.rollcall.directory.access.StepJson;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries a target in earnest and shows each step, or puts a test event on its way.
 *
 * <p>The steps are the answer to the form: they are shown once, and the audit log has that the target was tried.
 */
public final class StreamTestPage implements ConsolePage {
    private static final String KIND = "event_stream_test";
    /** Bytes that the requests of a test, and the answers to them, may take. */
    private static final long LARGEST = 4L << 20;

    private final ConsoleServices services;
    private final StreamFinder finder;

    public StreamTestPage(ConsoleServices services) {
        this.services = services;
        this.finder = new StreamFinder(services);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.post(ConsolePath.STREAM_TEST, ManagementScope.UPDATE_EVENT_STREAMS, this::test));
    }

    private ConsoleAnswer test(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        request.reserve(LARGEST);
        return request.form()
                .text("type")
                .map(type -> event(request, stream, StreamForm.type(type)))
                .orElseGet(() -> target(request, stream));
    }

    private ConsoleAnswer target(ConsoleRequest request, EventStream stream) {
        List<ReportStep> steps = services.management().streams().actions().check(stream);
        boolean ok = StepJson.isWell(steps);
        note(request, stream, JsonNodeFactory.instance.objectNode().put("mode", "connection").put("ok", ok));
        return ConsoleAnswer.page("streamtest.jte", new StreamTestView(
                stream.name(),
                request.frame().link(ConsolePath.STREAM, stream.id().value()),
                ok,
                steps.stream()
                        .map(step -> new Step(step.step(), step.ok(), step.request(), step.answer(), step.sentence(),
                                step.duration().toMillis() + " ms"))
                        .toList(),
                "./rollcall stream test " + CommandWord.of(stream.name())));
    }

    private ConsoleAnswer event(ConsoleRequest request, EventStream stream, EventType type) {
        if (!stream.state().isEnabled()) {
            throw ManagementFailure.body("The stream is " + StreamHealth.state(stream)
                    + ", so a test event would wait with the others. Resume it, or test the connection, which tries"
                    + " the target now.");
        }
        StreamDelivery made = services.management().streams().actions().test(stream, type, Optional.empty());
        note(request, stream, JsonNodeFactory.instance.objectNode()
                .put("event", made.event().text())
                .put("event_type", type.keyword()));
        return ConsoleAnswer.redirect(
                request.frame().link(ConsolePath.STREAM_DELIVERY, stream.id().value(), made.event().text()));
    }

    /** What was done has left nothing in the store with which its row could be written. */
    private void note(ConsoleRequest request, EventStream stream, ObjectNode what) {
        request.done(services.storage(), KIND, Optional.empty(), stream.id().value(), what);
    }
}
