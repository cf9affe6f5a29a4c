package dev.rollcall.store.contract;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Kind;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface ConnectionJobContract extends StorageFixture {

    @Test
    default void aJobGoesOnFromWhereItsLastPieceEndedAndOnlyOnce() {
        ConnectionId connection = world().connection;
        put(ConnectionJob.begun(connection, Kind.MAPPING, "0:", "1", World.START));
        ConnectionJob begun = job(connection, Kind.MAPPING);
        assertThat(begun.position()).isEmpty();
        ConnectionJob further = begun.advanced("id-7", new Tally(7, 3, 2, 1), false, World.START.plusSeconds(1));
        assertThat(advance(further)).isTrue();
        assertThat(advance(further)).as("another node was quicker").isFalse();
        ConnectionJob stored = job(connection, Kind.MAPPING);
        assertThat(stored).isEqualTo(new ConnectionJob(connection, Kind.MAPPING, "0:", "1", "id-7",
                new Tally(7, 3, 2, 1), World.START, World.START.plusSeconds(1), Optional.empty(), 2));

        put(ConnectionJob.begun(connection, Kind.MAPPING, "1:id-7 0:", "2", World.START.plusSeconds(2)));
        assertThat(advance(stored.advanced("id-9", Tally.NONE, true, World.START))).as("it was begun anew").isFalse();
        ConnectionJob anew = job(connection, Kind.MAPPING);
        assertThat(anew.tally()).isEqualTo(Tally.NONE);
        assertThat(advance(anew.advanced("id-9", Tally.NONE, true, World.START.plusSeconds(3)))).isTrue();
        assertThat(job(connection, Kind.MAPPING).finishedAt()).contains(World.START.plusSeconds(3));
    }

    @Test
    default void jobsThatAreNotFinishedAreFoundInTheOrderOfTheirConnections() {
        List<ConnectionId> connections = List.of(world().connection, world().connection, world().connection)
                .stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
        for (ConnectionId connection : connections) {
            put(ConnectionJob.begun(connection, Kind.RE_KEY, "externalId", "userName", World.START));
        }
        put(ConnectionJob.begun(connections.getFirst(), Kind.MAPPING, "0:", "1", World.START));
        assertThat(advance(job(connections.get(1), Kind.RE_KEY).advanced("x", Tally.NONE, true, World.START))).isTrue();

        assertThat(unfinished("").stream().filter(job -> connections.contains(job.connectionId())))
                .extracting(job -> job.kind() + " " + job.connectionId())
                .containsExactly("MAPPING " + connections.get(0), "RE_KEY " + connections.get(0),
                        "RE_KEY " + connections.get(2));
        assertThat(unfinished(connections.getFirst().value())).extracting(ConnectionJob::connectionId)
                .contains(connections.get(2))
                .doesNotContain(connections.get(0));
        assertThat(this.<List<ConnectionJob>>read(s -> s.jobs().of(connections.getFirst()))).hasSize(2);
        write(s -> {
            s.jobs().remove(connections.getFirst(), Kind.MAPPING);
            return s.connections().delete(connections.get(2));
        });
        assertThat(this.<List<ConnectionJob>>read(s -> s.jobs().of(connections.getFirst()))).hasSize(1);
        assertThat(unfinished("")).extracting(ConnectionJob::connectionId).doesNotContain(connections.get(2));
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH));
        assertThat(this.<List<ConnectionJob>>read(s -> s.jobs().of(connections.get(2)))).isEmpty();
    }

    private void put(ConnectionJob job) {
        write(s -> {
            s.jobs().put(job);
            return job;
        });
    }

    private boolean advance(ConnectionJob job) {
        return write(s -> s.jobs().advance(job));
    }

    private ConnectionJob job(ConnectionId connection, Kind kind) {
        return this.<Optional<ConnectionJob>>read(s -> s.jobs().find(connection, kind)).orElseThrow();
    }

    private List<ConnectionJob> unfinished(String after) {
        return read(s -> s.jobs().unfinished(after, 1_000));
    }

    private <T> T write(Function<WriteSession, T> work) {
        return storage().write(Share.HOUSE, "jobs", work);
    }

    private <T> T read(Function<ReadSession, T> work) {
        return storage().read(Share.HOUSE, work);
    }
}
