package dev.rollcall.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.access.EntraTrusts;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** When a client, or Entra by its own tokens, was last there. */
class LastUseTest {
    private static final String TENANT = "ce5f061f-abe6-4e40-9615-301f87bcb7f0";

    @TempDir
    private Path folder;

    @Test
    void aConnectionsClientIsCountedAndItsTokensUseIsTheConnections() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            ConnectionId acme = house.connection("acme");
            NewClient client = house.clients.create(ClientDraft.of(acme, "Entra", Set.of("get:users")));
            String token = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.empty())).accessToken();
            house.authenticator.recordUses();
            assertThat(use(house, acme).clients()).isEqualTo(1);
            assertThat(use(house, acme).lastUsedAt()).isEmpty();

            Instant first = house.clock.instant();
            assertThat(house.authenticator.authenticate(acme.value(), token)).isPresent();
            house.clock.advance(Duration.ofSeconds(30));
            assertThat(house.authenticator.authenticate(acme.value(), token)).isPresent();
            house.authenticator.recordUses();
            assertThat(use(house, acme).lastUsedAt()).as("to the minute").contains(first);
            assertThat(house.clients.find(client.client().id()).orElseThrow().lastUsedAt()).contains(first);

            house.clock.advance(Duration.ofSeconds(30));
            assertThat(house.authenticator.authenticate(acme.value(), token)).isPresent();
            house.authenticator.recordUses();
            assertThat(use(house, acme).lastUsedAt()).contains(house.clock.instant());
        }
    }

    @Test
    void aTokenOfEntrasOwnIsAUseOfTheConnection() {
        try (TestIssuer entra = new TestIssuer();
                OAuthHouse house = new OAuthHouse(folder,
                        SettingValues.defaults().with(OAuthSettings.ENTRA_AUTHORITY, entra.url()), Optional.empty())) {
            ConnectionId acme = house.connection("acme");
            EntraTrusts trusts = new EntraTrusts(house.storage, house.clock);
            assertThat(use(house, acme).trustsEntra()).isFalse();
            trusts.trust(new EntraTrust(acme, TENANT, EntraTrust.CUSTOM_APPLICATION, EntraTrust.PROVISIONING_SERVICE,
                    Optional.empty(), EnumSet.of(TokenScope.GET_USERS), house.clock.instant(), Optional.empty()));
            assertThat(use(house, acme).trustsEntra()).isTrue();
            assertThat(use(house, acme).lastUsedAt()).isEmpty();

            String token = entra.sign(claims -> claims(claims, house.clock.instant()));
            assertThat(house.authenticator.authenticate(acme.value(), token)).isPresent();
            house.authenticator.recordUses();
            assertThat(use(house, acme).lastUsedAt()).contains(house.clock.instant());
            assertThat(trusts.find(acme).orElseThrow().lastUsedAt()).contains(house.clock.instant());
        }
    }

    @Test
    void aClientOfTheManagementApiIsUsedWhenItIsLetIn() {
        try (OAuthHouse house = new OAuthHouse(folder)) {
            NewClient client = house.clients.create(ClientDraft.management("b", Set.of("read:users")));
            String token = OAuthHouse.granted(house.ask(client, Optional.empty(), Optional.empty())).accessToken();
            house.oauth.management().authenticate(token + "x");
            house.authenticator.recordUses();
            assertThat(house.clients.find(client.client().id()).orElseThrow().lastUsedAt()).isEmpty();
            house.oauth.management().authenticate(token);
            house.authenticator.recordUses();
            assertThat(house.clients.find(client.client().id()).orElseThrow().lastUsedAt())
                    .contains(house.clock.instant());
        }
    }

    private static ConnectionUse use(OAuthHouse house, ConnectionId connection) {
        return house.connections.use(house.connections.find(connection.value()).orElseThrow());
    }

    private static JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims, Instant now) {
        return claims.issuer("https://sts.windows.net/" + TENANT + "/")
                .audience(EntraTrust.CUSTOM_APPLICATION)
                .claim("tid", TENANT)
                .claim("appid", EntraTrust.PROVISIONING_SERVICE)
                .expirationTime(Date.from(now.plusSeconds(3_600)));
    }
}
