package dev.rollcall.server.oauth;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditText;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which access tokens were granted to whom and which were refused, in the audit log.
 *
 * <p>Guarantees: who is named as the client has shown that it is; a client id that was only claimed is in the sentence; of each client so many granted ones a minute are kept, and of all refused ones together as many, since anybody can
 * ask; no secret, assertion or token is in a row; a row that cannot be written changes nothing of the answer.
 */
final class TokenAudit {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenAudit.class);
    private static final Actor NOBODY = new Actor(Actor.Kind.UNKNOWN, Optional.empty());
    private static final String REFUSED = "";

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final RowsPerMinute<String> rows;

    TokenAudit(Storage storage, Clock clock, IdSource ids, int perMinute) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.rows = new RowsPerMinute<>(perMinute);
    }

    /** Notes what became of a request that was understood. */
    void note(TokenRequest request, TokenAnswer answer, String clientAddress, String path) {
        switch (answer) {
            case TokenAnswer.Granted granted -> write(granted.client().value(),
                    Optional.of(Actor.client(granted.client().value())), 200, Optional.empty(), clientAddress, path);
            case TokenAnswer.Refused(int status, String error, String description, Optional<ClientId> client) when status < 500 ->
                write(
                        REFUSED, client.map(id -> Actor.client(id.value())), status,
                        Optional.of(AuditText.ofError(error + ": " + description + claim(request, client))),
                        clientAddress,
                        path);
            case TokenAnswer.Refused _ -> LOGGER.debug("A request for a token could not be served");
        }
    }

    /** Whom somebody said to be who did not show it; only what looks like a client id is repeated. */
    private static String claim(TokenRequest request, Optional<ClientId> shown) {
        return request.clientId()
                .flatMap(ClientId::parse)
                .filter(id -> shown.isEmpty())
                .map(id -> " (Asked for in the name of " + id.value() + ".)")
                .orElse("");
    }

    private void write(String counted, Optional<Actor> actor, int status, Optional<String> error,
            String clientAddress, String path) {
        Instant now = clock.instant();
        if (!rows.admit(counted, now)) {
            return;
        }
        AuditEntry entry = new AuditEntry(ids.next(), now, actor.orElse(NOBODY), clientAddress, Optional.empty(),
                "POST",
                path, "POST /oauth/token", status, Optional.empty(), error);
        try {
            storage.write(Share.OAUTH, "audit", session -> {
                session.audit().append(entry);
                return entry;
            });
        } catch (StorageException e) {
            // The store tells of its own failures.
            LOGGER.debug("What became of a request for a token could not be noted", e);
        }
    }
}
