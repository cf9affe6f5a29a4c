package dev.rollcall.directory.access;

import dev.rollcall.directory.access.KnownTokens.Known;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.Declaration.Kind;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.setting.SettingValues;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of tokens, how much, and for whom. */
class KnownTokensTest {
    private static final long DEFAULT = TokenSettings.memory(SettingValues.defaults());
    private static final int BYSTANDER = 0;

    @Test
    void manyTokensOfOneConnectionPushOutItsOwnAlone() {
        KnownTokens tokens = new KnownTokens(DEFAULT);
        keep(tokens, BYSTANDER, "its", ConnectionTypes.standard());
        long most = DEFAULT / KnownTokens.OF_A_TOKEN;
        for (int i = 0; i < most + 10; i++) {
            keep(tokens, 1, "token " + i, ConnectionTypes.standard());
            assertThat(tokens.bytes()).isLessThanOrEqualTo(DEFAULT);
        }
        assertThat(find(tokens, BYSTANDER, "its").flatMap(Known::caller)).isPresent();
        assertThat(find(tokens, 1, "token 0")).as("longest not shown").isEmpty();
        assertThat(find(tokens, 1, "token " + (most + 9))).isPresent();
    }

    @Test
    void whatConnectionsDeclareIsCountedOnceEachAndForgottenBeforeTheirTokens() {
        ConnectionTypes large = types("v1", 2_000);
        assertThat(100 * large.bytes()).isGreaterThan(DEFAULT);
        KnownTokens tokens = new KnownTokens(DEFAULT);
        keep(tokens, BYSTANDER, "its", types("v1", 3));
        keep(tokens, 1, "one", large);
        long once = tokens.bytes();
        keep(tokens, 1, "two", large);
        assertThat(tokens.bytes() - once).isEqualTo(KnownTokens.OF_A_TOKEN);
        for (int i = 2; i < 100; i++) {
            keep(tokens, i, "one", large);
            assertThat(tokens.bytes()).isLessThanOrEqualTo(DEFAULT);
        }
        assertThat(find(tokens, BYSTANDER, "its").flatMap(Known::caller)).isPresent();
        assertThat(find(tokens, 1, "one"))
                .as("it is known that the token was good, so that nobody takes it for a guess")
                .hasValueSatisfying(known -> assertThat(known.caller()).isEmpty());
        assertThat(find(tokens, 99, "one").flatMap(Known::caller)).isPresent();
    }

    @Test
    void callersUnderFormerSchemasAreForgottenAndWhoIsForgottenTakesNothing() {
        KnownTokens tokens = new KnownTokens(DEFAULT);
        keep(tokens, 1, "one", types("v1", 500));
        keep(tokens, 1, "two", types("v2", 3));
        assertThat(find(tokens, 1, "one")).hasValueSatisfying(known -> assertThat(known.caller()).isEmpty());
        assertThat(tokens.bytes()).isEqualTo(2 * KnownTokens.OF_A_TOKEN + types("v2", 3).bytes());
        tokens.forget(id(1).value(), "one");
        tokens.forget(id(1).value(), "two");
        tokens.forget(id(1).value(), "three");
        assertThat(tokens.bytes()).isZero();
        assertThat(find(tokens, 1, "two")).isEmpty();
    }

    @Test
    void theOneConnectionWhoseSchemasAreLargerThanAllOfItIsReadAgainForEachRequest() {
        KnownTokens tokens = new KnownTokens(4 * KnownTokens.OF_A_TOKEN);
        keep(tokens, 1, "one", types("v1", 100));
        assertThat(find(tokens, 1, "one")).hasValueSatisfying(known -> assertThat(known.caller()).isEmpty());
        assertThat(tokens.bytes()).isEqualTo(KnownTokens.OF_A_TOKEN);
    }

    private static Optional<Known> find(KnownTokens tokens, int connection, String token) {
        return tokens.find(id(connection).value(), token);
    }

    private static void keep(KnownTokens tokens, int connection, String token, ConnectionTypes types) {
        Connection one = new Connection(id(connection), "c" + connection, Strategy.WAAD, true, Instant.EPOCH);
        Connection declaring = new Connection(one.id(), one.name(), one.strategy(), Dialect.strict(), one.endpoint(),
                one.userIdAttribute(), one.guard(), one.deletion(), one.me(), one.createdAt(), types);
        tokens.keep(one.id(), token, new Known(new byte[32], Optional.empty(), Instant.EPOCH,
                Optional.of(new Caller(declaring, token, Set.of()))));
    }

    private static ConnectionId id(int number) {
        return new ConnectionId(String.format(Locale.ROOT, "con_%016d", number));
    }

    private static ConnectionTypes types(String version, int attributes) {
        StringBuilder text = new StringBuilder("{\"schema\":{\"id\":\"urn:example:a:1.0:User\",\"attributes\":[");
        for (int i = 0; i < attributes; i++) {
            text.append(i == 0 ? "" : ",").append("{\"name\":\"a").append(i).append("\",\"type\":\"string\"}");
        }
        return ConnectionTypes.of(version, List.of(new Declaration(Kind.SCHEMA, "urn:example:a:1.0:User",
                text.append("]}}").toString(), Instant.EPOCH)));
    }
}
