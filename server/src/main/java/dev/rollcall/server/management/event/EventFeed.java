package dev.rollcall.server.management.event;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.BodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One feed: server-sent events in the order of commits, each once, from behind a place on.
 *
 * <p>Guarantees: each frame has the event's id, by which a reader goes on; what is passed over leaves a frame {@code offset-only}
 * after each {@value #PASSED} records, so that a reader of few types gets on as well. A client that has left is noticed with the
 * next frame or heartbeat. It holds one page of records at most, and one event as text of {@value #LARGEST} bytes at most: a larger
 * one is an {@code error} frame that bears its id.
 */
final class EventFeed implements BodyWriter {
    /** Bytes of an event. */
    static final int LARGEST = 1_048_576;

    /** Records of which none was told, after which the place is told. */
    static final int PASSED = 1_000;

    private static final int A_PAGE = 100;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final EventSource source;
    private final EventFeeds feeds;
    private final Share client;
    private final String tenant;
    private final Set<EventType> types;
    private final Optional<EventId> behind;
    private String position;
    private Optional<EventId> reached = Optional.empty();
    private long lastFrame;
    private int passed;

    /**
     * @param types that are told; empty for all
     * @param position from which on records are read
     * @param behind events up to this one are not told
     */
    EventFeed(
            EventSource source, EventFeeds feeds, Share client, String tenant, Set<EventType> types, String position,
            Optional<EventId> behind) {
        this.source = source;
        this.feeds = feeds;
        this.client = client;
        this.tenant = tenant;
        this.types = types;
        this.position = position;
        this.behind = behind;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        FeedTimes times = feeds.times();
        try (EventFeeds.Place place = feeds.take(client)) {
            long begin = times.nanos().getAsLong();
            beat(out);
            boolean goesOn = true;
            while (goesOn && times.nanos().getAsLong() - begin < times.longest().toNanos()) {
                boolean more = page(out);
                if (times.nanos().getAsLong() - lastFrame >= times.heartbeat().toNanos()) {
                    beat(out);
                }
                goesOn = place.pause(more ? Duration.ZERO : times.look());
            }
            tellOffset(out);
        }
    }

    /** @return whether there may be more at once */
    private boolean page(OutputStream out) throws IOException {
        EventSource.Stretch stretch = source.after(client, position, types, A_PAGE);
        position = stretch.position();
        stretch.passed().ifPresent(last -> reached = Optional.of(last));
        passed += stretch.records();
        for (Iterator<RenderedEvent> events = stretch.events().iterator(); events.hasNext();) {
            RenderedEvent event = events.next();
            if (behind.filter(known -> event.id().compareTo(known) <= 0).isEmpty()) {
                tell(out, event);
            }
        }
        if (passed >= PASSED) {
            tellOffset(out);
        }
        return stretch.records() > 0;
    }

    private void tell(OutputStream out, RenderedEvent event) throws IOException {
        Optional<byte[]> json = RenderedEvent.bytes(event.cloudEvent(tenant, Optional.empty()), LARGEST);
        if (json.isPresent()) {
            frame(out, event.type().keyword(), event.id(), json.get());
        } else {
            frame(out, "error", event.id(), ScimJson.write(NODES.objectNode()
                    .put("code", "payload_too_large")
                    .put("message",
                            "The event is larger than " + LARGEST + " bytes and left out. Read its subject through"
                                    + " the management API.")));
        }
        passed = 0;
    }

    private void tellOffset(OutputStream out) throws IOException {
        if (passed > 0 && reached.isPresent()) {
            frame(out, "offset-only", reached.get(),
                    ScimJson.write(NODES.objectNode().put("offset", reached.get().text())));
        }
        passed = 0;
    }

    private void beat(OutputStream out) throws IOException {
        out.write(HEARTBEAT);
        sent(out);
    }

    private void frame(OutputStream out, String type, EventId id, byte[] json) throws IOException {
        out.write(("event: " + type + "\nid: " + id.text() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(json);
        out.write(END);
        sent(out);
    }

    private void sent(OutputStream out) throws IOException {
        out.flush();
        lastFrame = feeds.times().nanos().getAsLong();
    }
}
