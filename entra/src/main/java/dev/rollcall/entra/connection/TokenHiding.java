package dev.rollcall.entra.connection;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes the token out of refusals. Some endpoints repeat the credentials that they refuse, and what they answer is shown,
 * logged and kept in the state.
 */
final class TokenHiding implements ScimTransport {
    private static final String HIDDEN = "[hidden]";
    /** A shorter text stands in answers by chance. */
    private static final int SHORTEST = 8;

    private final ScimTransport transport;
    private final String token;

    private TokenHiding(ScimTransport transport, String token) {
        this.transport = transport;
        this.token = token;
    }

    static ScimTransport of(ScimTransport transport, String token) {
        return token.length() < SHORTEST ? transport : new TokenHiding(transport, token);
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        ScimAnswer answer = transport.send(request);
        if (answer.status() < 300) {
            return answer;
        }
        List<ScimHeader> headers = answer.headers()
                .stream()
                .map(header -> new ScimHeader(header.name(), header.value().replace(token, HIDDEN)))
                .toList();
        String text = answer.text();
        byte[] body = text.contains(token)
                ? text.replace(token, HIDDEN).getBytes(StandardCharsets.UTF_8)
                : answer.body();
        return new ScimAnswer(answer.status(), headers, body, answer.time());
    }
}
