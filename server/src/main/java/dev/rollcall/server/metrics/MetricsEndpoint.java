package dev.rollcall.server.metrics;

import dev.rollcall.server.http.BearerToken;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * {@code GET /metrics}: the metrics in the text format of Prometheus, for readers who send the token, if there is one.
 * Errors are plain text.
 */
public final class MetricsEndpoint implements HttpEndpoint {
    private static final String PREFIX = "/metrics";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Metrics metrics;
    private final Optional<String> token;

    private MetricsEndpoint(Metrics metrics, Optional<String> token) {
        this.metrics = metrics;
        this.token = token;
    }

    /** The surface below {@code /metrics}. */
    public static Surface surface(Metrics metrics, Optional<String> token) {
        return new Surface(PREFIX, new MetricsEndpoint(metrics, token), error -> text(error.status(), error.detail()));
    }

    /** All other paths of a listener that serves the metrics alone. */
    public static Surface nothingElse() {
        return new Surface(
                "",
                request -> text(404, "Only " + PREFIX + " is served here."),
                error -> text(error.status(), error.detail()));
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().equals(PREFIX)) {
            return text(404, "There is nothing at this path. The metrics are at " + PREFIX + ".");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return text(405, "Metrics are read with GET.").with(HeaderName.ALLOW, "GET, HEAD");
        }
        if (!mayRead(request)) {
            return text(401, "Send the token of the setting metrics.token in the header Authorization: Bearer ….")
                    .with(HeaderName.WWW_AUTHENTICATE, "Bearer realm=\"Rollcall metrics\"");
        }
        return HttpResponse.of(200, Metrics.CONTENT_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }

    private boolean mayRead(HttpRequest request) {
        return token.isEmpty()
                || BearerToken.of(request.header(HeaderName.AUTHORIZATION))
                        .filter(sent -> same(sent, token.get()))
                        .isPresent();
    }

    private static boolean same(String sent, String expected) {
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse text(int status, String sentence) {
        return HttpResponse.of(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
