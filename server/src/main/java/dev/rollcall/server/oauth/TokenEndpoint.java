package dev.rollcall.server.oauth;

import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.origin.Origin;
import dev.rollcall.server.origin.OriginReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /oauth/token}: an access token for a client's credentials, in Auth0's form. The same at {@code
 * /api/v2/oauth/token}, where Auth0's Java client sends it when its URL ends with a slash.
 *
 * <p>Guarantees: requests count for their client address alone, before a byte of the body is read; a body has the bytes that the
 * setting allows at most; the audit log has who was granted a token and who was refused, and nothing else of a request is
 * logged.
 */
public final class TokenEndpoint implements HttpEndpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenEndpoint.class);
    private static final String PATH = "/oauth/token";
    private static final String PATH_BELOW_MANAGEMENT = "/api/v2/oauth/token";
    /** So small a body is in the socket's buffer anyway. */
    private static final BodyReader.Room NO_ROOM_ASKED = (bytes, announced) -> {};

    private final AuthorizationServer server;
    private final OriginReader origins;
    private final AddressRate rate;
    private final int largestBody;
    private final TokenAudit audit;
    private final IncidentLog incidents;

    private TokenEndpoint(AuthorizationServer server, OriginReader origins, AddressRate rate, int largestBody,
            TokenAudit audit, IncidentLog incidents) {
        this.server = server;
        this.origins = origins;
        this.rate = rate;
        this.largestBody = largestBody;
        this.audit = audit;
        this.incidents = incidents;
    }

    /**
     * Where tokens are asked for.
     *
     * @param serviceUrl the address of the service, without a slash at its end
     */
    public static String uri(String serviceUrl) {
        return serviceUrl + PATH;
    }

    /**
     * Both paths.
     *
     * @param rate of each client address
     */
    public static List<Surface> surfaces(AuthorizationServer server, OriginReader origins, AddressRate rate,
            ServerOptions options, Storage storage, Clock clock, IdSource ids, IncidentLog incidents) {
        TokenAudit audit = new TokenAudit(storage, clock, ids, options.get(RequestSettings.LOG_REFUSALS));
        TokenEndpoint endpoint = new TokenEndpoint(server, origins, rate, options.get(RequestSettings.TOKEN_BODY),
                audit,
                incidents);
        return List.of(
                new Surface(PATH, endpoint, OAuthAnswers::of),
                new Surface(PATH_BELOW_MANAGEMENT, endpoint, OAuthAnswers::of));
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        try {
            return serve(request);
        } catch (ScimException e) {
            return OAuthAnswers.error(e.status(), OAuthAnswers.INVALID_REQUEST, e.detail());
        } catch (StorageException e) {
            incidents.report(LOGGER, "token: " + e.kind(), "No access token can be issued: " + e.getMessage());
            return OAuthAnswers.refused(new TokenAnswer.Refused(503, "temporarily_unavailable",
                    "The service cannot use its database now. Send the request again in a few seconds."));
        } catch (RuntimeException e) {
            incidents.report(LOGGER, "token: " + e.getClass(), "A request for an access token failed unexpectedly", e);
            return OAuthAnswers.error(500, "server_error",
                    "The service failed to handle this request. Tell the operator; the server's log has the cause.");
        }
    }

    private HttpResponse serve(HttpRequest request) {
        String path = request.rawPath();
        if (!path.equals(PATH) && !path.equals(PATH_BELOW_MANAGEMENT)) {
            return OAuthAnswers.error(404, OAuthAnswers.INVALID_REQUEST,
                    "There is nothing at this path. Tokens are at " + PATH + ".");
        }
        if (!request.method().equals("POST")) {
            return OAuthAnswers.error(405, OAuthAnswers.INVALID_REQUEST, "Tokens are asked for with POST.")
                    .with(HeaderName.ALLOW, "POST");
        }
        Origin origin = origins.read(request);
        Optional<Duration> wait = rate.admit(origin.clientAddress());
        if (wait.isPresent()) {
            return tooMany(wait.get());
        }
        if (TokenParameters.carriesCredential(request.rawQuery())) {
            return OAuthAnswers.error(400, OAuthAnswers.INVALID_REQUEST,
                    "Send secrets and assertions in the body and never in the URL, which logs keep. This one is known to"
                            + " others now: rotate it.");
        }
        byte[] body = BodyReader.read(request.body(), largestBody, RequestSettings.TOKEN_BODY.key(), NO_ROOM_ASKED);
        TokenRequest asked = TokenParameters.read(request.header(HeaderName.CONTENT_TYPE),
                request.header(HeaderName.AUTHORIZATION), body, origin.baseUrl());
        TokenAnswer answer = server.token(asked);
        audit.note(asked, answer, origin.clientAddress(), path);
        return switch (answer) {
            case TokenAnswer.Granted granted -> OAuthAnswers.granted(granted);
            case TokenAnswer.Refused refused -> OAuthAnswers.refused(refused);
        };
    }

    private static HttpResponse tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return OAuthAnswers
                .error(429, "too_many_requests", "This address asks for more tokens than the operator allows."
                        + " Keep a token until it expires, wait " + seconds + " s and try again, or have the setting "
                        + RequestSettings.TOKEN_RATE.key() + " raised.")
                .with(HeaderName.RETRY_AFTER, Long.toString(seconds));
    }
}
