package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ConsoleSession;
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
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who has signed in and out, and who was refused, in the audit log.
 *
 * <p>Guarantees: no secret is in a row; of refused ones, which anybody can leave, so many a minute are kept; a row that cannot be
 * written changes nothing of the answer.
 */
public final class SignInAudit {
    private static final Logger LOGGER = LoggerFactory.getLogger(SignInAudit.class);
    private static final Actor NOBODY = new Actor(Actor.Kind.UNKNOWN, Optional.empty());
    private static final String REFUSED = "";
    private static final String KIND = "console_session";

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final RowsPerMinute<String> rows;

    /** @param perMinute how many refused ones are kept */
    public SignInAudit(Storage storage, Clock clock, IdSource ids, int perMinute) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.rows = new RowsPerMinute<>(perMinute);
    }

    void signedIn(ConsoleSession session, String address) {
        write(session.caller().actor(), ConsolePath.SIGN_IN, 303, Optional.of(change(session, true)), Optional.empty(),
                address, clock.instant());
    }

    void signedOut(ConsoleSession session, String address) {
        write(session.caller().actor(), ConsolePath.SIGN_OUT, 303, Optional.of(change(session, false)),
                Optional.empty(), address, clock.instant());
    }

    /** @param clientId what was typed, of which only what looks like one is repeated */
    void refused(Optional<String> clientId, String address) {
        Instant now = clock.instant();
        if (rows.admit(REFUSED, now)) {
            String claim = clientId.flatMap(ClientId::parse)
                    .map(id -> " (As " + id.value() + ".)")
                    .orElse("");
            write(NOBODY, ConsolePath.SIGN_IN, 403, Optional.empty(),
                    Optional.of(AuditText.ofError("A sign-in to the console was refused." + claim)), address, now);
        }
    }

    private static AuditEntry.Change change(ConsoleSession session, boolean begins) {
        String client = JsonNodeFactory.instance.objectNode()
                .put(session.operator().isPresent() ? "operator" : "client",
                        session.operator().orElseGet(session::clientId))
                .toString();
        return new AuditEntry.Change(KIND, Optional.empty(), session.name(),
                begins ? Optional.empty() : Optional.of(client), begins ? Optional.of(client) : Optional.empty());
    }

    private void write(Actor actor, ConsolePath path, int status, Optional<AuditEntry.Change> change,
            Optional<String> error, String address, Instant now) {
        String url = path.with();
        AuditEntry entry = new AuditEntry(ids.next(), now, actor, address, Optional.empty(), "POST", url, "POST " + url,
                status, change, error);
        try {
            storage.write(Share.OAUTH, "audit", session -> {
                session.audit().append(entry);
                return entry;
            });
        } catch (StorageException e) {
            // The store tells of its own failures.
            LOGGER.debug("What became of a sign-in could not be noted", e);
        }
    }
}
