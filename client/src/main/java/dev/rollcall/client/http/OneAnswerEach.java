package dev.rollcall.client.http;

import java.io.IOException;
import java.io.Serial;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends no request on a connection on which something lies already that nobody has asked for, such as the same answer once more: it
 * would be taken for the answer to this request, and each answer after it for that to the next one.
 */
final class OneAnswerEach extends HttpRequestExecutor {
    /** What follows an answer closely is there by then; a connection on which nothing is costs as much. */
    private static final Timeout LOOK = Timeout.ofMilliseconds(1);

    /** There was something; the connection is closed and nothing was sent. */
    static final class UnaskedAnswer extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        UnaskedAnswer() {
            super("the endpoint sent more on the connection than it was asked for");
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback callback, HttpContext context) throws IOException, HttpException {
        EndpointDetails used = connection.getEndpointDetails();
        if (used != null && used.getRequestCount() > 0 && connection.isDataAvailable(LOOK)) {
            connection.close(CloseMode.IMMEDIATE);
            throw new UnaskedAnswer();
        }
        return super.execute(request, connection, callback, context);
    }
}
