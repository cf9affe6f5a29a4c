package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers one request after the other as a test has said, and keeps them; a request that nothing was said for fails the test. */
final class ScriptedTransport implements ScimTransport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Deque<Function<ScimRequest, ScimAnswer>> script = new ArrayDeque<>();
    final List<ScimRequest> sent = new ArrayList<>();

    ScriptedTransport answer(int status, String body, String... headers) {
        List<ScimHeader> read = Arrays.stream(headers)
                .map(header -> new ScimHeader(header.split(": ")[0], header.split(": ")[1]))
                .toList();
        script.add(_ -> new ScimAnswer(status, read, body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1)));
        return this;
    }

    ScriptedTransport fail(TransportException.Kind kind) {
        script.add(request -> {
            throw new TransportException(request.method() + " https://target.example/scim" + request.target()
                    + " was not answered", kind, new IOException("on purpose"));
        });
        return this;
    }

    /** An answer of that status whose body is larger than what is read. */
    ScriptedTransport tooLarge(int status) {
        script.add(request -> {
            throw new TransportException(request.method() + " https://target.example/scim" + request.target()
                    + " was answered with more than 1048576 bytes", TransportException.Kind.TOO_LARGE,
                    new IOException("on purpose"), OptionalInt.of(status));
        });
        return this;
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        sent.add(request);
        if (script.isEmpty()) {
            throw new AssertionError("Nobody expected " + request.method() + " " + request.target());
        }
        return script.remove().apply(request);
    }

    /** {@code "POST /Users"}, {@code "GET /Users?filter=externalId eq \"…\""}: decoded, for people. */
    List<String> asked() {
        return sent.stream()
                .map(request -> request.method() + " " + URLDecoder.decode(request.target(), StandardCharsets.UTF_8))
                .toList();
    }

    JsonNode body(int request) {
        return JSON.readTree(sent.get(request).body().orElseThrow());
    }

    /** How many answers nobody has asked for. */
    int left() {
        return script.size();
    }
}
