package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a look at the log asks of the database. */
public interface LogStatementContract {

    /** A storage whose connections tell what they are asked. */
    Storage storage();

    /** Whom they tell. */
    Faults faults();

    @Test
    default void whoTakesAllRowsIsServedByTheirKeyAndPassesOverNone() {
        World world = World.in(storage());
        List<RequestLogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(world.logEntry(World.newId(), World.START.plusSeconds(i), 200));
        }
        int written = storage().write(Share.HOUSE, "log", s -> {
            s.log().append(entries);
            return entries.size();
        });
        assertThat(written).isEqualTo(30);
        LogSearch all = new LogSearch(Optional.of(world.connection), Optional.empty(), true, 0, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 10, 5_000);
        assertThat(looksAtTheLog(all)).as("the rows alone").isEqualTo(1);
        LogSearch some = new LogSearch(Optional.of(world.connection), Optional.empty(), true, 201, 300,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 10, 5_000);
        assertThat(looksAtTheLog(some)).as("how far the look goes, and the rows").isEqualTo(2);
    }

    private long looksAtTheLog(LogSearch search) {
        faults().watch();
        LogStretch stretch = storage().read(Share.HOUSE, session -> session.log().search(search));
        assertThat(stretch.entries()).hasSizeLessThanOrEqualTo(search.limit());
        return faults().seen().stream().filter(statement -> statement.contains("request_log")).count();
    }
}
