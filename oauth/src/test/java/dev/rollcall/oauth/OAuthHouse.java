package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** OAuth on a store of its own. */
final class OAuthHouse implements AutoCloseable {
    static final String BASE = "http://127.0.0.1:8080";
    static final String ADMIN_TOKEN = "0123456789abcdef0123456789abcdef";

    final SettableClock clock = new SettableClock();
    final Storage storage;
    final KeyFile keyFile;
    final Clients clients;
    final Connections connections;
    final OAuthService oauth;
    final Authenticator authenticator;

    OAuthHouse(Path folder) {
        this(folder, SettingValues.defaults(), Optional.empty());
    }

    OAuthHouse(Path folder, SettingValues settings, Optional<URI> publicUrl) {
        Random random = new Random(20260301);
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        keyFile = KeyFile.madeWhenMissing(folder.resolve("key-file.json"));
        clients = new Clients(storage, clock, random);
        connections = new Connections(storage, clock, random);
        CredentialUses uses = new CredentialUses(storage, clock);
        oauth = OAuthService.of(
                settings.with(OAuthSettings.ALLOWED_NETWORKS, List.of(AddressBlock.parse("127.0.0.0/8"))), publicUrl,
                () -> Optional.of(URI.create(BASE)), new AdminToken(Optional.of(ADMIN_TOKEN)), keyFile, storage, uses,
                clock, random, clock::nanos);
        authenticator = new Authenticator(storage, clock, oauth.scim(), uses, 16 << 20);
    }

    ConnectionId connection(String name) {
        return connections.create(name, Strategy.WAAD, false).id();
    }

    TokenAnswer ask(NewClient client, Optional<String> audience, Optional<String> scope) {
        return ask(client.client().id().value(), client.secret().orElseThrow().text(), audience, scope);
    }

    TokenAnswer ask(String clientId, String secret, Optional<String> audience, Optional<String> scope) {
        return oauth.authorizationServer()
                .token(new TokenRequest(Optional.of("client_credentials"), Optional.of(clientId), Optional.of(secret),
                        Optional.empty(), Optional.empty(), audience, scope, BASE));
    }

    TokenAnswer assertion(Optional<String> clientId, String assertion) {
        return oauth.authorizationServer()
                .token(new TokenRequest(Optional.of("client_credentials"), clientId, Optional.empty(),
                        Optional.of(ClientAssertions.TYPE), Optional.of(assertion), Optional.empty(),
                        Optional.of("scim").filter(scope -> clientId.filter(id -> id.startsWith("con_")).isPresent()),
                        BASE));
    }

    /** An access token of a new client. */
    String token(ClientDraft draft) {
        return granted(ask(clients.create(draft), Optional.empty(), Optional.empty())).accessToken();
    }

    static TokenAnswer.Granted granted(TokenAnswer answer) {
        if (answer instanceof TokenAnswer.Granted granted) {
            return granted;
        }
        throw new AssertionError("Not granted: " + answer);
    }

    static TokenAnswer.Refused refused(TokenAnswer answer) {
        if (answer instanceof TokenAnswer.Refused refused) {
            return refused;
        }
        throw new AssertionError("Granted");
    }

    @Override
    public void close() {
        storage.close();
    }
}
