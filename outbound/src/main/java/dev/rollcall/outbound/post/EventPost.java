package dev.rollcall.outbound.post;

import dev.rollcall.client.http.RetryAfter;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.credential.TokenRefusedException;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.WorkClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Posts to one address and says what the answer means.
 *
 * <p>Guarantees: a redirect is not followed; a credential goes nowhere but to the address; only 2xx is success. 410 and 401 pause
 * the stream (the latter after one new token where tokens are asked for), 403 leaves it to a probe. 408, 425, 429 and 5xx but 501
 * are tried again, as is whatever brought no answer; every other answer is final. What is kept of a request and its answer holds no
 * credential. Safe for use by many threads.
 */
public final class EventPost {
    /** How long a receiver is left alone that answers 429 and does not say how long. */
    static final Duration UNSAID = Duration.ofSeconds(30);

    /** Of a request, beside its body. */
    private static final int HEAD = 4_096;
    private static final int SHOWN_ANSWER = 7_000;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TIMED_OUT = 408;
    private static final int GONE = 410;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int NOT_IMPLEMENTED = 501;

    private final URI endpoint;
    private final ScimTransport transport;
    private final TargetTokens tokens;
    private final Duration timeout;
    private final Function<ScimAnswer, String> said;

    /**
     * @param transport to the endpoint's host, see {@link #base}
     * @param timeout of one answer
     */
    public EventPost(URI endpoint, ScimTransport transport, TargetTokens tokens, Duration timeout) {
        this(endpoint, transport, tokens, timeout, _ -> "");
    }

