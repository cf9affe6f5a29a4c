package dev.rollcall.console.http;

import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementFailures;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become what a page says of them. */
final class ConsoleFailures {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsoleFailures.class);

    private final ManagementFailures refusals;
    private final IncidentLog incidents;

    ConsoleFailures(IncidentLog incidents) {
        this.refusals = new ManagementFailures(incidents);
        this.incidents = incidents;
    }

    /** The refusal that a failure means when the request is to blame for it. */
    Optional<ManagementFailure> refusal(Throwable failure) {
        return refusals.refusal(failure);
    }

    /**
     * What is said of a failure.
     *
     * @param changed whether something was changed before it
     */
    ProblemView problem(Throwable failure, String incident, boolean changed) {
        Optional<ManagementFailure> refusal = changed ? Optional.empty() : refusals.refusal(failure);
        if (refusal.isPresent()) {
            return ProblemView.of(refusal.get().statusCode(), refusal.get().message());
        }
        String kind = "console: " + (failure instanceof StorageException stored ? stored.kind() : failure.getClass());
        incidents.report(LOGGER, kind, "Incident " + incident + ": a request of the console failed", failure);
        if (changed) {
            return ProblemView.of(503,
                    "The change was made, or a part of it; only the page that shows it failed. Look at"
                            + " what is there now before you do it again. The incident is " + incident + ".");
        }
        return switch (failure) {
            case DamagedDocumentException e -> ProblemView.of(500, String.valueOf(e.getMessage()));
            case StorageException e when e.kind() == StorageException.Kind.DISK_FULL -> ProblemView.of(507,
                    "The disk of the store is full, so nothing was changed. Make room on it.");
            case StorageException e when e.kind() == StorageException.Kind.OUTCOME_UNKNOWN -> ProblemView.of(503,
                    "It is not known whether the change was made: the database failed while it was saved. Look at what is"
                            + " there now before you do it again. The incident is " + incident + ".");
            case StorageException _ ->
                ProblemView.of(503, "The store cannot be used at the moment, so nothing was changed."
                        + " Try again in a few seconds; if it lasts, the server's log has the cause under the incident "
                        + incident + ".");
            default ->
                ProblemView.of(500, "This failed unexpectedly. The server's log has the cause under the incident "
                        + incident + ".");
        };
    }

    /** Tells of an answer that ended too early. */
    void cutOff(Throwable failure, String incident) {
        if (!(failure instanceof IOException)) {
            incidents.report(LOGGER, "console stream: " + failure.getClass(), "Incident " + incident
                    + ": an answer of the console was cut off", failure);
        }
    }
}
