package dev.rollcall.console.credential;

import dev.rollcall.console.credential.CredentialWatchView.Row;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.token.ScimToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which credentials of all connections end within a month or ended in the last one, and which tokens nobody ever used, so that a new
 * one is made before an identity provider is refused.
 *
 * <p>Guarantees: at most {@value #MOST} of each kind are read; secrets of OAuth clients are shown to whoever may see clients.
 */
public final class CredentialWatchPage implements ConsolePage {
    private static final int MOST = 200;
    private static final Duration MONTH = Duration.ofDays(30);
    /** A token that was just made is not expected to be in use yet. */
    private static final Duration DAY = Duration.ofDays(1);

    private final ConsoleServices services;

    public CredentialWatchPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.CREDENTIAL_WATCH, ManagementScope.READ_SCIM_TOKEN, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Instant now = services.clock().instant();
        return ConsoleAnswer.page("credentials.jte", services.storage()
                .read(request.share(), session -> view(session, request.frame(), now)));
    }

    private static CredentialWatchView view(ReadSession session, Frame frame, Instant now) {
        Found ending = found(session, frame, now, now.plus(MONTH), now);
        Found ended = found(session, frame, now.minus(MONTH), now, now);
        List<ScimToken> unused = session.tokens().unused(now.minus(DAY), MOST);
        return new CredentialWatchView(ending.rows, ended.rows.reversed(),
                unused.stream().flatMap(token -> row(session, frame, token, now).stream()).toList(),
                frame.may(ManagementScope.READ_CLIENTS),
                ending.cut || ended.cut || unused.size() == MOST);
    }

    private record Found(List<Row> rows, boolean cut) {}

    /** What ends within a span, the earliest first. */
    private static Found found(ReadSession session, Frame frame, Instant from, Instant until, Instant now) {
        List<ScimToken> tokens = session.tokens().ending(from, until, MOST);
        List<ClientSecret> secrets = frame.may(ManagementScope.READ_CLIENTS)
                ? session.clients().secretsEnding(from, until, MOST)
                : List.of();
        List<Row> rows = new ArrayList<>();
        tokens.forEach(token -> row(session, frame, token, now).ifPresent(rows::add));
        secrets.forEach(secret -> row(session, frame, secret, now).ifPresent(rows::add));
        rows.sort(Comparator.comparing(row -> row.end().orElse(Instant.MAX)));
        return new Found(rows, tokens.size() == MOST || secrets.size() == MOST);
    }

    /** Empty for what a deleted connection has left. */
    private static Optional<Row> row(ReadSession session, Frame frame, ScimToken token, Instant now) {
        return session.connections()
                .find(token.connectionId())
                .map(connection -> new Row(token.tokenId(), "SCIM token", connection.name(),
                        Optional.of(url(frame, connection)), token.createdAt(), token.validUntil(),
                        CredentialRows.tone(token.validUntil(), now), token.lastUsedAt()));
    }

    private static Optional<Row> row(ReadSession session, Frame frame, ClientSecret secret, Instant now) {
        Optional<ConnectionId> owner = secret.clientId().connection();
        Optional<Connection> connection = owner.flatMap(session.connections()::find);
        Optional<OAuthClient> client = session.clients().find(secret.clientId());
        if (client.isEmpty() || owner.isPresent() && connection.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Row(secret.secretId(),
                "secret of " + client.get().name(),
                connection.map(Connection::name).orElse("management API"),
                connection.map(found -> url(frame, found)), secret.createdAt(), secret.validUntil(),
                CredentialRows.tone(secret.validUntil(), now), client.get().lastUsedAt()));
    }

    private static String url(Frame frame, Connection connection) {
        return frame.link(ConsolePath.TOKENS, connection.name());
    }
}
