package dev.rollcall.store.contract;

import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.storage.SessionStore;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The sessions of the console. */
interface SessionContract extends StorageFixture {
    @Test
    default void aSessionIsThereUntilItEndsAndItsUseGoesForwardAlone() {
        ConsoleSession session = session("a", "cli_a", World.START);
        write(sessions -> {
            sessions.insert(session);
            sessions.touch(session.key(), World.START.plusSeconds(90));
            sessions.touch(session.key(), World.START.plusSeconds(60));
            sessions.touch("another", World.START);
        });
        assertThat(find("a")).get().extracting(ConsoleSession::seenAt).isEqualTo(World.START.plusSeconds(90));
        assertThat(find("a")).get().usingRecursiveComparison().ignoringFields("seenAt").isEqualTo(session);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write(sessions -> sessions.insert(session)));

        List<Boolean> deleted = new ArrayList<>();
        write(sessions -> deleted.add(sessions.delete("a")));
        write(sessions -> deleted.add(sessions.delete("a")));
        assertThat(deleted).containsExactly(true, false);
        assertThat(find("a")).isEmpty();
    }

    @Test
    default void thoseThatHaveExpiredWereNotUsedOrAreTooManyGo() {
        Instant now = World.START.plus(Duration.ofDays(2));
        write(sessions -> {
            sessions.insert(session("expired", "cli_b", World.START));
            sessions.insert(session("unused", "cli_b", now.minusSeconds(3_600)));
            sessions.insert(session("first", "cli_b", now.minusSeconds(3)));
            sessions.insert(session("second", "cli_c", now.minusSeconds(2)));
            sessions.insert(session("third", "cli_b", now.minusSeconds(1)));
            sessions.deleteExpired(now, now.minusSeconds(1_800));
        });
        assertThat(keys()).containsExactly("third", "second", "first");
        write(sessions -> sessions.keepOf("cli_b", 1));
        assertThat(keys()).as("the sessions of others stay").containsExactly("third", "second");
        write(sessions -> {
            sessions.insert(session("first", "cli_b", now.minusSeconds(3)));
            sessions.keepOf("cli_c", 1);
        });
        assertThat(keys()).containsExactly("third", "second", "first");
        write(sessions -> sessions.keep(2));
        assertThat(keys()).containsExactly("third", "second");
        List<Integer> ended = new ArrayList<>();
        write(sessions -> ended.add(sessions.deleteOf("cli_b")));
        write(sessions -> ended.add(sessions.deleteOf("cli_c")));
        assertThat(ended).containsExactly(1, 1);
    }

    private Optional<ConsoleSession> find(String key) {
        return storage().read(Share.HOUSE, session -> session.sessions().find(key));
    }

    private List<String> keys() {
        return storage().read(Share.HOUSE, session -> session.sessions().newest(10))
                .stream()
                .map(ConsoleSession::key)
                .toList();
    }

    private void write(Consumer<SessionStore> work) {
        storage().write(Share.HOUSE, "console", session -> {
            work.accept(session.sessions());
            return true;
        });
    }

    private static ConsoleSession session(String key, String clientId, Instant at) {
        return new ConsoleSession(key, clientId, "sec_1", Set.of("read:logs", "read:users"), at, at,
                at.plus(Duration.ofDays(1)), "192.0.2.1");
    }
}
