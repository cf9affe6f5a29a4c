package dev.rollcall.client.http;

import dev.rollcall.client.http.GuardedResolver.RefusedAddress;
import dev.rollcall.client.http.OneAnswerEach.UnaskedAnswer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Requests over HTTP/1.1, as Entra's provisioning service sends them (entra.md section 2): every header as the request has
 * it and none besides {@code Authorization}, {@code Host}, {@code Content-Length} and {@code Connection}; no
 * {@code User-Agent}; the target byte for byte; nothing is sent twice. A redirect is an answer like any other and is never
 * followed, so no credentials go where it leads. The addresses of the host are looked up once for each connection, and where
 * {@link HttpTransportOptions#guard()} has no objection the connection is made to those very addresses. Connections are kept
 * alive and shared. May be used by many threads.
 */
public final class HttpTransport implements ScimTransport, AutoCloseable {
    private final URI base;
    private final HttpHost host;
    private final String basePath;
    private final Optional<String> bearerToken;
    private final HttpTransportOptions options;
    private final CloseableHttpClient client;
    private final AnswerBody bodies;

    private HttpTransport(URI base, Optional<String> bearerToken, HttpTransportOptions options, AddressLookup lookup) {
        this.base = base;
        this.host = new HttpHost(base.getScheme(), base.getHost(), base.getPort());
        this.basePath = base.getRawPath().replaceFirst("/+$", "");
        this.bearerToken = bearerToken;
        this.options = options;
        this.client = BareHttpClient.create(options, lookup);
        this.bodies = new AnswerBody(options.maxAnswerBytes());
    }

    /**
     * A transport to one endpoint; nothing is sent yet.
     *
     * @param baseUrl where the endpoint is, without a query; a slash at its end is not doubled
     * @param bearerToken sent as {@code Authorization: Bearer …} with each request that has no {@code Authorization}
     * @throws IllegalArgumentException when the URL is no absolute HTTP URL; the message says what it must be
     */
    public static HttpTransport open(URI baseUrl, Optional<String> bearerToken, HttpTransportOptions options) {
        return open(baseUrl, bearerToken, options, AddressLookup.system());
    }

    /** The same with another way to find the addresses of hosts. */
    public static HttpTransport open(
            URI baseUrl, Optional<String> bearerToken, HttpTransportOptions options, AddressLookup lookup) {
        boolean http = "http".equalsIgnoreCase(baseUrl.getScheme()) || "https".equalsIgnoreCase(baseUrl.getScheme());
        if (baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "The URL has a user or a password in it; leave them out and give the bearer token apart.");
        }
        if (!http || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + baseUrl + "' is no URL of an endpoint; write it as https://host/path.");
        }
        if (baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + baseUrl + "' has a query or a fragment; leave it out here, "
                    + "and read a tenant URL that has a flag with TenantUrl.");
        }
        return new HttpTransport(baseUrl, bearerToken, options, lookup);
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        String what = request.method() + " " + base + request.target();
        if (options.proxy().isPresent()) {
            ProxiedHost.objection(base.getHost(), options.guard()).ifPresent(kind -> {
                throw TransportFailure.of(what, new RefusedAddress(kind), false, options);
            });
        }
        return send(request, what, options.maxConnections());
    }

    /** @param others how many further connections may have something on them that nobody has asked for */
    private ScimAnswer send(ScimRequest request, String what, int others) {
        HttpUriRequestBase message = message(request);
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = AnswerDeadlines.after(options.answerTimeout(), () -> {
            late.set(true);
            message.cancel();
        });
        long start = System.nanoTime();
        try {
            HttpClientContext context = HttpClientContext.create();
            return client.execute(host, message, context, response -> {
                if (options.proxy().isPresent()) {
                    ProxyRefusal.check(response.getCode(), base.getScheme().equalsIgnoreCase("https"), context);
                }
                return answer(message, response, start);
            });
        } catch (AnswerBody.TooLarge e) {
            throw TransportFailure.of(what, e, false, options);
        } catch (UnaskedAnswer e) {
            // That connection is closed and nothing was sent, so this is the same request still.
            if (others == 0) {
                throw TransportFailure.of(what, e, false, options);
            }
            return send(request, what, others - 1);
        } catch (IllegalStateException e) {
            // What the library says when the deadline comes in the moment in which it lets go of a connection.
            if (!late.get()) {
                throw e;
            }
            throw TransportFailure.of(what, new IOException(e), true, options);
        } catch (IOException e) {
            throw TransportFailure.of(what, e,
                    late.get() || e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException),
                    options);
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private HttpUriRequestBase message(ScimRequest request) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), base);
        // After the constructor, which would normalise it.
        message.setPath(basePath + request.target());
        request.headers().forEach(header -> message.addHeader(header.name(), header.value()));
        if (request.header("Authorization").isEmpty()) {
            bearerToken.ifPresent(token -> message.addHeader("Authorization", "Bearer " + token));
        }
        request.body()
                .ifPresent(body -> message
                        .setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null)));
        return message;
    }

    private ScimAnswer answer(HttpUriRequestBase message, ClassicHttpResponse response, long start)
            throws IOException {
        List<ScimHeader> headers = Arrays.stream(response.getHeaders())
                .map(header -> new ScimHeader(header.getName(), Optional.ofNullable(header.getValue()).orElse("")))
                .toList();
        byte[] body;
        try {
            body = bodies.read(response.getCode(), Optional.ofNullable(response.getEntity()));
        } catch (AnswerBody.TooLarge e) {
            // Closing the answer would read it to its end first.
            message.cancel();
            throw e;
        }
        return new ScimAnswer(response.getCode(), headers, body, Duration.ofNanos(System.nanoTime() - start));
    }
}
