package dev.rollcall.server.scim;

import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.DamagedDocumentException;
import dev.rollcall.directory.resource.EndpointNotOpenException;
import dev.rollcall.directory.resource.HeldDepartureException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.AnswerMemoryException;
import dev.rollcall.server.limit.BodyMemoryException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures of a request become its answer, whatever was thrown.
 *
 * <p>The client reads what to do; the operator finds the cause under the same incident in the server's own log, once a
 * minute of each kind.
 */
final class FailureAnswers {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailureAnswers.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final String SOON = "5";
    private static final String AFTER_RELEASE = "600";
    private static final String AFTER_MAKING_ROOM = "60";

    private final IncidentLog log;

    FailureAnswers(IncidentLog log) {
        this.log = log;
    }

    /** The answer to a failed request; its detail is noted in the trace. */
    HttpResponse answer(RequestTrace trace, Throwable failure) {
        return trace.isCommitted() ? refused(trace, unread(failure, trace.id())) : unmade(trace, failure);
    }

    private HttpResponse unmade(RequestTrace trace, Throwable failure) {
        return switch (failure) {
            case ScimException e -> {
                trace.error(e.detail());
                yield ErrorResponses.of(e);
            }
            case RefusalException e -> refused(trace, e);
            case HeldDepartureException e -> refused(trace, refusal(
                    TOO_MANY_REQUESTS, String.valueOf(e.getMessage()), AFTER_RELEASE));
            case EndpointNotOpenException e -> refused(trace, Admission.notOpen(e));
            case BodyMemoryException e -> noRoom(trace, e);
            case AnswerMemoryException e -> refused(trace, unavailable(
                    "Too many answers of this connection are on their way and not taken yet. Read them faster, ask for"
                            + " smaller pages or for fewer at a time, or have the operator raise the setting"
                            + " limits.answer-memory.",
                    SOON));
            case StorageException e -> refused(trace, stored(e, trace.id()));
            case DamagedDocumentException e -> {
                log.report(LOGGER, "damaged document", "Incident " + trace.id() + ": " + e.getMessage());
                yield answer(trace, ScimException.of(500, String.valueOf(e.getMessage())));
            }
            case KeysUnavailableException e -> refused(trace, unavailable(String.valueOf(e.getMessage()), SOON));
            case OutOfMemoryError e -> refused(trace, outOfMemory(e, trace.id()));
            default -> answer(trace, unexpected(failure, trace.id()));
        };
    }

    /** What the log says of an answer that ended too early. */
    String cutOff(Throwable failure, String incident) {
        if (failure instanceof IOException) {
            return "The client left, or took too long, before it had the whole answer.";
        }
        log.report(LOGGER, kind(failure), "Incident " + incident + ": an answer was cut off", failure);
        return "The answer was cut off because the service failed; the server's log has the incident " + incident + ".";
    }

    private static HttpResponse refused(RequestTrace trace, RefusalException refusal) {
        trace.error(refusal.error().detail());
        return ErrorResponses.of(refusal);
    }

    private HttpResponse noRoom(RequestTrace trace, BodyMemoryException failure) {
        return switch (failure.reason()) {
            case NEVER -> answer(trace, ScimException.of(
                    413,
                    "The body would take more memory than the server has for all bodies. Send it in several requests, or"
                            + " have the operator raise the setting limits.body-memory."));
            case LATE, SHED -> refused(trace, unavailable(
                    "The server handles as many bodies at a time as it has memory for. Send the request again in a few"
                            + " seconds, and fewer at a time. If it happens often, have the operator raise the setting"
                            + " limits.body-memory.",
                    SOON));
            case QUEUE_FULL -> refused(trace, unavailable(
                    "Too many requests of this connection wait for memory. Send fewer at a time, or have the operator raise"
                            + " the setting limits.body-waiting.",
                    SOON));
        };
    }

    /** What was committed stays, whatever failed afterwards: nobody may be told that it was not made. */
    private RefusalException unread(Throwable failure, String incident) {
        log.report(LOGGER, kind(failure),
                "Incident " + incident + ": a change was made and its answer could not be", failure);
        return unavailable(
                "The change was made and is saved; only the answer to it could not be made. Read the resource before you send"
                        + " the request again. The incident is " + incident + ".",
                SOON);
    }

    private RefusalException stored(StorageException failure, String incident) {
        String found = "Incident " + incident + ": " + failure.getMessage();
        return switch (failure.kind()) {
            case DISK_FULL -> {
                log.report(LOGGER, "disk full", found);
                yield refusal(
                        INSUFFICIENT_STORAGE,
                        "The service's disk is full, so nothing was changed. Tell the operator to make room on it; then"
                                + " the same request works.",
                        AFTER_MAKING_ROOM);
            }
            case BUSY, OVERLOADED -> {
                log.report(LOGGER, "overloaded", found);
                yield unavailable(
                        "The service has more to do than it can at the moment, so nothing was changed. Send the request"
                                + " again in a few seconds.",
                        SOON);
            }
            case OUTCOME_UNKNOWN -> {
                log.report(LOGGER, "outcome unknown", found, failure);
                yield unavailable(
                        "It is not known whether the change was made: the database failed while it was saved. Read the"
                                + " resource before you send the request again. The incident is " + incident + ".",
                        SOON);
            }
            case OTHER -> {
                log.report(LOGGER, kind(failure), found, failure);
                yield unavailable(
                        "The service cannot use its database. Try again in a few seconds; if it lasts, tell the operator"
                                + " the incident " + incident + ".",
                        SOON);
            }
        };
    }

    private RefusalException outOfMemory(OutOfMemoryError failure, String incident) {
        log.report(LOGGER, "out of memory", "Incident " + incident + ": a request found no memory", failure);
        return unavailable(
                "The service ran out of memory while it handled this request. If it was a write, read the resource before"
                        + " you send it again, and tell the operator the incident " + incident + ".",
                SOON);
    }

    private ScimException unexpected(Throwable failure, String incident) {
        log.report(LOGGER, kind(failure), "Incident " + incident + ": a request failed unexpectedly", failure);
        return ScimException.of(
                500,
                "The service failed to handle this request. Tell the operator the incident " + incident
                        + "; the server's log has its cause.");
    }

    private static RefusalException unavailable(String detail, String retrySeconds) {
        return refusal(SERVICE_UNAVAILABLE, detail, retrySeconds);
    }

    private static RefusalException refusal(int status, String detail, String retrySeconds) {
        return new RefusalException(ScimException.of(status, detail), HeaderName.RETRY_AFTER, retrySeconds);
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
