package dev.rollcall.app.service;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.WriteSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** What is changed beside the management API, by commands and by the service itself, in the same audit log. */
final class LocalAudit implements AuditTrail {
    private static final int DONE = 200;

    private final Actor actor;
    private final String operation;
    private final Clock clock;
    private final IdSource ids;

    /** @param operation what stands in the place of a route */
    LocalAudit(Actor actor, String operation, Clock clock) {
        this.actor = actor;
        this.operation = operation;
        this.clock = clock;
        this.ids = new IdSource(clock, new SecureRandom());
    }

    @Override
    public Cause cause() {
        return new Cause(actor, Optional.empty());
    }

    @Override
    public void append(WriteSession session, AuditEntry.Change change) {
        session.audit()
                .append(new AuditEntry(ids.next(), clock.instant(), actor, "", Optional.empty(), "", "",
                        operation + ": " + change.kind() + verb(change), DONE, Optional.of(change),
                        Optional.empty()));
    }

    private static String verb(AuditEntry.Change change) {
        if (change.before().isEmpty()) {
            return " made";
        }
        return change.after().isEmpty() ? " deleted" : " changed";
    }
}
