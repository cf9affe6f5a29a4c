package dev.rollcall.store.postgres;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.RestoredStream;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that was made from a dump, or copied: it is found out when it is opened, once. */
class PostgresEpochTest {

    @Test
    void aCopyBeginsAnEpochWhereTheOriginalDoesNot() {
        String url = TestServer.newDatabase();
        try (Storage storage = PostgresStorage.open(url, StoreOptions.defaults())) {
            RestoredStream.fill(storage);
        }
        try (Storage storage = PostgresStorage.open(url, StoreOptions.defaults())) {
            RestoredStream.assertAsItWas(storage);
        }
        String copy = TestServer.copyOf(url);
        // As a dump brings them that was taken from a server that has come further than this one.
        TestServer.execute(copy, "UPDATE change SET xid = (xid::text::numeric + 1000000)::text::xid8");
        TestServer.execute(copy, "UPDATE stream_progress SET position = '99999999.1'");
        try (Storage storage = PostgresStorage.open(copy, StoreOptions.defaults())) {
            RestoredStream.assertWaitsForASync(storage);
            assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.changes().page("", 99)).changes())
                    .as("nobody waits for transactions that this server has not come to")
                    .hasSize(1);
            EventId restored = storage.read(Share.HOUSE, (ReadSession s) -> s.changes().page("", 99))
                    .changes()
                    .getFirst()
                    .place()
                    .orElseThrow();
            assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.changes().reached())).isGreaterThan(restored);
            storage.write(Share.HOUSE, "s", s -> s.streams()
                    .state(RestoredStream.ID, StreamState.enabled(RestoredStream.TIME),
                            EnumSet.allOf(StreamState.Kind.class)));
        }
        try (Storage storage = PostgresStorage.open(copy, StoreOptions.defaults())) {
            assertThat(storage.read(Share.HOUSE, (ReadSession s) -> s.streams().find(RestoredStream.ID))
                    .orElseThrow()
                    .state()
                    .isEnabled()).as("it is no epoch a second time").isTrue();
        }
    }
}
