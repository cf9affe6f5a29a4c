package dev.rollcall.server.management;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.AnswerMemoryException;
import dev.rollcall.server.limit.BodyMemoryException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures of a management request become its answer, whatever was thrown. */
public final class ManagementFailures {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagementFailures.class);

    private final IncidentLog log;

    public ManagementFailures(IncidentLog log) {
        this.log = log;
    }

    /** The refusal that a failure means when the request is to blame for it. */
    public Optional<ManagementFailure> refusal(Throwable failure) {
        return Optional.ofNullable(switch (failure) {
            case ManagementFailure refused -> refused;
            case DirectoryException refused -> new ManagementFailure(
                    switch (refused.kind()) {
                        case NOT_FOUND -> 404;
                        case TAKEN -> 409;
                        case FORBIDDEN -> 403;
                        case INVALID -> 400;
                    },
                    switch (refused.kind()) {
                        case NOT_FOUND -> "not_found";
                        case TAKEN -> "conflict";
                        case FORBIDDEN -> "forbidden";
                        case INVALID -> "invalid_body";
                    },
                    String.valueOf(refused.getMessage()));
            // 503 is what is said to who waited in vain for a turn.
            case ScimException refused when refused.status() < 500 || refused.status() == 503 -> new ManagementFailure(
                    refused.status(), refused.status() == 400 ? "invalid_request" : "", refused.detail());
            case KeysUnavailableException refused -> new ManagementFailure(
                    503, "", String.valueOf(refused.getMessage()));
            case BodyMemoryException refused -> noRoom(refused);
            case AnswerMemoryException _ -> new ManagementFailure(
                    503, "",
                    "Too many answers to this client are on their way and not taken yet. Read them faster, or ask for"
                            + " smaller pages.");
            default -> null;
        });
    }

    /**
     * The answer to a failed request.
     *
     * @param changed whether the handler had noted a change, so that nobody may be told that nothing was changed
     */
    HttpResponse answer(Throwable failure, String incident, boolean changed) {
        if (changed) {
            log.report(LOGGER, kind(failure), "Incident " + incident + ": a management request failed late", failure);
            return unavailable(
                    "The change may have been made; only the answer to it could not be. Read it before you send"
                            + " the request again. The incident is " + incident + ".");
        }
        Optional<ManagementFailure> refusal = refusal(failure);
        if (refusal.isPresent()) {
            return ManagementErrors.of(refusal.get());
        }
        return switch (failure) {
            case StorageException e -> stored(e, incident);
            case DamagedDocumentException e -> {
                log.report(LOGGER, "damaged document", "Incident " + incident + ": " + e.getMessage());
                yield ManagementErrors.of(
                        new ManagementFailure(500, "damaged_resource", String.valueOf(e.getMessage())));
            }
            case OutOfMemoryError e -> {
                log.report(LOGGER, "out of memory", "Incident " + incident + ": a request found no memory", e);
                yield unavailable("The service ran out of memory while it handled this request. Tell the operator the"
                        + " incident " + incident + ".");
            }
            default -> {
                log.report(LOGGER, kind(failure), "Incident " + incident + ": a request failed unexpectedly", failure);
                yield ManagementErrors.of(new ManagementFailure(
                        500, "internal_error",
                        "The service failed to handle this request. Tell the operator the incident "
                                + incident + "; the server's log has its cause."));
            }
        };
    }

    /** Tells of an answer that ended too early. */
    void cutOff(Throwable failure, String incident) {
        if (!(failure instanceof IOException)) {
            log.report(LOGGER, kind(failure), "Incident " + incident + ": an answer was cut off", failure);
        }
    }

    private static ManagementFailure noRoom(BodyMemoryException failure) {
        return switch (failure.reason()) {
            case NEVER -> new ManagementFailure(
                    413, "",
                    "The request would take more memory than the server has for all of them (limits.body-memory). Send"
                            + " less at a time, or ask for fewer a page.");
            case LATE, SHED, QUEUE_FULL -> new ManagementFailure(
                    503, "",
                    "The server handles as many large requests at a time as it has memory for. Send it again in a few"
                            + " seconds.");
        };
    }

    private HttpResponse stored(StorageException failure, String incident) {
        String found = "Incident " + incident + ": " + failure.getMessage();
        return switch (failure.kind()) {
            case DISK_FULL -> {
                log.report(LOGGER, "disk full", found);
                yield ManagementErrors.of(new ManagementFailure(
                        507, "",
                        "The service's disk is full, so nothing was changed. Tell the operator to make room on it.")
                        .with(HeaderName.RETRY_AFTER, "60"));
            }
            case BUSY, OVERLOADED -> {
                log.report(LOGGER, "overloaded", found);
                yield unavailable(
                        "The service has more to do than it can at the moment, so nothing was changed. Send the"
                                + " request again in a few seconds.");
            }
            case OUTCOME_UNKNOWN -> {
                log.report(LOGGER, "outcome unknown", found, failure);
                yield unavailable(
                        "It is not known whether the change was made: the database failed while it was saved. Read"
                                + " it before you send the request again. The incident is " + incident + ".");
            }
            case OTHER -> {
                log.report(LOGGER, kind(failure), found, failure);
                yield unavailable(
                        "The service cannot use its database. Try again in a few seconds; if it lasts, tell the"
                                + " operator the incident " + incident + ".");
            }
        };
    }

    private static HttpResponse unavailable(String message) {
        return ManagementErrors.of(new ManagementFailure(503, "", message));
    }

    /** Failures that come from the same line are of a kind, so that one that is frequent does not hide another. */
    private static String kind(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
