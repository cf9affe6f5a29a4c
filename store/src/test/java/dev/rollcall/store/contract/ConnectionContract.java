package dev.rollcall.store.contract;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ConnectionView;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

interface ConnectionContract extends StorageFixture {

    @Test
    default void aConnectionIsFoundByIdAndByName() {
        World world = world();
        Connection strict = new Connection(new ConnectionId("con_strictStrict0001"), "strict one", Strategy.OKTA, true,
                World.START.plusSeconds(1));
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(strict))).isTrue();

        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(strict.id()))).contains(strict);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().named("strict one")))
                .contains(strict);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().named("STRICT One")))
                .contains(strict);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().named("strict-one"))).isEmpty();
        assertThat(
                storage().read(Share.HOUSE,
                        (ReadSession s) -> s.connections().find(new ConnectionId("con_0000000000nobody"))))
                .isEmpty();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().all())).extracting(Connection::id)
                .contains(world.connection)
                .endsWith(strict.id());
    }

    @Test
    default void neitherIdNorNameIsTakenTwice() {
        World world = world();
        Connection known = storage().read(Share.HOUSE, s -> s.connections().find(world.connection)).orElseThrow();
        ConnectionId other = new ConnectionId("con_anotherAnother01");

        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(known))).isFalse();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .insert(
                        new Connection(other, known.name(), Strategy.SCIM, false, World.START))))
                .isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(other))).isEmpty();
    }

    @Test
    default void aNameIsNotTakenInAnotherCaseEither() {
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(named("Case-A", 1))))
                .isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(named("cASE-a", 2))))
                .isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().named("case-a")).orElseThrow().name())
                .isEqualTo("Case-A");
    }

    /** Two nodes, or a service and a command beside it, make two connections at the same moment. */
    @Test
    default void ofTwoNamesThatDifferInCaseOneIsTakenEvenAtTheSameMoment() {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                Connection upper = named("Same-" + round, 100 + round);
                Connection lower = named("same-" + round, 200 + round);
                Future<Boolean> first = threads.submit(() -> insert(storage(), upper, start));
                Future<Boolean> second = threads.submit(() -> insert(another(), lower, start));
                assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean insert(Storage storage, Connection connection, CyclicBarrier start)
            throws InterruptedException, BrokenBarrierException {
        start.await();
        return storage.write(Share.of(connection.id()), connection.id().value(),
                s -> s.connections().insert(connection));
    }

    private static Connection named(String name, int number) {
        return new Connection(new ConnectionId("con_case%012d".formatted(number)), name, Strategy.SCIM, false,
                World.START);
    }

    @Test
    default void aConnectionGetsOtherTolerancesAndNoOtherDoes() {
        World world = world();
        Connection other = new Connection(new ConnectionId("con_bystander0000001"), "bystander", Strategy.SCIM, false,
                World.START);
        storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(other));
        Connection known = storage().read(Share.HOUSE, s -> s.connections().find(world.connection)).orElseThrow();

        for (Dialect dialect : List.of(Dialect.strict(), Dialect.tolerant(),
                Dialect.of(EnumSet.of(Tolerance.CAPITAL_OP, Tolerance.MANAGER_FORM)))) {
            assertThat(storage().<Boolean>write(Share.HOUSE, "c",
                    s -> s.connections().setDialect(known.id(), dialect))).isTrue();
            assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(known.id()))).contains(
                    new Connection(known.id(), known.name(), known.strategy(), dialect, known.endpoint(),
                            known.userIdAttribute(), known.guard(), known.deletion(), known.me(),
                            known.createdAt()));
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .setDialect(new ConnectionId("con_0000000000nobody"), Dialect.strict()))).isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(other.id()))).contains(other);
    }

    @Test
    default void aClaimForMeIsSetAndNoOtherConnectionGetsIt() {
        World world = world();
        World bystander = world();
        MeClaim claim = new MeClaim("https://acme.example/\u00fcser");
        assertThat(me(world)).isEqualTo(MeClaim.SUBJECT);

        assertThat(storage().<Boolean>write(Share.HOUSE, "c",
                s -> s.connections().setMeClaim(world.connection, claim))).isTrue();
        assertThat(me(world)).isEqualTo(claim);
        assertThat(me(bystander)).isEqualTo(MeClaim.SUBJECT);
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .setMeClaim(new ConnectionId("con_0000000000nobody"), claim))).isFalse();
    }

    private MeClaim me(World world) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(world.connection))
                .orElseThrow()
                .me();
    }

    @Test
    default void anEndpointIsPausedAndClosedAndNoOtherIs() {
        World world = world();
        World bystander = world();

        for (EndpointState state : List.of(EndpointState.PAUSED, EndpointState.CLOSED)) {
            assertThat(storage().<Boolean>write(Share.HOUSE, "c",
                    s -> s.connections().setEndpoint(world.connection, state))).isTrue();
            assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(world.connection))
                    .orElseThrow()
                    .endpoint()).isEqualTo(state);
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .setEndpoint(new ConnectionId("con_0000000000nobody"), EndpointState.PAUSED))).isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(bystander.connection))
                .orElseThrow()
                .endpoint()).isEqualTo(EndpointState.OPEN);
    }

    @Test
    default void aGuardIsSetAndTakenAway() {
        World world = world();
        World bystander = world();
        DepartureGuard guard = DepartureGuard.set(10, 50, World.START);
        for (Optional<DepartureGuard> next : List.of(Optional.of(guard), Optional.of(guard.held()),
                Optional.<DepartureGuard>empty())) {
            assertThat(storage().<Boolean>write(Share.HOUSE, "c",
                    s -> s.connections().setGuard(world.connection, next))).isTrue();
            assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(world.connection))
                    .orElseThrow()
                    .guard()).isEqualTo(next);
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .setGuard(new ConnectionId("con_0000000000nobody"), Optional.of(guard)))).isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(bystander.connection))
                .orElseThrow()
                .guard()).isEmpty();
    }

    @Test
    default void connectionsAreReadPageByPage() {
        world();
        world();
        Connection okta = new Connection(new ConnectionId("con_pagePagePage0001"), "one of okta", Strategy.OKTA, false,
                World.START.plusSeconds(9));
        storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().insert(okta));
        List<Connection> all = storage().read(Share.HOUSE, s -> s.connections().all());

        List<Connection> walked = new ArrayList<>();
        Optional<ConnectionQuery.Position> after = Optional.empty();
        List<Connection> page;
        do {
            Optional<ConnectionQuery.Position> from = after;
            page = storage().read(Share.HOUSE, s -> s.connections()
                    .page(new ConnectionQuery(Optional.empty(), Set.of(), from, 0, 2)));
            walked.addAll(page);
            after = page.isEmpty()
                    ? after
                    : Optional.of(new ConnectionQuery.Position(
                            page.getLast().createdAt(), page.getLast().id().value()));
        } while (!page.isEmpty());
        assertThat(walked).isEqualTo(all);

        ConnectionQuery ofOkta = new ConnectionQuery(Optional.empty(), Set.of(Strategy.OKTA, Strategy.OIDC),
                Optional.empty(), 0, 9);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().page(ofOkta))).contains(okta)
                .allMatch(connection -> connection.strategy() == Strategy.OKTA);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().count(ofOkta))).isPositive();
        ConnectionQuery named = new ConnectionQuery(Optional.of("one of okta"), Set.of(), Optional.empty(), 0, 9);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().page(named))).containsExactly(okta);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections()
                .page(new ConnectionQuery(
                        Optional.empty(), Set.of(), Optional.empty(), all.size(), 9))))
                .isEmpty();
    }

    @Test
    default void connectionsAreFoundByTheBeginningOfTheirName() {
        for (String name : List.of("begin-B", "Begin-a", "begin-aa", "beginning", "begun")) {
            storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                    .insert(new Connection(
                            new ConnectionId("con_" + (name + "000000000000000").replace("-", "0").substring(0, 16)),
                            name,
                            Strategy.SCIM, false, World.START)));
        }
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().beginning("BEGIN-", 9)))
                .extracting(Connection::name)
                .containsExactly("Begin-a", "begin-aa", "begin-B");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().beginning("begin", 2)))
                .extracting(Connection::name)
                .containsExactly("Begin-a", "begin-aa");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().beginning("begin%", 9))).isEmpty();
    }

    @Test
    default void connectionsThatAreStoppedAreFound() {
        World paused = world();
        World held = world();
        World well = world();
        DepartureGuard guard = new DepartureGuard(1, 1, false, World.START);
        storage().write(Share.HOUSE, "c", s -> {
            s.connections().setEndpoint(paused.connection, EndpointState.PAUSED);
            s.connections().setGuard(held.connection, Optional.of(guard));
            s.connections().hold(held.connection, guard);
            s.connections().setGuard(well.connection, Optional.of(guard));
            return true;
        });
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().stopped(1_000)))
                .extracting(Connection::id)
                .contains(paused.connection, held.connection)
                .doesNotContain(well.connection);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().stopped(1))).hasSize(1);
    }

    /** Long before the tokens of other tests. */
    @Test
    default void tokensAreFoundByWhenTheyEnd() {
        Instant begin = World.START.minus(Duration.ofDays(20_000));
        World first = world();
        World second = world();
        World open = world();
        storage().write(Share.HOUSE, "t", s -> {
            s.tokens().insert(ending(first, "tok_ending0000000001", begin, begin.plusSeconds(10)));
            s.tokens().insert(ending(first, "tok_ending0000000002", begin, begin.plusSeconds(30)));
            s.tokens().insert(ending(second, "tok_ending0000000003", begin, begin.plusSeconds(20)));
            s.tokens().insert(ending(open, "tok_ending0000000004", begin, begin.plusSeconds(25)));
            s.tokens().insert(token(open, "tok_ending0000000005", Optional.empty()));
            return true;
        });
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.tokens().ending(begin.plusSeconds(10), begin.plusSeconds(30), 9)))
                .extracting(ScimToken::tokenId)
                .containsExactly("tok_ending0000000001", "tok_ending0000000003", "tok_ending0000000004");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().ending(begin, begin.plusSeconds(99), 2)))
                .hasSize(2);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().unused(begin.plusSeconds(15), 9)))
                .as("valid then and made before")
                .extracting(ScimToken::tokenId)
                .containsExactly("tok_ending0000000002", "tok_ending0000000003", "tok_ending0000000004");
    }

    /** The first to end of those that have other credentials are none, so that they take no place from those that have not. */
    @Test
    default void connectionsAreFoundWhoseLastCredentialEnds() {
        Instant begin = World.START.minus(Duration.ofDays(19_000));
        World token = world();
        World secret = world();
        World both = world();
        World trusting = world();
        World signing = world();
        World closed = world();
        storage().write(Share.HOUSE, "t", s -> {
            for (World each : List.of(token, both, trusting, signing, closed)) {
                s.tokens().insert(ending(each, "tok_lapsing000000001", begin, begin.plusSeconds(10)));
            }
            s.tokens().insert(ending(token, "tok_lapsing000000002", begin, begin.plusSeconds(40)));
            ClientId client = ClientId.of(secret.connection, "lapsing000000001");
            s.clients().insert(client(client, Optional.empty(), begin));
            s.clients()
                    .addSecret(new ClientSecret(client, "sec_lapsing000000001", "0".repeat(64), begin,
                            Optional.of(begin.plusSeconds(30))));
            ClientId other = ClientId.of(both.connection, "lapsing000000002");
            s.clients().insert(client(other, Optional.empty(), begin));
            s.clients()
                    .addSecret(
                            new ClientSecret(other, "sec_lapsing000000002", "0".repeat(64), begin, Optional.empty()));
            s.clients()
                    .insert(client(ClientId.of(signing.connection, "lapsing000000003"),
                            Optional.of("{}"), begin));
            s.clients()
                    .trust(new EntraTrust(trusting.connection, "00000000-0000-0000-0000-0000000019aa",
                            EntraTrust.CUSTOM_APPLICATION,
                            EntraTrust.PROVISIONING_SERVICE, Optional.empty(), EnumSet.of(TokenScope.GET_USERS), begin,
                            Optional.empty()));
            s.connections().setEndpoint(closed.connection, EndpointState.CLOSED);
            return true;
        });
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.connections().lapsing(begin, begin.plusSeconds(99), 9)))
                .extracting(lapsing -> lapsing.connection().id(), ConnectionView.Lapsing::end)
                .containsExactly(tuple(secret.connection, begin.plusSeconds(30)),
                        tuple(token.connection, begin.plusSeconds(40)));
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.connections().lapsing(begin, begin.plusSeconds(99), 1)))
                .hasSize(1);
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.connections().lapsing(begin.plusSeconds(31), begin.plusSeconds(40), 9))).isEmpty();
    }

    private static OAuthClient client(ClientId id, Optional<String> keySet, Instant made) {
        return new OAuthClient(id, "a client", Set.of("get:users"), Duration.ofHours(1), keySet, Optional.empty(), made,
                Optional.empty());
    }

    private static ScimToken ending(World world, String id, Instant made, Instant end) {
        return new ScimToken(world.connection, id, "0".repeat(64), EnumSet.of(TokenScope.GET_USERS), made,
                Optional.of(end),
                Optional.empty());
    }

    @Test
    default void aDeletedConnectionIsGoneWithItsTokensAndItsNameIsFree() {
        World world = world();
        Connection known = storage().read(Share.HOUSE, s -> s.connections().find(world.connection)).orElseThrow();
        ScimToken token = token(world, "tok_aaaaaaaaaaaaaaaa", Optional.empty());
        storage().write(Share.HOUSE, "t", s -> {
            s.tokens().insert(token);
            return true;
        });

        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().delete(world.connection))).isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().delete(world.connection))).isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().find(world.connection))).isEmpty();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().find(world.connection, token.tokenId())))
                .isEmpty();
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections()
                .insert(new Connection(
                        new ConnectionId("con_successorSuccess"), known.name(), Strategy.SCIM, false, World.START))))
                .isTrue();
    }

    @Test
    default void aNameOfADeletedConnectionThatHadPeopleIsSpentWithItsStrategy() {
        World never = world();
        World had = world();
        World has = world();
        World discarded = world();
        never.group("only a group");
        StoredResource gone = had.user("gone");
        storage().write(Share.HOUSE, "r", s -> {
            s.identities().retire(new PersonKey(had.connection, gone.id()));
            s.resources().delete(gone, false);
            return gone;
        });
        has.user("there");
        discarded.user("half imported");
        for (World world : List.of(never, had, has)) {
            assertThat(spent(world, Strategy.WAAD)).isFalse();
            assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().delete(world.connection)))
                    .isTrue();
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, "c", s -> s.connections().discard(discarded.connection)))
                .isTrue();
        assertThat(List.of(never, had, has, discarded)).extracting(world -> spent(world, Strategy.WAAD))
                .containsExactly(false, true, true, false);
        assertThat(spent(has, Strategy.SAMLP)).as("another strategy makes other user_ids").isFalse();
        clock().advance(Duration.ofHours(2));
        Tidy.up(storage());
        assertThat(spent(has, Strategy.WAAD)).as("for good").isTrue();
    }

    private boolean spent(World world, Strategy strategy) {
        return storage().read(Share.HOUSE, s -> s.connections()
                .isSpent(
                        "NAME of " + world.connection, strategy));
    }

    @Test
    default void tokensAreKeptWhole() {
        World world = world();
        ScimToken all = token(world, "tok_bbbbbbbbbbbbbbbb", Optional.of(World.START.plusSeconds(900)));
        ScimToken none = new ScimToken(world.connection, "tok_cccccccccccccccc", "cd".repeat(32),
                Set.of(TokenScope.GET_USERS), World.START.plusSeconds(1), Optional.empty(), Optional.empty());
        storage().write(Share.HOUSE, "t", s -> {
            s.tokens().insert(none);
            s.tokens().insert(all);
            return true;
        });

        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().find(world.connection, all.tokenId())))
                .contains(all);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().of(world.connection))).containsExactly(all,
                none);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().find(world().connection, all.tokenId())))
                .isEmpty();
        assertThat(storage().<Boolean>write(Share.HOUSE, "t", s -> s.tokens().delete(world.connection, all.tokenId())))
                .isTrue();
        assertThat(storage().<Boolean>write(Share.HOUSE, "t", s -> s.tokens().delete(world.connection, all.tokenId())))
                .isFalse();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().of(world.connection)))
                .containsExactly(none);
    }

    @Test
    default void theLatestUseOfATokenIsKept() {
        World world = world();
        ScimToken token = token(world, "tok_dddddddddddddddd", Optional.empty());
        storage().write(Share.HOUSE, "t", s -> {
            s.tokens().insert(token);
            return true;
        });
        touch(world, World.START.plusSeconds(60));
        touch(world, World.START.plusSeconds(30));

        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.tokens().find(world.connection, token.tokenId()))
                .orElseThrow()
                .lastUsedAt())
                .contains(World.START.plusSeconds(60));
    }

    private void touch(World world, Instant time) {
        storage().write(Share.HOUSE, "t", s -> {
            s.tokens().touch(world.connection, Map.of("tok_dddddddddddddddd", time, "tok_gonegonegonegone", time));
            return true;
        });
    }

    private static ScimToken token(World world, String id, Optional<Instant> validUntil) {
        return new ScimToken(world.connection, id, "ab".repeat(32), EnumSet.allOf(TokenScope.class), World.START,
                validUntil, Optional.empty());
    }
}
