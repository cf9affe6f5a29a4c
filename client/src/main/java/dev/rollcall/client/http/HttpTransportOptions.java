package dev.rollcall.client.http;

import java.time.Duration;

/**
 * The limits of a connection to an endpoint.
 *
 * @param connectTimeout how long the endpoint's host may take to accept a connection
 * @param answerTimeout how long one answer may take, from sending the request to its last byte
 * @param maxAnswerBytes the largest body of an answer, after decompression
 * @param maxConnections how many connections are open at once; further requests wait for one
 */
public record HttpTransportOptions(
        Duration connectTimeout, Duration answerTimeout, int maxAnswerBytes, int maxConnections) {
    private static final HttpTransportOptions DEFAULTS = new HttpTransportOptions(Duration.ofSeconds(10),
            Duration.ofSeconds(30), 32 * 1024 * 1024, 32);

    public HttpTransportOptions {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(answerTimeout, "answerTimeout");
        if (maxAnswerBytes < 1 || maxConnections < 1) {
            throw new IllegalArgumentException("maxAnswerBytes and maxConnections must be at least 1");
        }
    }

    /** 10 s to connect, 30 s to answer (entra.md section 2.3), bodies of 32 MiB, 32 connections. */
    public static HttpTransportOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another {@link #connectTimeout()}. */
    public HttpTransportOptions withConnectTimeout(Duration timeout) {
        return new HttpTransportOptions(timeout, answerTimeout, maxAnswerBytes, maxConnections);
    }

    /** The same with another {@link #answerTimeout()}. */
    public HttpTransportOptions withAnswerTimeout(Duration timeout) {
        return new HttpTransportOptions(connectTimeout, timeout, maxAnswerBytes, maxConnections);
    }

    /** The same with another {@link #maxAnswerBytes()}. */
    public HttpTransportOptions withMaxAnswerBytes(int bytes) {
        return new HttpTransportOptions(connectTimeout, answerTimeout, bytes, maxConnections);
    }

    /** The same with another {@link #maxConnections()}. */
    public HttpTransportOptions withMaxConnections(int connections) {
        return new HttpTransportOptions(connectTimeout, answerTimeout, maxAnswerBytes, connections);
    }

    private static void requirePositive(Duration duration, String name) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, but is " + duration);
        }
    }
}
