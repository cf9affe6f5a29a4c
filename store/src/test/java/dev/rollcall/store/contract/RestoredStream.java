package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationReader;
import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetNetwork;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A stream in a store that is copied and restored, with something under way. */
public final class RestoredStream {
    public static final StreamId ID = new StreamId("est_restored00000000000000");
    private static final StreamId SCIM = new StreamId("est_restored00000000000001");
    private static final StreamId LOGOUT = new StreamId("est_restored00000000000002");
    public static final Instant TIME = World.START;

    private static final SubjectKey ADA = OutboundWorld.user("ada");

    private RestoredStream() {}

    /** Makes it, with a change and a reader. */
    public static void fill(Storage storage) {
        World world = World.in(storage);
        storage.write(Share.HOUSE, "fill", s -> {
            s.changes().append(world.change("c", 0, true, world.resource("User", "u"), 1));
            s.streams().add(OutboundWorld.webhook(ID, "restored"), "");
            s.streams().add(scim(), "");
            s.streams().add(logout(world), "");
            s.changeReaders().register(new ChangeReader(Optional.empty(), ID.readerName(), "", TIME.plusSeconds(9)));
            s.remotes()
                    .put(new RemoteRecord(ID, ADA, "id", Optional.of("remote"), Optional.of("W/\"1\""),
                            Optional.empty(), Optional.of("hash"), OutboundWorld.event(5), false, true, TIME));
            return s.deliveries()
                    .fanOut(ID, List.of(), List.of(DeliveryHead.due(ID, ADA, HeadIntent.UPDATE, OutboundWorld.event(6),
                            HeadOrigin.EVENT, TIME)), List.of());
        });
    }

    private static EventStream scim() {
        DestinationSettings scim = DestinationReader.read((ObjectNode) JsonMapper.shared().readTree("""
            {"type":"scim","configuration":{"base_url":"https://scim.example/v2",
             "authorization":{"method":"bearer","token":"t"}}}""")).settings();
        return with(SCIM, new StreamSettings(scim, StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                StreamState.enabled(TIME));
    }

    /** It has stopped, as those of a store of old may have. */
    private static EventStream logout(World world) {
        return with(LOGOUT, new StreamSettings(new LogoutTarget(world.connection,
                URI.create("https://example.com/logout"), "example", Duration.ofSeconds(5), 4, TargetNetwork.DIRECT),
                StreamFilter.NONE, DeliveryPolicy.DEFAULT), StreamState.paused("410", TIME));
    }

    private static EventStream with(StreamId id, StreamSettings settings, StreamState state) {
        return new EventStream(id, id.value(), state, List.of(EventType.USER_DELETED), settings, Optional.empty(), TIME,
                TIME, 0);
    }

    /** Nothing has happened to it. */
    public static void assertAsItWas(Storage storage) {
        assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.streams().find(ID)).orElseThrow().state())
                .isEqualTo(StreamState.enabled(TIME));
        assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.changeReaders().of(Optional.empty()))).hasSize(1);
        assertThat(remote(storage).sentTo()).isEqualTo(OutboundWorld.event(5));
    }

    /** It does not go on by itself, and takes nothing for granted of its target but who is there. */
    public static void assertWaitsForASync(Storage storage) {
        assertThat(state(storage, ID).kind()).isEqualTo(StreamState.Kind.NEEDS_SYNC);
        assertThat(state(storage, ID).reason().orElseThrow()).as("a webhook cannot be compared")
                .contains("restored", "resume")
                .doesNotContain("sync");
        assertThat(state(storage, SCIM).kind()).isEqualTo(StreamState.Kind.NEEDS_SYNC);
        assertThat(state(storage, SCIM).reason().orElseThrow()).contains("restored", "sync");
        assertThat(state(storage, LOGOUT).isEnabled()).as("nobody could resume it").isTrue();
        assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.changeReaders().of(Optional.empty()))).isEmpty();
        RemoteRecord remote = remote(storage);
        assertThat(remote.remoteId()).contains("remote");
        assertThat(remote.sentTo()).isEqualTo(EventId.BEGINNING);
        assertThat(remote.sentHash()).isEmpty();
        DeliveryHead head = storage.read(Share.HOUSE, (ReadSession s) -> s.deliveries().head(ID, ADA)).orElseThrow();
        assertThat(head.doubt()).isTrue();
        assertThat(head.dueAt()).isEqualTo(Instant.EPOCH);
    }

    private static StreamState state(Storage storage, StreamId id) {
        return storage.read(Share.HOUSE, (ReadSession s) -> s.streams().find(id)).orElseThrow().state();
    }

    private static RemoteRecord remote(Storage storage) {
        return storage.read(Share.HOUSE, (ReadSession s) -> s.remotes().find(ID, ADA)).orElseThrow();
    }
}
