package dev.rollcall.console.credential;

import dev.rollcall.console.credential.ClientsView.Row;
import dev.rollcall.console.credential.ClientsView.Visit;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.client.OperatorRole;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who has access to the installation: the clients of the management API with their secrets, and who is signed in to the console.
 *
 * <p>Guarantees: a secret is shown once, in the answer to the form that makes it; nobody makes a client that may do more than they
 * may themselves, or gets at the secret of one; at most {@value #MOST} sessions are read.
 */
public final class ClientsPage implements ConsolePage {
    private static final int MOST = 100;
    private static final String TOKEN_PATH = "/oauth/token";
    private static final String AUDIENCE_PATH = "/api/v2/";
    /** How long the secrets that a client has are valid on when it gets another one. */
    private static final List<String> OVERLAPS = List.of("0", "1", "7", "30");

    private final ConsoleServices services;
    private final ConsoleSessions sessions;

    public ClientsPage(ConsoleServices services, ConsoleSessions sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.CLIENTS, ManagementScope.READ_CLIENTS, this::show),
                ConsoleRoute.post(ConsolePath.CLIENTS, ManagementScope.CREATE_CLIENTS, this::create),
                ConsoleRoute.post(ConsolePath.CLIENT_ROTATE, ManagementScope.UPDATE_CLIENTS, this::rotate),
                ConsoleRoute.post(ConsolePath.CLIENT_DELETE, ManagementScope.DELETE_CLIENTS, this::delete),
                ConsoleRoute.post(ConsolePath.SESSION_END, ManagementScope.UPDATE_CLIENTS, this::end));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Instant now = services.clock().instant();
        Frame frame = request.frame();
        List<Visit> visits = sessions.alive(request.share(), MOST).stream().map(one -> visit(one, frame)).toList();
        return ConsoleAnswer.page("clients.jte", services.storage()
                .read(request.share(), session -> new ClientsView(
                        session.clients()
                                .of(Optional.empty())
                                .stream()
                                .map(client -> row(session, request, client, now))
                                .toList(),
                        Arrays.stream(OperatorRole.values())
                                .filter(role -> mayGive(request, role.scopes()))
                                .map(ClientsPage::word)
                                .toList(),
                        LifetimeChoice.all(), frame.link(ConsolePath.CLIENTS), visits)));
    }

    private static Row row(ReadSession session, ConsoleRequest request, OAuthClient client, Instant now) {
        Frame frame = request.frame();
        String id = client.id().value();
        List<TokensView.Secret> secrets = session.clients()
                .secrets(client.id())
                .stream()
                .map(secret -> new TokensView.Secret(secret.secretId(), secret.validUntil(),
                        CredentialRows.tone(secret.validUntil(), now)))
                .toList();
        return new Row(id, client.name(), Frame.role(client.scopes()),
                String.join(", ", client.scopes().stream().sorted().toList()), hasSecrets(client),
                mayGive(request, client.scopes()), secrets, client.lastUsedAt(),
                frame.link(ConsolePath.CLIENT_ROTATE, id), frame.link(ConsolePath.CLIENT_DELETE, id),
                "Delete " + client.name() + ", and end its sessions? " + client.lastUsedAt()
                        .map(at -> "It was last used at " + at + ".")
                        .orElse("It was never used."));
    }

    private static Visit visit(ConsoleSession session, Frame frame) {
        boolean own = frame.session().filter(mine -> mine.key().equals(session.key())).isPresent();
        return new Visit(Frame.who(session), Frame.role(session.scopes()), session.createdAt(), session.seenAt(),
                session.address(), own, frame.link(ConsolePath.SESSION_END, session.key()));
    }

    private ConsoleAnswer create(ConsoleRequest request) {
        OperatorRole role = Arrays.stream(OperatorRole.values())
                .filter(one -> request.form().text("role").filter(word(one)::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> ManagementFailure.body("Choose a role."));
        requireNoMore(request, role.scopes());
        ClientDraft named = ClientDraft.management(request.form().required("name", "Name"), role.scopes());
        ClientDraft draft = LifetimeChoice.of(request.form()).map(named::withSecretLifetime).orElse(named);
        NewClient made = request.change(trail -> services.clients().audited(trail).create(draft));
        IssuedSecret secret = made.secret()
                .orElseThrow(() -> new IllegalStateException("A client that signs nothing has a secret."));
        return shown(request, "A new client", made.client().id(), secret);
    }

    private ConsoleAnswer rotate(ConsoleRequest request) {
        OAuthClient client = known(request);
        String days = request.form().required("overlap", "overlap");
        if (!OVERLAPS.contains(days)) {
            throw ManagementFailure.body("Choose one of the overlaps of the page.");
        }
        Optional<Duration> lifetime = LifetimeChoice.of(request.form());
        IssuedSecret secret = request.change(trail -> services.clients()
                .audited(trail)
                .rotate(client.id(), lifetime, Duration.ofDays(Long.parseLong(days))));
        return shown(request, "A new secret for " + client.name(), client.id(), secret);
    }

    private static ConsoleAnswer shown(ConsoleRequest request, String title, ClientId id, IssuedSecret secret) {
        String baseUrl = request.origin().baseUrl();
        return ConsoleAnswer.page("clientsecret.jte", new ClientSecretView(title, id.value(), secret.text(),
                baseUrl + TOKEN_PATH, baseUrl + AUDIENCE_PATH, request.frame().link(ConsolePath.CLIENTS)));
    }

    private ConsoleAnswer delete(ConsoleRequest request) {
        OAuthClient client = known(request);
        boolean deleted = request.change(trail -> services.clients().audited(trail).delete(client.id()));
        if (!deleted) {
            throw missing();
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.CLIENTS));
    }

    private ConsoleAnswer end(ConsoleRequest request) {
        boolean ended = request.change(trail -> sessions.end(request.parameter("session"), trail));
        if (!ended) {
            throw ManagementFailure.missing("inexistent_session", "Nobody is signed in by that session any more.");
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.CLIENTS));
    }

    /** The client of the path, which whoever asks may change. */
    private OAuthClient known(ConsoleRequest request) {
        OAuthClient client = ClientId.parse(request.parameter("client"))
                .filter(id -> id.connection().isEmpty())
                .flatMap(services.clients()::find)
                .orElseThrow(ClientsPage::missing);
        requireNoMore(request, client.scopes());
        return client;
    }

    private static boolean mayGive(ConsoleRequest request, Set<String> scopes) {
        return request.caller().scopes().containsAll(scopes);
    }

    private static void requireNoMore(ConsoleRequest request, Set<String> scopes) {
        if (!mayGive(request, scopes)) {
            throw new ManagementFailure(403, "insufficient_scope",
                    "That client may do more than you may, so you can neither"
                            + " make nor change it. Sign in as somebody who may do all of it.");
        }
    }

    private static boolean hasSecrets(OAuthClient client) {
        return client.keySet().isEmpty() && client.federation().isEmpty();
    }

    private static String word(OperatorRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_client",
                "The management API has no such client. It may have been deleted already.");
    }
}
