package dev.rollcall.store.contract;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface ConfigurationContract extends StorageFixture {

    @Test
    default void aConfigurationIsThereFromItsInsertionToItsDeletion() {
        ConnectionId connection = world().connection;
        ConnectionId other = world().connection;
        ScimConfiguration first = ScimConfiguration.initial(connection, Strategy.SAMLP, World.START);
        ScimConfiguration foreign = ScimConfiguration.initial(other, Strategy.WAAD, World.START);
        write(s -> s.configurations().insert(foreign));

        assertThat(this.<Boolean>write(s -> s.configurations().insert(first))).isTrue();
        assertThat(this.<Boolean>write(s -> s.configurations().insert(first))).isFalse();
        assertThat(this.<Optional<ScimConfiguration>>read(s -> s.configurations().find(connection))).contains(first);
        ScimConfiguration next = new ScimConfiguration(connection, "externalId", 7, World.START,
                World.START.plusSeconds(1));
        assertThat(this.<Boolean>write(s -> s.configurations().update(next))).isTrue();
        assertThat(this.<Optional<ScimConfiguration>>read(s -> s.configurations().find(connection))).contains(next);
        assertThat(this.<List<ScimConfiguration>>read(s -> s.configurations().after("", 1_000))).contains(next,
                foreign);
        assertThat(this.<List<ScimConfiguration>>read(s -> s.configurations().after(connection.value(), 1_000)))
                .contains(foreign)
                .doesNotContain(next);
        assertThat(this.<Boolean>write(s -> s.configurations().delete(connection))).isTrue();
        assertThat(this.<Boolean>write(s -> s.configurations().delete(connection))).isFalse();
        assertThat(this.<Boolean>write(s -> s.configurations().update(next))).isFalse();
        assertThat(this.<Optional<ScimConfiguration>>read(s -> s.configurations().find(connection))).isEmpty();
        assertThat(this.<Optional<ScimConfiguration>>read(s -> s.configurations().find(other))).contains(foreign);
    }

    @Test
    default void versionsOfAMappingThatAreReplacedForLongGo() {
        ConnectionId connection = world().connection;
        ConnectionId other = world().connection;
        write(s -> append(s, version(other, 1)));
        for (int number = 1; number <= 5; number++) {
            int next = number;
            assertThat(this.<Integer>read(s -> s.configurations().newestMapping(connection))).isEqualTo(next - 1);
            write(s -> append(s, version(connection, next)));
            write(s -> {
                s.configurations().replaceMapping(connection, next - 1, next, World.START.plusSeconds(next));
                return next;
            });
        }
        assertThat(this.<Integer>read(s -> s.configurations().mappingCount(connection))).isEqualTo(5);
        // Version 1 was replaced at 2 s, 2 at 3 s, 3 at 4 s, 4 at 5 s; 2 is in force again.
        write(s -> {
            s.configurations().replaceMapping(connection, 5, 2, World.START.plusSeconds(6));
            s.configurations().dropMappings(connection, 4, World.START.plusSeconds(4));
            return connection;
        });
        assertThat(this.<List<KeptMapping>>read(s -> s.configurations().mappings(connection))).containsExactly(
                kept(connection, 5), kept(connection, 4), kept(connection, 3), kept(connection, 2));
        write(s -> {
            s.configurations().dropMappings(connection, 3, World.START.plusSeconds(60));
            return connection;
        });
        assertThat(this.<List<KeptMapping>>read(s -> s.configurations().mappings(connection))).containsExactly(
                kept(connection, 5), kept(connection, 4), kept(connection, 2));
        assertThat(this.<List<KeptMapping>>read(s -> s.configurations().mappings(other)))
                .containsExactly(kept(other, 1));
    }

    @Test
    default void aChangeNamesTheVersionOfTheMappingInForce() {
        World world = world();
        ConnectionId connection = world.connection;
        StoredResource user = world.user("ada");
        for (int version : List.of(0, 3, 1)) {
            write(s -> {
                ScimConfiguration next = new ScimConfiguration(
                        connection, "externalId", version, World.START, World.START);
                return version == 0 ? s : s.configurations().insert(next) || s.configurations().update(next);
            });
            write(s -> {
                s.changes().append(world.change("c" + version, 0, true, user, 1));
                return version;
            });
        }
        assertThat(storage().read(Share.HOUSE, s -> s.changes().page(connection, "", 100)).changes())
                .extracting(ChangeRecord::mapping)
                .containsExactly(OptionalInt.of(0), OptionalInt.of(3), OptionalInt.of(1));
        assertThat(this.<Optional<Instant>>read(s -> s.changes().oldest(connection))).contains(World.START);
    }

    @Test
    default void whatCallersKeepOfAConnectionIsReplaced() {
        ConnectionId connection = world().connection;
        ConnectionDetail detail = new ConnectionDetail(
                connection, Optional.of("Ärzte & Söhne"), "{\"options\":{\"a\":1}}", World.START);
        assertThat(this.<Optional<ConnectionDetail>>read(s -> s.configurations().detail(connection))).isEmpty();
        for (ConnectionDetail next : List.of(detail, ConnectionDetail.none(connection, World.START))) {
            write(s -> {
                s.configurations().put(next);
                return next;
            });
            assertThat(this.<Optional<ConnectionDetail>>read(s -> s.configurations().detail(connection)))
                    .contains(next);
        }
    }

    @Test
    default void aConfigurationGoesWithItsConnection() {
        ConnectionId connection = world().connection;
        write(s -> s.configurations().insert(ScimConfiguration.initial(connection, Strategy.OKTA, World.START)));
        write(s -> append(s, version(connection, 1)));
        write(s -> s.connections().delete(connection));
        assertThat(this.<Optional<ScimConfiguration>>read(s -> s.configurations().find(connection))).isEmpty();

        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH));
        assertThat(this.<List<KeptMapping>>read(s -> s.configurations().mappings(connection))).isEmpty();
    }

    @Test
    default void theAuditLogIsReadBackwardsAndExpires() {
        AuditEntry whole = new AuditEntry(World.newId(), World.START, Actor.COMMAND_LINE, "192.0.2.1",
                Optional.of("curl"), "PATCH", "/api/v2/connections/con_1", "PATCH /connections/{id}", 200,
                Optional.of(new AuditEntry.Change("connection", Optional.of("con_1"), "con_1", Optional.of("{}"),
                        Optional.of("{\"a\":1}"))),
                Optional.empty());
        AuditEntry refused = new AuditEntry(World.newId(), World.START.plusSeconds(5), Actor.token("tok_1"), "::1",
                Optional.empty(), "POST", "/api/v2/connections", "POST /connections", 409, Optional.empty(),
                Optional.of("The name is taken."));
        write(s -> {
            s.audit().append(whole);
            s.audit().append(refused);
            return refused;
        });

        assertThat(this.<List<AuditEntry>>read(s -> s.audit().before("", 2))).containsExactly(refused, whole);
        assertThat(this.<List<AuditEntry>>read(s -> s.audit().before(refused.id(), 1))).containsExactly(whole);
        assertThat(this.<Optional<AuditEntry>>read(s -> s.audit().find(whole.id()))).contains(whole);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, World.START.plusSeconds(1),
                Instant.EPOCH, Instant.EPOCH));
        assertThat(this.<Optional<AuditEntry>>read(s -> s.audit().find(whole.id()))).isEmpty();
        assertThat(this.<Optional<AuditEntry>>read(s -> s.audit().find(refused.id()))).contains(refused);
    }

    private static MappingVersion append(WriteSession session, MappingVersion version) {
        session.configurations().append(version);
        return version;
    }

    private static KeptMapping kept(ConnectionId connection, int number) {
        MappingVersion version = version(connection, number);
        return new KeptMapping(number, version.rows().length(), version.createdAt(), version.createdBy());
    }

    private static MappingVersion version(ConnectionId connection, int number) {
        return new MappingVersion(connection, number, "[{\"scim\":\"userName\",\"auth0\":\"n" + number + "\"}]",
                World.START, "client cli_1");
    }

    private <T> T write(Function<WriteSession, T> work) {
        return storage().write(Share.HOUSE, "configuration", work);
    }

    private <T> T read(Function<ReadSession, T> work) {
        return storage().read(Share.HOUSE, work);
    }
}
