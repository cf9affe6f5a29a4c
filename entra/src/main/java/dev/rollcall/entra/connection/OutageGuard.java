package dev.rollcall.entra.connection;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ProvisioningException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a cycle whose target has gone: after so many requests in a row without an answer, each further one is a failure of the
 * connection, which puts the job in quarantine (entra.md §5.6). Otherwise each object would fail for itself, for hours. One
 * answer, whatever its status, begins the count anew. Safe for use by many threads.
 */
final class OutageGuard implements ScimTransport {
    /** More than the requests in flight by default, so that one lost packet of each does not end a cycle. */
    static final int MOST_IN_A_ROW = 20;

    private final ScimTransport transport;
    private final AtomicInteger inARow = new AtomicInteger();

    OutageGuard(ScimTransport transport) {
        this.transport = transport;
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        try {
            ScimAnswer answer = transport.send(request);
            inARow.set(0);
            return answer;
        } catch (TransportException e) {
            int failures = inARow.incrementAndGet();
            if (failures < MOST_IN_A_ROW) {
                throw e;
            }
            throw new ProvisioningException(
                    ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE,
                    "%d requests in a row had no answer. The last: %s".formatted(failures, e.getMessage()),
                    Optional.empty());
        }
    }
}
