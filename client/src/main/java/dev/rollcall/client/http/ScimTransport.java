package dev.rollcall.client.http;

/** Takes requests to one SCIM endpoint and brings its answers back, whatever their status. */
public interface ScimTransport {
    /**
     * Sends one request and waits for its answer.
     *
     * @throws TransportException when there is no answer: no connection, a broken one, none in time, one that is too large
     */
    ScimAnswer send(ScimRequest request);
}
