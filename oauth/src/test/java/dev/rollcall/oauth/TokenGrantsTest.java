package dev.rollcall.oauth;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenAnswer.Granted;
import dev.rollcall.directory.client.TokenAnswer.Refused;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TokenGrantsTest {
    @TempDir
    private Path folder;

    @Test
    void aManagementClientGetsItsScopesForADay() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users", "read:logs")));
            Granted all = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.empty()));
            assertThat(SignedToken.parse(all.accessToken())
                    .orElseThrow()
                    .has("iss", house.oauth.authorizationServer().issuer())).isTrue();
            assertThat(all.expiresIn()).isEqualTo(86_400);
            assertThat(all.scope()).isEqualTo("read:logs read:users");
            Granted some = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.of("read:logs")));
            assertThat(some.scope()).isEqualTo("read:logs");
            Refused more = OAuthHouse
                    .refused(house.ask(client, Optional.empty(), Optional.of("read:logs delete:users")));
            assertThat(more.status()).isEqualTo(403);
            assertThat(more.error()).isEqualTo("access_denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/api/v2/", "https://127.0.0.1:8080/api/v2/",
        "http://127.0.0.1:8080/api/v2", "http://127.0.0.1:8080/api/v2//api/v2/", "https://rollcall.example/api/v2/",
        "https://rollcall.example:443/api/v2/", "https://ROLLCALL.example/api/v2/",
        "https://listed.example:8443/api/v2/"})
    void theAudienceMayBeUnderEveryNameOfTheService(String audience) {
        try (OAuthHouse house = named()) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users")));
            assertThat(house.ask(client, Optional.of(audience), Optional.empty())).isInstanceOf(Granted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example/api/v2/", "https://listed.example/api/v2/", "/api/v2/", "",
        "https://rollcall.example/api/v3/", "https://rollcall.example/api/v2/?x",
        "https://rollcall.example@evil.example/api/v2/",
        "https://rollcall.example.evil.example/api/v2/", "not an address"})
    void everyOtherAudienceIsRefused(String audience) {
        try (OAuthHouse house = named()) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users")));
            Refused refused = OAuthHouse.refused(house.ask(client, Optional.of(audience), Optional.empty()));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.description()).startsWith("Service not found")
                    .contains("https://rollcall.example/api/v2/");
        }
    }

    @Test
    void anUnknownClientAndAWrongSecretAreAnsweredAlike() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users")));
            NewClient other = house.clients.create(ClientDraft.management("c", Set.of("read:users")));
            String id = client.client().id().value();
            String secret = client.secret().orElseThrow().text();
            List<TokenAnswer> answers = List.of(
                    ask(house, id, secret + "0"),
                    ask(house, id, other.secret().orElseThrow().text()),
                    ask(house, id, ""),
                    ask(house, id, "."),
                    ask(house, "cli_0000000000000000", secret),
                    ask(house, "nobody", secret),
                    ask(house, "con_0000000000000000.0000000000000000", secret));
            assertThat(answers).allMatch(answers.getFirst()::equals);
            assertThat(OAuthHouse.refused(answers.getFirst()).status()).isEqualTo(401);
            assertThat(OAuthHouse.refused(answers.getFirst()).error()).isEqualTo("invalid_client");
            assertThat(ask(house, id, secret)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void severalSecretsAreGoodAtATimeAndEachUntilItExpires() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users"))
                    .withSecretLifetime(Duration.ofDays(365)));
            String id = client.client().id().value();
            String first = client.secret().orElseThrow().text();
            IssuedSecret second = house.clients.rotate(client.client().id(), Optional.of(Duration.ofDays(30)),
                    Duration.ofDays(7));
            assertThat(ask(house, id, first)).isInstanceOf(Granted.class);
            assertThat(ask(house, id, second.text())).isInstanceOf(Granted.class);
            house.clock.advance(Duration.ofDays(7));
            assertThat(ask(house, id, first)).isInstanceOf(Refused.class);
            assertThat(ask(house, id, second.text())).isInstanceOf(Granted.class);
            house.clock.advance(Duration.ofDays(23));
            assertThat(ask(house, id, second.text())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aConnectionsClientGetsATokenThatItsConnectionAloneTakes() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            ConnectionId connection = house.connection("acme");
            ConnectionId other = house.connection("other");
            NewClient client = house.clients.create(
                    ClientDraft.of(connection, "Entra", Set.of("get:users", "post:users"))
                            .withTokenLifetime(Duration.ofMinutes(360)));
            Granted granted = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.of("scim")));
            assertThat(granted.expiresIn()).isEqualTo(21_600);
            assertThat(granted.scope()).isEqualTo("get:users post:users");
            assertThat(house.authenticator.remembers(connection.value(), granted.accessToken())).isFalse();
            Caller caller = house.authenticator.authenticate(connection.value(), granted.accessToken()).orElseThrow();
            assertThat(house.authenticator.remembers(connection.value(), granted.accessToken())).isTrue();
            assertThat(caller.scopes()).containsExactlyInAnyOrder(TokenScope.GET_USERS, TokenScope.POST_USERS);
            assertThat(caller.actor().id()).contains(client.client().id().value());
            assertThat(house.authenticator.authenticate(other.value(), granted.accessToken())).isEmpty();
            assertThat(house.ask(client, Optional.of(OAuthHouse.BASE + "/scim/v2/connections/" + connection),
                    Optional.empty())).isInstanceOf(Granted.class);
            assertThat(house.ask(client, Optional.of(OAuthHouse.BASE + "/scim/v2/connections/" + other),
                    Optional.empty())).isInstanceOf(Refused.class);
            assertThat(house.ask(client, Optional.of(OAuthHouse.BASE + "/api/v2/"), Optional.empty()))
                    .isInstanceOf(Refused.class);
            house.connections.delete(connection, Actor.COMMAND_LINE);
            house.clock.advance(KnownClients.STALENESS);
            assertThat(house.authenticator.authenticate(connection.value(), granted.accessToken())).isEmpty();
            assertThat(house.ask(client, Optional.empty(), Optional.empty())).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whatIsNotAskedForRightIsSaid() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            assertThat(error(house, Optional.empty(), Optional.of("s"), Optional.empty())).isEqualTo("invalid_request");
            assertThat(error(house, Optional.of("password"), Optional.of("s"), Optional.empty()))
                    .isEqualTo("unsupported_grant_type");
            assertThat(error(house, Optional.of("client_credentials"), Optional.empty(), Optional.empty()))
                    .isEqualTo("invalid_request");
            assertThat(error(house, Optional.of("client_credentials"), Optional.of("s"), Optional.of("a")))
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void withoutItsKeyFileTheServiceSaysSoAndIsWellAgainWithIt() throws Exception {
        Path elsewhere = folder.resolve("elsewhere.json");
        try (OAuthHouse house = new OAuthHouse(folder)) {
            SigningKeys keys = new SigningKeys(house.storage, KeyFile.at(elsewhere), house.clock);
            assertThat(catchThrowable(keys::signer))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining("rollcall key create");
            assertThat(KeyFile.at(elsewhere).make()).isTrue();
            assertThat(keys.signer()).isNotNull();
        }
    }

    private static String error(
            OAuthHouse house, Optional<String> grant, Optional<String> secret, Optional<String> assertion) {
        return OAuthHouse.refused(house.oauth.authorizationServer()
                .token(new TokenRequest(grant, Optional.of("cli_0000000000000000"), secret, Optional.empty(), assertion,
                        Optional.empty(), Optional.empty(), OAuthHouse.BASE)))
                .error();
    }

    private static TokenAnswer ask(OAuthHouse house, String id, String secret) {
        return house.ask(id, secret, Optional.empty(), Optional.empty());
    }

    private OAuthHouse named() {
        return new OAuthHouse(folder, SettingValues.defaults()
                .with(OAuthSettings.AUDIENCES, List.of("listed.example:8443")),
                Optional.of(URI.create("https://rollcall.example")));
    }
}
