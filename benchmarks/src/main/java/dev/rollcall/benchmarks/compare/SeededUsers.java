package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.text.Folding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts many users into a store without HTTP, with the keys that they would have; without change record and log. */
public final class SeededUsers {
    private static final int AT_ONCE = 5_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SeededUsers() {}

    /** Inserts users 0, 1, … and folds the counts. @return their ids, in order */
    public static List<String> insert(Storage storage, ConnectionId connection, int size) {
        IdSource ids = new IdSource(Clock.systemUTC(), new Random(size));
        List<String> inserted = new ArrayList<>(size);
        for (int from = 0; from < size; from += AT_ONCE) {
            List<StoredResource> rows = new ArrayList<>(AT_ONCE);
            List<IndexKeys> keys = new ArrayList<>(AT_ONCE);
            for (int number = from; number < Math.min(size, from + AT_ONCE); number++) {
                String json = SampleUser.json(number);
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                rows.add(new StoredResource(connection, "User", ids.next(), 1, now, now, 0,
                        json.getBytes(StandardCharsets.UTF_8)));
                keys.add(keys(JSON.readTree(json)));
            }
            storage.write(Share.of(connection), "seed", session -> {
                for (int i = 0; i < rows.size(); i++) {
                    session.resources().insert(rows.get(i), keys.get(i), keys.get(i).externalId());
                }
                return rows;
            });
            rows.forEach(row -> inserted.add(row.id()));
            Progress.say("%,d of %,d users are in the store", inserted.size(), size);
        }
        fold(storage);
        return inserted;
    }

    /** Does what upkeep would do first: on PostgreSQL it folds the counts, and nothing is measured meanwhile. */
    private static void fold(Storage storage) {
        Expiry nothing = new Expiry(Instant.EPOCH, Instant.EPOCH);
        List<Chore> chores = storage.read(Share.HOUSE, session -> session.upkeep().due());
        for (Chore chore : chores) {
            while (storage.<Boolean>write(Share.HOUSE, "upkeep", session -> session.upkeep().run(chore, nothing))) {
                // Until nothing is left of it.
            }
        }
    }

    private static IndexKeys keys(JsonNode user) {
        List<IndexKeys.Entry> emails = new ArrayList<>();
        for (JsonNode email : user.path("emails")) {
            emails.add(new IndexKeys.Entry("emails.value", Folding.fold(email.path("value").stringValue()),
                    Folding.fold(email.path("type").stringValue())));
        }
        return new IndexKeys(Folding.fold(user.path("userName").stringValue()),
                Optional.of(user.path("externalId").stringValue()),
                Optional.of(Folding.fold(user.path("displayName").stringValue())), true, Optional.empty(), emails);
    }
}
