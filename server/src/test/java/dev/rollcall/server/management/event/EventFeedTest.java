package dev.rollcall.server.management.event;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The feed of events: in order and once, from where a reader left it, with a sign of life, and no more of them than there may be. */
@Timeout(60)
class EventFeedTest {
    private static final Share CLIENT = new Share("management cli_1");
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private Service service;
    private EventSource source;
    /** Goes on by a second each time that it is looked at. */
    private final AtomicLong time = new AtomicLong();

    @BeforeEach
    void start() {
        service = Service.start(folder);
        source = new EventSource(service.storage(), new EventRenderer(new PersonProfiles(new StoredSettings())));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** @param type empty text for a sign of life */
    private record Frame(String type, String id, String data) {}

    @Test
    void aReaderGoesOnBehindTheLastEventThatItHasSeen() throws Exception {
        ScimClient acme = service.connect("acme");
        String ada = acme.user("ada@acme.example");
        acme.patch("/Users/" + ada, "[{'op':'Replace','path':'nickName','value':'A'}]");
        acme.patch("/Users/" + ada, "[{'op':'Replace','path':'nickName','value':'B'}]");
        List<Frame> all = events(
                live("/events?from_timestamp=2000-01-01T00:00:00Z&event_type=user.created,user.updated",
                        Optional.empty(), 3));
        assertThat(all).extracting(Frame::type).containsExactly("user.created", "user.updated", "user.updated");
        assertThat(all.get(1).data()).contains("\"specversion\":\"1.0\"", "\"type\":\"user.updated\"",
                "\"nickname\":\"A\"",
                "\"changed\":[\"nickname\"]");
        assertThat(all).extracting(Frame::id).isSorted().doesNotHaveDuplicates();

        String path = "/events?from=" + all.get(0).id() + "&event_type=user.updated";
        assertThat(events(live(path, Optional.empty(), 2))).isEqualTo(all.subList(1, 3));
        assertThat(events(live(path, Optional.of(all.get(1).id()), 1))).as("Last-Event-ID wins")
                .isEqualTo(all.subList(2, 3));
    }

    @Test
    void anOffsetThatIsTooOldOrNoneIsSaidSo() {
        ManagementClient client = service.manage();
        service.connect("acme").user("ada@acme.example");
        String id = first();
        service.storage().write(Share.HOUSE, "test", session -> {
            session.marks().set("changes-gone-to", EventId.parse(id).orElseThrow().endOfChange().text());
            return id;
        });
        assertThat(client.get("/events?from=" + id).is(410).json().path("errorCode").stringValue())
                .isEqualTo("cursor_expired");
        for (String wrong : List.of("evt_1", "x", EventId.beside(Instant.now(), new Random(1)).text())) {
            assertThat(client.get("/events?from=" + wrong).is(400).json().path("errorCode").stringValue())
                    .isEqualTo("invalid_cursor");
        }
        client.get("/events?event_type=role.created").is(400);
        assertThat(client.call("HEAD", "/events", null).is(200).response().headers().firstValue("content-type"))
                .contains("text/event-stream");
    }

    private String first() {
        return source.after(Share.HOUSE, source.since(Share.HOUSE, Instant.EPOCH), Set.of(), 10)
                .events()
                .findFirst()
                .orElseThrow()
                .id()
                .text();
    }

    @Test
    void itShowsThatItIsThereAndHowFarItHasLookedAndThenEnds() throws IOException {
        ScimClient acme = service.connect("acme");
        for (int i = 0; i < 30; i++) {
            acme.user("u" + i + "@acme.example");
        }
        EventFeeds feeds = feeds(2, 2);
        List<Frame> frames = read(feeds, Set.of(EventType.GROUP_DELETED), "");
        assertThat(frames.stream().filter(frame -> frame.type().isEmpty()))
                .as("one at the beginning, then each 15 s of 300")
                .hasSizeBetween(10, 21);
        assertThat(frames.getLast().type()).isEqualTo("offset-only");
        assertThat(EventId.parse(frames.getLast().id())).isPresent();
        assertThat(feeds.open()).isZero();

        // From there on nothing is passed twice.
        String behind = frames.getLast().id();
        acme.user("later@acme.example");
        List<Frame> rest = read(feeds, Set.of(), behind);
        assertThat(events(rest)).extracting(Frame::type).containsExactly("user.created");
    }

    @Test
    void aClientHasNoMoreOfThemThanItMayAndAllEndWhenTheServerDoes() throws Exception {
        EventFeeds feeds = feeds(2, 3);
        List<EventFeeds.Place> places = new ArrayList<>(List.of(feeds.take(CLIENT), feeds.take(CLIENT)));
        assertThatExceptionOfType(ManagementFailure.class).isThrownBy(() -> feeds.take(CLIENT))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(429))
                .withMessageContaining("limits.event-feeds");
        places.add(feeds.take(new Share("other")));
        assertThatExceptionOfType(ManagementFailure.class).isThrownBy(() -> feeds.take(new Share("third")))
                .withMessageContaining("limits.event-feeds-in-all");
        places.removeFirst().close();
        places.add(feeds.take(new Share("third")));
        places.forEach(EventFeeds.Place::close);
        assertThat(feeds.open()).isZero();

        EventFeeds slow = new EventFeeds(1, 1,
                new FeedTimes(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), System::nanoTime));
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                feed(slow, Set.of(), "").writeTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        while (slow.open() == 0) {
            Thread.onSpinWait();
        }
        slow.close();
        reader.join();
        assertThat(slow.open()).isZero();
    }

    @Test
    void oneMoreThanAClientMayHaveIsAnsweredWith429() throws Exception {
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(open("/events", Optional.empty()));
            assertThat(open.getLast().statusCode()).isEqualTo(200);
        }
        HttpResponse<InputStream> refused = open("/events", Optional.empty());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        for (HttpResponse<InputStream> each : open) {
            each.body().close();
        }
    }

    private EventFeeds feeds(int one, int all) {
        return new EventFeeds(one, all, new FeedTimes(Duration.ZERO, Duration.ofSeconds(15), Duration.ofMinutes(5),
                () -> time.addAndGet(STEP.toNanos())));
    }

    private EventFeed feed(EventFeeds feeds, Set<EventType> types, String behind) {
        Optional<EventId> from = EventId.parse(behind);
        String position = from.map(id -> source.before(CLIENT, id))
                .orElseGet(() -> source.since(CLIENT, Instant.EPOCH));
        return new EventFeed(source, feeds, CLIENT, "acme.example", types, position, from);
    }

    private List<Frame> read(EventFeeds feeds, Set<EventType> types, String behind) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        feed(feeds, types, behind).writeTo(out);
        List<Frame> frames = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(out.toByteArray()), StandardCharsets.UTF_8))) {
            for (Optional<Frame> frame = frame(lines); frame.isPresent(); frame = frame(lines)) {
                frames.add(frame.get());
            }
        }
        return frames;
    }

    private static List<Frame> events(List<Frame> frames) {
        return frames.stream().filter(frame -> !frame.type().isEmpty() && !frame.type().equals("offset-only")).toList();
    }

    /** Reads so many events and leaves. */
    private List<Frame> live(String path, Optional<String> lastEventId, int count) throws Exception {
        List<Frame> frames = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(open(path, lastEventId).body(), StandardCharsets.UTF_8))) {
            while (events(frames).size() < count) {
                frames.add(frame(lines).orElseThrow());
            }
        }
        return frames;
    }

    private HttpResponse<InputStream> open(String path, Optional<String> lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.server().uri() + "/api/v2" + path))
                .setHeader("Authorization", "Bearer cli_test read:events");
        lastEventId.ifPresent(id -> request.setHeader("Last-Event-ID", id));
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static Optional<Frame> frame(BufferedReader lines) throws IOException {
        String type = "";
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return Optional.of(new Frame(type, id, data));
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        return Optional.empty();
    }
}
