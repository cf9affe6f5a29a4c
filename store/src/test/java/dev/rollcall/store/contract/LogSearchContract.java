package dev.rollcall.store.contract;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface LogSearchContract extends StorageFixture {

    @Test
    default void aSearchLooksAtSoManyRowsAndGoesOnBehindThem() {
        World world = world();
        List<String> ids = append(world, 10);
        LogSearch none = with(world, 500, 599, 3);

        LogStretch first = search(none);
        assertThat(first.entries()).isEmpty();
        assertThat(first.next()).contains(ids.get(7));
        int looks = 1;
        Optional<String> next = first.next();
        while (next.isPresent()) {
            LogStretch more = search(none.beyond(next));
            assertThat(more.entries()).isEmpty();
            next = more.next();
            looks++;
        }
        assertThat(looks).isEqualTo(4);

        LogStretch oldest = search(with(world, 400, 499, 5));
        assertThat(oldest.entries()).extracting(RequestLogEntry::id)
                .containsExactly(ids.get(9), ids.get(7), ids.get(5));
        assertThat(oldest.next()).contains(ids.get(5));
    }

    @Test
    default void aStretchEndsBeforeItsBodiesGrow() {
        World world = world();
        List<String> ids = new ArrayList<>();
        String body = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
        for (int i = 0; i < 8; i++) {
            RequestLogEntry row = world.logEntry(World.newId(), World.START, 200);
            ids.add(row.id());
            RequestLogEntry large = new RequestLogEntry(row.connection(), row.id(), row.time(), row.clientAddress(),
                    row.method(), row.path(), row.status(), row.durationMicros(), row.tokenId(), row.resourceType(),
                    row.resourceId(), row.plan(), row.tolerances(), row.error(), Optional.of(body), Optional.empty(),
                    Optional.of("{}"));
            storage().write(Share.HOUSE, "log", s -> {
                s.log().append(List.of(large));
                return large;
            });
        }
        LogStretch stretch = search(LogSearch.newest(Optional.of(world.connection), 100));
        assertThat(stretch.entries()).hasSizeBetween(3, 6)
                .allSatisfy(entry -> assertThat(entry.responseBody()).contains("{}"));
        assertThat(stretch.next()).contains(stretch.entries().getLast().id());
        assertThat(search(LogSearch.newest(Optional.of(world.connection), 100).beyond(stretch.next())).entries())
                .hasSize(8 - stretch.entries().size());
    }

    @Test
    default void anEntryIsFoundByItsIdAndByItsPlaceAmongAll() {
        World world = world();
        List<String> ids = append(world, 2);
        AuditEntry audit = new AuditEntry(World.newId(), World.START, Actor.COMMAND_LINE, "::1", Optional.empty(),
                "POST",
                "/x", "POST /x", 200, Optional.empty(), Optional.empty());
        storage().write(Share.HOUSE, "audit", s -> {
            s.audit().append(audit);
            return audit;
        });
        Optional<RequestLogEntry> found = storage().read(Share.HOUSE, s -> s.log().find(ids.get(0)));
        assertThat(found).hasValueSatisfying(entry -> assertThat(entry.connection()).isEqualTo(world.connection));
        // Other tests have rows in the same logs.
        List<String> newest = new ArrayList<>();
        for (int place = 0; place < 2_000 && !newest.contains(ids.get(0)); place++) {
            long at = place;
            Optional<String> id = storage().read(Share.HOUSE, s -> s.log().idAt(true, at));
            id.ifPresent(newest::add);
        }
        assertThat(newest).containsSubsequence(audit.id(), ids.get(1), ids.get(0))
                .isSortedAccordingTo(Comparator.reverseOrder());
        Optional<String> beyond = storage().read(Share.HOUSE, s -> s.log().idAt(true, 1_000_000));
        assertThat(beyond).isEmpty();
    }

    private static LogSearch with(World world, int statusFrom, int statusTo, int budget) {
        return new LogSearch(Optional.of(world.connection), Optional.empty(), true, statusFrom, statusTo,
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), 0, 100, budget);
    }

    private List<String> append(World world, int rows) {
        List<RequestLogEntry> entries = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            entries.add(world.logEntry(World.newId(), World.START.plusSeconds(i), i % 2 == 0 ? 200 : 404));
        }
        storage().write(Share.HOUSE, "log", s -> {
            s.log().append(entries);
            return rows;
        });
        return entries.stream().map(RequestLogEntry::id).toList();
    }

    private LogStretch search(LogSearch search) {
        return storage().read(Share.HOUSE, s -> s.log().search(search));
    }
}
