package dev.rollcall.store.contract;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.AuditQuery;
import dev.rollcall.directory.storage.AuditStretch;
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
        LogSearch none = with(world, 300, 399, 3);

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

        LogStretch oldest = search(with(world, 200, 299, 5));
        assertThat(oldest.entries()).extracting(RequestLogEntry::id).containsExactly(ids.get(8), ids.get(6));
        assertThat(oldest.next()).contains(ids.get(5));
    }

    @Test
    default void aLookEndsWithSoManyCharactersAndOneRowAndGoesOnBehindIt() {
        World world = world();
        List<String> ids = append(world, 10);
        LogSearch all = new LogSearch(Optional.of(world.connection), Optional.empty(), true, 0, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 7, 5_000);
        List<String> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            LogSearch more = all.beyond(next);
            LogStretch stretch = storage().read(Share.HOUSE, session -> session.log().search(more, 1, 1));
            assertThat(stretch.entries()).as("a row has more than one character").hasSize(1);
            stretch.entries().forEach(entry -> found.add(entry.id()));
            next = stretch.next();
        } while (next.isPresent());
        assertThat(found).containsExactlyElementsOf(ids.reversed());

        List<String> pages = new ArrayList<>();
        LogStretch first = search(all);
        first.entries().forEach(entry -> pages.add(entry.id()));
        assertThat(pages).hasSize(7);
        LogStretch rest = search(all.beyond(first.next()));
        rest.entries().forEach(entry -> pages.add(entry.id()));
        assertThat(rest.next()).isEmpty();
        assertThat(pages).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    default void onlyFailuresCostALookForFailuresAndOnlyAResourcesRowsOneForIt() {
        World world = world();
        RequestLogEntry failed = world.logEntry(World.newId(), World.START, 404);
        RequestLogEntry about = about("user-7", world.logEntry(World.newId(), World.START, 200));
        List<RequestLogEntry> before = List.of(failed, about);
        storage().write(Share.HOUSE, "log", s -> {
            s.log().append(before);
            return before;
        });
        append(world, 40);
        LogSearch failures = with(world, 400, LogSearch.ANY, 22);
        assertThat(search(failures).entries()).hasSize(21).last().isEqualTo(failed);
        assertThat(search(failures).next()).isEmpty();
        LogSearch everywhere = new LogSearch(Optional.empty(), failures.from(), true, 400, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 21, 21);
        assertThat(search(everywhere).entries()).last().isEqualTo(failed);
        LogSearch ofOne = with(world, 0, LogSearch.ANY, 2).about("user-7");
        assertThat(search(ofOne).entries()).containsExactly(about);
        assertThat(search(ofOne).next()).isEmpty();
    }

    private static RequestLogEntry about(String resource, RequestLogEntry row) {
        return new RequestLogEntry(row.connection(), row.id(), row.time(), row.clientAddress(), row.method(),
                row.path(), row.status(), row.durationMicros(), row.tokenId(), row.resourceType(),
                Optional.of(resource), row.plan(), row.tolerances(), row.error(), row.requestBody(),
                row.clientRequestId(), row.responseBody());
    }

    @Test
    default void aLookThroughTheAuditLogIsBounded() {
        List<AuditEntry> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(new AuditEntry(World.newId(), World.START, Actor.COMMAND_LINE, "::1", Optional.empty(), "POST",
                    "/x", "POST /x", i == 3 || i == 5 ? 409 : 200, Optional.empty(), Optional.empty()));
        }
        storage().write(Share.HOUSE, "audit", s -> {
            rows.forEach(s.audit()::append);
            return rows;
        });
        Optional<String> behind = Optional.of(rows.getLast().id());
        AuditStretch failures = look(new AuditQuery(behind, true, 400, 999, 0, 2, 2));
        assertThat(failures.entries()).as("what went well costs nothing").containsExactly(rows.get(5), rows.get(3));
        AuditStretch other = look(new AuditQuery(behind, true, 300, 399, 0, 5, 10));
        assertThat(other.entries()).isEmpty();
        assertThat(other.next()).as("where the look ended").contains(rows.get(19).id());
        AuditStretch two = look(new AuditQuery(behind, true, 200, 299, 1, 2, 10));
        assertThat(two.entries()).containsExactly(rows.get(27), rows.get(26));
        assertThat(two.next()).contains(rows.get(26).id());
        AuditStretch end = look(new AuditQuery(Optional.of(rows.get(27).id()), false, 0, 999, 0, 2, 10));
        assertThat(end.entries()).containsExactly(rows.get(28), rows.get(29));
        assertThat(end.next()).isEmpty();
    }

    private AuditStretch look(AuditQuery query) {
        return storage().read(Share.HOUSE, s -> s.audit().search(query));
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
        LogStretch heads = storage().read(Share.HOUSE,
                s -> s.log().heads(LogSearch.newest(Optional.of(world.connection), 100)));
        assertThat(heads.entries()).extracting(RequestLogEntry::id).containsExactlyElementsOf(ids.reversed());
        assertThat(heads.entries()).allSatisfy(entry -> {
            assertThat(entry.requestBody()).isEmpty();
            assertThat(entry.responseBody()).isEmpty();
            assertThat(entry.plan()).isEmpty();
            assertThat(entry.status()).isEqualTo(200);
        });
        assertThat(heads.next()).isEmpty();
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
