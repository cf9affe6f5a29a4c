package dev.rollcall.store.postgres;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.store.StoreOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers of transactions are ordered as numbers, also where they get one more digit. */
class ChangeOrderTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_changeOrder00001");

    @Test
    void changesFollowEachOtherInTheOrderOfTheirTransactions() {
        String url = TestServer.newStore();
        try (PostgresStorage storage = PostgresStorage.open(url, StoreOptions.defaults())) {
            for (String transaction : List.of("100", "9", "10", "99", "11", "8")) {
                TestServer.execute(url, "INSERT INTO change (connection_id, xid, change_id, part, last, resource_type,"
                        + " resource_id, action, version, time, actor_kind, plan)"
                        + " VALUES (?, ?::xid8, ?, 0, 1, 'User', 'u', 'updated', 1, 0, 'unknown', '[]')",
                        CONNECTION.value(),
                        transaction, transaction);
            }
            assertThat(read(storage, 2)).containsExactly("8", "9", "10", "11", "99", "100");
            assertThat(read(storage, 100)).containsExactly("8", "9", "10", "11", "99", "100");
        }
    }

    private static List<String> read(PostgresStorage storage, int limit) {
        List<String> ids = new ArrayList<>();
        String position = "";
        boolean more = true;
        while (more) {
            String from = position;
            ChangeFeedPage page = storage.read(Share.HOUSE, session -> session.changes().page(CONNECTION, from, limit));
            page.changes().stream().map(ChangeRecord::id).forEach(ids::add);
            position = page.position();
            more = !page.changes().isEmpty();
        }
        return ids;
    }
}
