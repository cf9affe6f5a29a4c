package dev.rollcall.outbound.service;

import dev.rollcall.directory.access.TestEvents;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamActions;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetRows;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.preview.EventPreview;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.scim.TargetPresets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with a stream at once, by what would do it for an event. */
public final class OutboundActions implements StreamActions {
    private static final Duration PROBE = Duration.ofSeconds(20);

    private final TestEvents tests;
    private final EventPreview preview;
    private final Supplier<ScimDrivers> scim;
    private final DriverSource drivers;
    private final Clock clock;
    private final LongSupplier nanos;

    /**
     * @param scim for applications, which are tried in every step
     * @param drivers of all kinds of destinations; what is no application is asked whether it would take us
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public OutboundActions(
            TestEvents tests, EventPreview preview, Supplier<ScimDrivers> scim, DriverSource drivers, Clock clock,
            LongSupplier nanos) {
        this.tests = tests;
        this.preview = preview;
        this.scim = scim;
        this.drivers = drivers;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public ObjectNode preview(EventStream stream, ObjectNode event) {
        return preview.preview(stream, event);
    }

    @Override
    public ObjectNode rows(ScimTarget target) {
        ObjectNode rows = JsonNodeFactory.instance.objectNode();
        rows.set("user", TargetRows.write(TargetPresets.rows(target, TargetKind.USER)));
        rows.set("group", TargetRows.write(TargetPresets.rows(target, TargetKind.GROUP)));
        return rows;
    }

    @Override
    public List<ReportStep> check(EventStream stream) {
        return stream.destination() instanceof ScimTarget ? scim.get().check(stream) : probed(stream);
    }

    private List<ReportStep> probed(EventStream stream) {
        try (TargetDriver driver = open(stream)) {
            DeliveryOutcome outcome = driver.probe(
                    new WorkClock(clock, nanos, nanos.getAsLong(), PROBE.plus(WorkClock.MARGIN), PROBE));
            boolean ok = outcome instanceof DeliveryOutcome.Done;
            String sentence = switch (outcome) {
                case DeliveryOutcome.Done _ ->
                    "The receiver answers and does not refuse us. Send it a test event to see"
                            + " that it takes one.";
                case DeliveryOutcome.Unauthorized refused -> "The receiver refuses us: " + refused.cause()
                        + ". Set the secret again.";
                case DeliveryOutcome.Later later -> "The receiver cannot be used now: " + later.cause() + ".";
                case DeliveryOutcome.Final wrong -> "The receiver cannot be used: " + wrong.cause() + ".";
                default -> "The receiver gave no answer that tells anything.";
            };
            List<Exchange> exchanges = outcome.exchanges().newest();
            return List.of(new ReportStep("probe", ok,
                    exchanges.isEmpty() ? "" : exchanges.getLast().request(),
                    exchanges.isEmpty() ? "" : exchanges.getLast().response().orElse(exchanges.getLast().error()),
                    sentence,
                    exchanges.isEmpty() ? Duration.ZERO : exchanges.getLast().duration()));
        } catch (UnusableStreamException e) {
            return List.of(new ReportStep("settings", false, "", "", String.valueOf(e.getMessage()), Duration.ZERO));
        }
    }

    /** Makers of drivers serve one thread at a time. */
    private TargetDriver open(EventStream stream) {
        synchronized (drivers) {
            return drivers.open(stream);
        }
    }

    @Override
    public StreamDelivery test(EventStream stream, EventType type, Optional<ObjectNode> event) {
        return tests.send(stream, type, event);
    }
}