    /**
     * The same, for receivers that say in an answer why they do not take what they were sent.
     *
     * @param said what such an answer says, for people; empty text for nothing
     */
    public EventPost(
            URI endpoint, ScimTransport transport, TargetTokens tokens, Duration timeout,
            Function<ScimAnswer, String> said) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.tokens = tokens;
        this.timeout = timeout;
        this.said = said;
    }

    /** What a transport to an endpoint is opened to: paths and queries go with each request. */
    public static URI base(URI endpoint) {
        return URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority());
    }

    /**
     * A request.
     *
     * @param headers all but the credential's
     * @param shown what is kept of the body
     */
    public record Message(String method, List<ScimHeader> headers, Optional<String> body, Optional<String> shown) {
        public Message {
            headers = List.copyOf(headers);
        }
    }

    /** Sends one request, at most twice. */
    public DeliveryOutcome send(WorkClock clock, Message message) {
        return send(clock, message, Exchanges.none(), true);
    }

    private DeliveryOutcome send(WorkClock clock, Message message, Exchanges before, boolean mayRenew) {
        Duration longest = tokens.mustAsk() ? timeout.multipliedBy(2) : timeout;
        if (!clock.mayUse(longest)) {
            return new DeliveryOutcome.OutOfTime(Learned.nothing(), before);
        }
        Instant at = clock.now();
        Duration begin = clock.elapsed();
        List<ScimHeader> all = new ArrayList<>(message.headers());
        String shown = shown(message);
        try {
            Optional<ScimHeader> credential = tokens.header();
            credential.ifPresent(all::add);
            ScimAnswer answer = transport.send(new ScimRequest(message.method(), target(), all, message.body()));
            String error = answer.status() / 100 == 2 ? "" : "The receiver answered " + answer.status() + ".";
            Exchanges exchanges = before.and(new Exchange(at, clock.elapsed().minus(begin),
                    OptionalInt.of(answer.status()), error, shown, Optional.of(text(answer))));
            if (answer.status() == UNAUTHORIZED && mayRenew && tokens.renewable()) {
                credential.ifPresent(header -> tokens.renew(header.value()));
                return send(clock, message, exchanges, false);
            }
            return outcome(answer, at, exchanges);
        } catch (TokenRefusedException e) {
            Exchanges exchanges = before
                    .and(failed(at, clock.elapsed().minus(begin), String.valueOf(e.getMessage()), shown));
            return e.isCredential()
                    ? new DeliveryOutcome.Unauthorized("no token: the token endpoint refuses the client", true, false,
                            Learned.nothing(), exchanges)
                    : new DeliveryOutcome.Later("no token: the token endpoint failed", e.retryAfter(), true, false,
                            Learned.nothing(), exchanges);
        } catch (TransportException e) {
            Exchanges exchanges = before
                    .and(failed(at, clock.elapsed().minus(begin), String.valueOf(e.getMessage()), shown));
            return new DeliveryOutcome.Later(cause(e), Optional.empty(), true, e.kind().maybeDone(), Learned.nothing(),
                    exchanges);
        }
    }

    private Exchange failed(Instant at, Duration duration, String message, String shown) {
        return new Exchange(at, duration, OptionalInt.empty(), safe(message), shown, Optional.empty());
    }

    private static String cause(TransportException e) {
        return switch (e.kind()) {
            case REFUSED -> "the address may not be called";
            case NOT_SENT -> "no connection";
            case MAYBE_SENT -> "the connection broke";
            case LATE -> "no answer in time";
            case TOO_LARGE -> "the answer is too large";
        };
    }

    private DeliveryOutcome outcome(ScimAnswer answer, Instant now, Exchanges exchanges) {
        int status = answer.status();
        Optional<Duration> retryAfter = RetryAfter.of(answer, now);
        String cause = "HTTP " + status;
        if (status / 100 == 2) {
            return DeliveryOutcome.Done.of(Learned.nothing(), exchanges);
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN || status == GONE) {
            return new DeliveryOutcome.Unauthorized(
                    status == GONE ? "410: the receiver wants no more of this stream" : cause, status != FORBIDDEN,
                    false,
                    Learned.nothing(), exchanges);
        }
        if (status == TOO_MANY) {
            return new DeliveryOutcome.Later(cause, Optional.of(retryAfter.orElse(UNSAID)), true, false,
                    Learned.nothing(), exchanges);
        }
        boolean again = status == TIMED_OUT || status == TOO_EARLY || status / 100 == 5 && status != NOT_IMPLEMENTED;
        if (again) {
            return new DeliveryOutcome.Later(cause, retryAfter, true, false, Learned.nothing(), exchanges);
        }
        return new DeliveryOutcome.Final(status / 100 == 3
                ? cause + ": a redirect, which is never followed; set the address that it leads to"
                : cause + why(answer), Learned.nothing(), exchanges);
    }

    private String why(ScimAnswer answer) {
        String why = safe(said.apply(answer)).replaceAll("\\p{Cntrl}+", " ");
        return why.isEmpty() ? "" : " " + why;
    }

    private String target() {
        String path = endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
    }

    private String shown(Message message) {
        StringBuilder head = new StringBuilder(message.method()).append(' ')
                .append(base(endpoint))
                .append(path())
                .append('\n');
        message.headers()
                .forEach(header -> head.append(header.name()).append(": ").append(header.value()).append('\n'));
        String safe = safe(head.toString());
        String cut = safe.length() <= HEAD ? safe : safe.substring(0, HEAD) + "…\n";
        return cut + message.shown().map(text -> "\n" + safe(text)).orElse("");
    }

    /** Receivers put secrets into queries. */
    private String path() {
        String path = endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        return endpoint.getRawQuery() == null ? path : path + "?…";
    }

    private String text(ScimAnswer answer) {
        // Cut afterwards, or the beginning of a secret would be left before the cut.
        String body = safe(answer.text());
        return answer.status() + "\n"
                + (body.length() <= SHOWN_ANSWER ? body : body.substring(0, SHOWN_ANSWER) + "…");
    }

    private String safe(String text) {
        String safe = text;
        for (String hidden : tokens.hidden()) {
            if (!hidden.isEmpty()) {
                safe = safe.replace(hidden, "[redacted]");
            }
        }
        return safe;
    }
}
