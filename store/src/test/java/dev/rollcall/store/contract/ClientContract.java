package dev.rollcall.store.contract;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ClientStore;
import dev.rollcall.directory.storage.ClientStore.AssertionUse;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.token.TokenScope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** OAuth clients, what shows that they are it, and the keys of their tokens. */
interface ClientContract extends StorageFixture {
    @Test
    default void aClientIsFoundAmongThoseOfItsOwnerAlone() {
        World world = world();
        World other = world();
        OAuthClient client = client(ClientId.of(world.connection, "aaaaaaaaaaaaaaaa"));
        OAuthClient federated = new OAuthClient(ClientId.of(world.connection, "bbbbbbbbbbbbbbbb"), "Entra",
                Set.of("get:users"), Duration.ofHours(1), Optional.empty(),
                Optional.of(new Federation("https://issuer.example/v2.0", "api://app", "subject",
                        URI.create("https://issuer.example/keys"))),
                World.START.plusMillis(1), Optional.empty());
        OAuthClient management = client(ClientId.ofManagement("%016d".formatted(System.nanoTime() % 1_000_000_000)));
        write(clients -> {
            clients.insert(client);
            clients.insert(federated);
            clients.insert(management);
        });

        assertThat(of(Optional.of(world.connection))).containsExactly(client, federated);
        assertThat(of(Optional.of(other.connection))).isEmpty();
        assertThat(of(Optional.empty())).contains(management)
                .doesNotContain(client, federated);
        assertThat(find(management.id())).contains(management);
        assertThat(find(federated.id())).contains(federated);
        assertThat(find(ClientId.of(other.connection, "aaaaaaaaaaaaaaaa"))).isEmpty();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> write(clients -> clients.insert(client)));
    }

    @Test
    default void secretsExpireWhenTheyAreToldToAndNoneLivesLongerForIt() {
        ClientId client = ClientId.of(world().connection, "aaaaaaaaaaaaaaaa");
        Instant soon = World.START.plusSeconds(60);
        Instant later = World.START.plusSeconds(3_600);
        write(clients -> {
            clients.insert(client(client));
            clients.addSecret(secret(client, "sec_1", Optional.empty()));
            clients.addSecret(secret(client, "sec_2", Optional.of(soon)));
            clients.addSecret(secret(client, "sec_3", Optional.of(World.START)));
        });
        write(clients -> clients.expireSecrets(client, later));

        assertThat(secrets(client)).extracting(ClientSecret::validUntil)
                .containsExactly(Optional.of(later), Optional.of(soon), Optional.of(World.START));
        assertThat(secret(client, "sec_2")).contains(
                secret(client, "sec_2", Optional.of(soon)));

        write(clients -> clients.deleteExpiredSecrets(client, World.START));
        assertThat(secrets(client)).extracting(ClientSecret::secretId)
                .containsExactly("sec_1", "sec_2");
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.clients().deleteSecret(client, "sec_1"))).isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.clients().deleteSecret(client, "sec_1")))
                .isFalse();
    }

    @Test
    default void aDeletedClientLeavesNothing() {
        World world = world();
        ClientId client = ClientId.of(world.connection, "aaaaaaaaaaaaaaaa");
        ClientId bystander = ClientId.of(world.connection, "bbbbbbbbbbbbbbbb");
        for (ClientId id : List.of(client, bystander)) {
            write(clients -> {
                clients.insert(client(id));
                clients.addSecret(secret(id, "sec_1", Optional.empty()));
            });
            assertThat(use(id, "jti", World.START, 10)).isEqualTo(AssertionUse.FIRST);
        }

        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.clients().delete(client))).isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.clients().delete(client))).isFalse();
        assertThat(find(client)).isEmpty();
        assertThat(secrets(client)).isEmpty();
        assertThat(rows("used_assertion", world.connection.value())).isEqualTo(1);
        assertThat(secrets(bystander)).hasSize(1);
    }

    @Test
    default void anAssertionIsUsedOnceAndForgottenWhenItHasExpired() {
        ClientId client = ClientId.of(world().connection, "aaaaaaaaaaaaaaaa");
        ClientId other = ClientId.of(world().connection, "aaaaaaaaaaaaaaaa");

        assertThat(use(client, "one", World.START, 2)).isEqualTo(AssertionUse.FIRST);
        assertThat(use(client, "one", World.START, 2)).isEqualTo(AssertionUse.AGAIN);
        assertThat(use(other, "one", World.START, 2)).isEqualTo(AssertionUse.FIRST);
        assertThat(use(client, "two", World.START, 2)).isEqualTo(AssertionUse.FIRST);
        assertThat(use(client, "three", World.START, 2)).isEqualTo(AssertionUse.TOO_MANY);
        assertThat(use(client, "three", World.START.plusSeconds(60), 2)).isEqualTo(AssertionUse.FIRST);
    }

    @Test
    default void assertionsOfAClientThatUsesNoMoreAreForgottenByUpkeep() {
        World world = world();
        ClientId client = ClientId.of(world.connection, "aaaaaaaaaaaaaaaa");
        ClientId management = ClientId.ofManagement("%016d".formatted(System.nanoTime() % 1_000_000_000));
        Instant now = clock().instant();
        for (int i = 0; i < 3; i++) {
            remember(client, "one" + i, now);
            remember(management, "one" + i, now);
            remember(client, "later" + i, now.plusSeconds(60));
        }
        assertThat(rows("used_assertion", world.connection.value())).isEqualTo(6);
        Tidy.up(storage());
        assertThat(rows("used_assertion", world.connection.value())).isEqualTo(3);
        assertThat(rows("used_assertion", "")).isZero();
        assertThat(use(client, "later0", now, 10)).isEqualTo(AssertionUse.AGAIN);
    }

    /** A use looks at few of those that have expired, and counts none of them. */
    @Test
    default void aClientWithManyExpiredAssertionsUsesOneAtOnce() {
        World world = world();
        ClientId client = ClientId.of(world.connection, "aaaaaaaaaaaaaaaa");
        for (int i = 0; i < 50; i++) {
            remember(client, "one" + i, World.START);
        }
        assertThat(use(client, "new", World.START, 1)).isEqualTo(AssertionUse.FIRST);
        assertThat(rows("used_assertion", world.connection.value())).as("forgets a few").isBetween(2L, 50L);
        assertThat(use(client, "other", World.START, 1)).isEqualTo(AssertionUse.TOO_MANY);
    }

    private void remember(ClientId client, String assertion, Instant expiresAt) {
        storage().write(Share.HOUSE, client.value(),
                s -> s.clients().use(client, assertion, expiresAt, World.START.minusSeconds(1), 100));
    }

    @Test
    default void ofManyWhoUseOneAssertionAtATimeOneIsTheFirst() throws Exception {
        ClientId client = ClientId.of(world().connection, "aaaaaaaaaaaaaaaa");
        List<Future<AssertionUse>> uses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var through = i % 2 == 0 ? storage() : another();
                uses.add(threads.submit(() -> through.write(Share.HOUSE, client.value(),
                        s -> s.clients().use(client, "one", World.START.plusSeconds(60), World.START, 100))));
            }
        }
        List<AssertionUse> became = new ArrayList<>();
        for (Future<AssertionUse> use : uses) {
            became.add(use.get());
        }
        assertThat(became).filteredOn(AssertionUse.FIRST::equals).hasSize(1);
        assertThat(became).filteredOn(AssertionUse.AGAIN::equals).hasSize(7);
    }

    @Test
    default void oneTenantIsNotTrustedTwiceWithTheSamePin() {
        World world = world();
        World other = world();
        String tenant = "aaaaaaaa-0000-0000-0000-%012d".formatted(System.nanoTime() % 1_000_000_000);
        EntraTrust trust = trust(world.connection, tenant, Optional.empty());
        write(clients -> clients.trust(trust));

        assertThat(trusted(world.connection)).contains(trust);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write(clients -> clients.trust(trust(other.connection, tenant, Optional.empty()))));
        EntraTrust pinned = trust(world.connection, tenant, Optional.of(new EntraTrust.Pin("oid", "1")));
        EntraTrust apart = trust(other.connection, tenant, Optional.of(new EntraTrust.Pin("oid", "2")));
        write(clients -> {
            clients.trust(pinned);
            clients.trust(apart);
        });
        assertThat(trustIn(tenant)).containsExactlyInAnyOrder(pinned, apart);
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.clients().distrust(world.connection))).isTrue();
        assertThat(trustIn(tenant)).containsExactly(apart);
    }

    @Test
    default void whatLetsSomebodyInGoesWithItsConnection() {
        World world = world();
        ClientId client = ClientId.of(world.connection, "aaaaaaaaaaaaaaaa");
        String tenant = "bbbbbbbb-0000-0000-0000-%012d".formatted(System.nanoTime() % 1_000_000_000);
        write(clients -> {
            clients.insert(client(client));
            clients.addSecret(secret(client, "sec_1", Optional.empty()));
            clients.trust(trust(world.connection, tenant, Optional.empty()));
        });
        storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));

        assertThat(of(Optional.of(world.connection))).isEmpty();
        assertThat(secrets(client)).isEmpty();
        assertThat(trustIn(tenant)).isEmpty();
    }

    @Test
    default void keysAreKeptUntilTheyAreForgotten() {
        String number = Long.toString(System.nanoTime());
        SigningKey older = new SigningKey("a" + number, "{}", "sealed", World.START, Optional.empty());
        SigningKey newer = new SigningKey("b" + number, "{}", "sealed", World.START.plusSeconds(1), Optional.empty());
        storage().write(Share.HOUSE, "k", s -> {
            s.signingKeys().insert(older);
            s.signingKeys().insert(newer);
            s.signingKeys().retireAllBut(newer.keyId(), World.START.plusSeconds(2));
            s.signingKeys().retireAllBut(newer.keyId(), World.START.plusSeconds(9));
            return s.signingKeys().reseal(newer.keyId(), "sealed anew");
        });
        SigningKey retired = new SigningKey(older.keyId(), "{}", "sealed", World.START,
                Optional.of(World.START.plusSeconds(2)));
        SigningKey resealed = new SigningKey(newer.keyId(), "{}", "sealed anew", newer.createdAt(), Optional.empty());
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.signingKeys().all()))
                .containsSubsequence(resealed, retired);

        storage().write(Share.HOUSE, "k", s -> {
            s.signingKeys().deleteRetiredBefore(World.START.plusSeconds(2));
            return s.signingKeys().all().size();
        });
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.signingKeys().all())).contains(retired);
        storage().write(Share.HOUSE, "k", s -> {
            s.signingKeys().deleteRetiredBefore(World.START.plusSeconds(3));
            return s.signingKeys().all().size();
        });
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.signingKeys().all())).contains(resealed)
                .doesNotContain(retired);
    }

    @Test
    default void aLastUseIsRecordedAndNeverGoesBack() {
        World world = world();
        ClientId client = ClientId.of(world.connection, "aaaaaaaaaaaaaaaa");
        ClientId other = ClientId.of(world.connection, "bbbbbbbbbbbbbbbb");
        ClientId gone = ClientId.of(world.connection, "cccccccccccccccc");
        String tenant = "cccccccc-0000-0000-0000-%012d".formatted(System.nanoTime() % 1_000_000_000);
        write(clients -> {
            clients.insert(client(client));
            clients.insert(client(other));
            clients.trust(trust(world.connection, tenant, Optional.empty()));
        });
        Instant used = World.START.plusSeconds(60);
        write(clients -> {
            clients.touch(Map.of(client, used, gone, used));
            clients.touchTrust(world.connection, used);
        });
        write(clients -> {
            clients.touch(Map.of(client, World.START));
            clients.touchTrust(world.connection, World.START);
        });

        assertThat(find(client).orElseThrow().lastUsedAt()).contains(used);
        assertThat(find(other).orElseThrow().lastUsedAt()).isEmpty();
        assertThat(find(gone)).isEmpty();
        assertThat(trusted(world.connection).orElseThrow().lastUsedAt()).contains(used);
        write(clients -> clients.trust(trust(world.connection, tenant, Optional.empty())));
        assertThat(trusted(world.connection).orElseThrow().lastUsedAt()).as("of another trust").isEmpty();
    }

    @Test
    default void ofAllWhoSetAMarkOneIsTheFirst() throws Exception {
        String name = "mark-" + System.nanoTime();
        assertThat(mark(name)).isEmpty();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> firsts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String value = Integer.toString(i);
                firsts.add(pool.submit(() -> storage().<Boolean>write(Share.OAUTH, name + value,
                        s -> s.marks().setFirst(name, value))));
            }
            int winner = -1;
            for (int i = 0; i < 8; i++) {
                if (firsts.get(i).get()) {
                    assertThat(winner).isEqualTo(-1);
                    winner = i;
                }
            }
            assertThat(mark(name)).contains(Integer.toString(winner));
        }
        storage().write(Share.OAUTH, name, s -> {
            s.marks().set(name, "anew");
            return 0;
        });
        assertThat(mark(name)).contains("anew");
    }

    private Optional<String> mark(String name) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.marks().find(name));
    }

    /** How many rows of a table belong to a connection. */
    long rows(String table, String connection);

    private AssertionUse use(ClientId client, String assertion, Instant now, int limit) {
        return storage().write(Share.HOUSE, client.value(),
                s -> s.clients().use(client, assertion, World.START.plusSeconds(60), now, limit));
    }

    private void write(Consumer<ClientStore> work) {
        storage().write(Share.HOUSE, "clients", s -> {
            work.accept(s.clients());
            return 0;
        });
    }

    private Optional<OAuthClient> find(ClientId id) {
        return storage().read(Share.HOUSE, s -> s.clients().find(id));
    }

    private List<OAuthClient> of(Optional<ConnectionId> connection) {
        return storage().read(Share.HOUSE, s -> s.clients().of(connection));
    }

    private List<ClientSecret> secrets(ClientId client) {
        return storage().read(Share.HOUSE, s -> s.clients().secrets(client));
    }

    private Optional<ClientSecret> secret(ClientId client, String secretId) {
        return storage().read(Share.HOUSE, s -> s.clients().secret(client, secretId));
    }

    private Optional<EntraTrust> trusted(ConnectionId connection) {
        return storage().read(Share.HOUSE, s -> s.clients().trust(connection));
    }

    private List<EntraTrust> trustIn(String tenant) {
        return storage().read(Share.HOUSE, s -> s.clients().trustIn(tenant));
    }

    private static OAuthClient client(ClientId id) {
        return new OAuthClient(id, "a client", Set.of("read:users", "update:users"), Duration.ofHours(24),
                Optional.of("{\"keys\":[]}"), Optional.empty(), World.START, Optional.empty());
    }

    private static ClientSecret secret(ClientId client, String id, Optional<Instant> validUntil) {
        return new ClientSecret(client, id, "ab".repeat(32), World.START, validUntil);
    }

    private static EntraTrust trust(ConnectionId connection, String tenant, Optional<EntraTrust.Pin> pin) {
        return new EntraTrust(connection, tenant, EntraTrust.CUSTOM_APPLICATION,
                EntraTrust.PROVISIONING_SERVICE, pin, EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS),
                World.START, Optional.empty());
    }
}
