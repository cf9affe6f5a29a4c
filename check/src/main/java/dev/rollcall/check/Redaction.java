package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Takes secrets out of what a report shows: the token wherever it stands, and headers that carry credentials. */
final class Redaction {
    private static final String HIDDEN = "[hidden]";
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie",
            "set-cookie");

    /** Shorter texts stand everywhere by chance; hiding them would leave nothing to read. */
    static final int SHORTEST_SECRET = 8;

    private final List<String> secrets;

    Redaction(Set<String> secrets) {
        this.secrets = secrets.stream().filter(secret -> secret.length() >= SHORTEST_SECRET).toList();
    }

    String text(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    RecordedExchange exchange(RecordedExchange exchange) {
        ScimRequest request = exchange.request();
        return new RecordedExchange(
                new ScimRequest(request.method(), text(request.target()), headers(request.headers()),
                        request.body().map(this::text)),
                exchange.answer().map(this::answer),
                exchange.silence().map(this::text),
                exchange.rejections().stream().map(this::rejection).toList());
    }

    /** A reader quotes what it cannot read. */
    private Rejection rejection(Rejection rejection) {
        return new Rejection(rejection.rule(), text(rejection.attribute()), rejection.code(), rejection.sentence(),
                text(rejection.cause()), text(rejection.mend()));
    }

    private ScimAnswer answer(ScimAnswer answer) {
        boolean clean = secrets.stream().noneMatch(answer.text()::contains);
        return new ScimAnswer(answer.status(), headers(answer.headers()),
                clean ? answer.body() : text(answer.text()).getBytes(StandardCharsets.UTF_8), answer.time());
    }

    private List<ScimHeader> headers(List<ScimHeader> headers) {
        return headers.stream()
                .map(header -> new ScimHeader(header.name(),
                        CREDENTIALS.contains(header.name().toLowerCase(Locale.ROOT)) ? HIDDEN : text(header.value())))
                .toList();
    }
}
