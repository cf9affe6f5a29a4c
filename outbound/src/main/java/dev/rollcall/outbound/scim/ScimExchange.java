package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.RetryAfter;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.outbound.credential.TokenRefusedException;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.TargetFailure.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests of one run to one target: their headers, their retries within the run, what is written down of them.
 *
 * <p>Guarantees: nothing is sent that could last longer than the run has time for. What must not happen twice is not sent twice: a
 * request that is not to be repeated is repeated only when it surely did not arrive. {@link #inDoubt} is true from the first request
 * that changes something and whose answer is lost, until {@link #settled}. Used by one thread.
 */
final class ScimExchange {
    /** How long a target that says 429 and not for how long is left alone. */
    static final Duration UNSAID_HOLD = Duration.ofSeconds(5);
    /** A target cannot ask for more. */
    static final Duration LONGEST_HOLD = Duration.ofHours(24);
    /** The pauses of Auth0's template. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
    private static final String JSON = "application/json";

    private final TargetConnection target;
    private final WorkClock clock;
    private final JsonMapper json;
    private final SentText text;
    private final List<Exchange> sent = new ArrayList<>();
    private int count;
    private boolean inDoubt;
    private boolean everInDoubt;

    ScimExchange(TargetConnection target, WorkClock clock) {
        this(target, clock, BoundedJson.OF_RUN);
    }

    /** @param json reads what is answered */
    ScimExchange(TargetConnection target, WorkClock clock, JsonMapper json) {
        this.target = target;
        this.clock = clock;
        this.json = json;
        this.text = new SentText(target.tokens().hidden());
    }

    /** A request. */
    record Ask(String method, String kind, String path, Optional<ObjectNode> body, Optional<String> ifMatch) {
        static Ask get(String kind, String path) {
            return new Ask("GET", kind, path, Optional.empty(), Optional.empty());
        }

        boolean changes() {
            return !method.equals("GET");
        }

        /** As causes name it, without ids. */
        String what() {
            return method + " " + kind;
        }
    }

    /** Whether the target may have done something that it has not acknowledged. */
    boolean inDoubt() {
        return inDoubt;
    }

    /** Whether it was so at any time: what was asked then may still be carried out, behind all that is acknowledged by now. */
    boolean everInDoubt() {
        return everInDoubt;
    }

    /** The state of the resource at the target is known again. */
    void settled() {
        inDoubt = false;
    }

    private void doubt(boolean maybeDone) {
        inDoubt |= maybeDone;
        everInDoubt |= maybeDone;
    }

    /** What was sent so far. */
    Exchanges exchanges() {
        return new Exchanges(sent, count);
    }

    WorkClock clock() {
        return clock;
    }

    /** A text without secrets, ids and values, for causes. */
    String withoutIds(String said) {
        return text.withoutIds(said);
    }

    /** What an answer was, for quirks' evidence: bodies of answers, which may tell of other people, are kept with deliveries alone. */
    String evidence(TargetReply reply) {
        return cause(reply);
    }

    /**
     * Sends a request, and again after a while when the target or the network was not well.
     *
     * @return any answer that says something of this request: 2xx and most of 4xx
     * @throws TargetFailure when there is none, or one that says something of the target
     */
    TargetReply send(Ask ask) {
        for (int tries = 0;; tries++) {
            try {
                return once(ask);
            } catch (TargetFailure failure) {
                boolean unwell = failure.meaning() == Meaning.SICK || failure.meaning() == Meaning.BUSY;
                boolean again = unwell
                        && failure.hold().isEmpty()
                        && tries < target.settings().retries()
                        && !(ask.method().equals("POST") && failure.maybeDone());
                if (!again || !pause(tries)) {
                    throw failure;
                }
            }
        }
    }

    /** Waits as long as the template does before it tries once more; whether there is time for that and for the try. */
    boolean pause(int tries) {
        Duration pause = PAUSES.get(Math.min(tries, PAUSES.size() - 1));
        if (!clock.mayUse(pause.plus(target.settings().timeout()))) {
            return false;
        }
        return target.waiting().pause(pause);
    }

    private TargetReply once(Ask ask) {
        requireTime();
        Optional<ScimHeader> credential = credential();
        // Another run may learn it while this one is under way.
        boolean plain = target.quirks().has(TargetQuirks.MEDIA_TYPE_JSON);
        TargetReply reply = answer(ask, credential, plain);
        if (reply.status() == 401 && target.tokens().renewable() && credential.isPresent()) {
            target.tokens().renew(credential.get().value());
            requireTime();
            reply = answer(ask, credential(), plain);
        }
        if (reply.status() == 415 || reply.status() == 406) {
            requireTime();
            TargetReply otherwise = answer(ask, credential(), !plain);
            if (otherwise.ok()) {
                learnMediaType(!plain, reply);
            }
            reply = otherwise;
        }
        return judged(ask, reply);
    }

    /** The target has refused the one and taken the other. */
    private void learnMediaType(boolean plain, TargetReply refusal) {
        if (plain) {
            target.quirks().learn(TargetQuirks.MEDIA_TYPE_JSON, "", evidence(refusal), clock.now());
        } else {
            target.quirks().unlearn(TargetQuirks.MEDIA_TYPE_JSON);
        }
    }

    private TargetReply judged(Ask ask, TargetReply reply) {
        int status = reply.status();
        Optional<Duration> hold = RetryAfter.of(reply.answer(), clock.now())
                .map(time -> time.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : time);
        if (status == 401) {
            // Some answer so for a user whom this client may not touch.
            throw TargetFailure.of(Meaning.UNSURE, cause(reply));
        }
        if (status == 400 && target.peculiarities().isSwitchedOff(reply.detail())) {
            throw TargetFailure.of(Meaning.UNAUTHORIZED, cause(reply));
        }
        if (status == 429 || status == 503 && hold.isPresent()) {
            throw new TargetFailure(Meaning.BUSY, cause(reply), hold, false);
        }
        if (status >= 500 && status != 501 || status == 408 || status == 425) {
            boolean maybe = ask.changes();
            doubt(maybe);
            throw new TargetFailure(Meaning.SICK, cause(reply), hold, maybe);
        }
        if (status < 300 && reply.isPage()) {
            // A sign-in page or a proxy's notice: nobody knows that the target was asked at all.
            boolean maybe = ask.changes();
            doubt(maybe);
            throw new TargetFailure(Meaning.SICK,
                    ask.what() + " -> " + status + ": a page for people instead of SCIM; look at "
                            + "what stands before the target",
                    Optional.empty(), maybe);
        }
        if (status < 200 || status >= 300 && status < 400) {
            throw TargetFailure.of(Meaning.SICK, ask.what() + " -> " + status
                    + ": the target sends its callers elsewhere, which is not followed; set base_url to where it leads");
        }
        return reply;
    }

    /** What an answer that cannot be used means: nobody can do anything but mend the cause, which may be that of all. */
    TargetFailure unusable(TargetReply reply) {
        boolean unsure = reply.status() == 403 || reply.isOfWholeApi();
        return TargetFailure.of(unsure ? Meaning.UNSURE : Meaning.FINAL, cause(reply));
    }

    /** {@code POST /Users -> 400 [invalidValue]: Attribute title is unknown}, without ids. */
    String cause(TargetReply reply) {
        String type = withoutIds(reply.scimType());
        String detail = withoutIds(reply.detail());
        return reply.what() + " -> " + reply.status() + (type.isEmpty() ? "" : " [" + type + "]")
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private void requireTime() {
        if (!clock.mayUse(target.settings().timeout())) {
            throw TargetFailure.of(Meaning.OUT_OF_TIME, "The time of the run is over.");
        }
    }

    private Optional<ScimHeader> credential() {
        try {
            if (target.tokens().mustAsk()) {
                requireTime();
            }
            Optional<ScimHeader> header = target.tokens().header();
            target.tokens().hidden().forEach(text::hide);
            return header;
        } catch (TokenRefusedException e) {
            Meaning meaning = e.isCredential() ? Meaning.UNAUTHORIZED : Meaning.SICK;
            throw new TargetFailure(meaning, String.valueOf(e.getMessage()), e.retryAfter(), false);
        } catch (TransportException e) {
            throw TargetFailure.of(Meaning.SICK, "No access token: " + text.withoutIds(String.valueOf(e.getMessage())));
        }
    }

    private TargetReply answer(Ask ask, Optional<ScimHeader> credential, boolean plain) {
        ask.body().map(body -> body.path("password").asString("")).ifPresent(text::hide);
        ScimRequest request = new ScimRequest(ask.method(), ask.path(), headers(ask, credential, plain),
                ask.body().map(ObjectNode::toString));
        Instant at = clock.now();
        Duration begun = clock.elapsed();
        count++;
        try {
            ScimAnswer answer = target.transport().send(request);
            note(new Exchange(at, clock.elapsed().minus(begun), OptionalInt.of(answer.status()), "",
                    text.of(request, target.settings().baseUrl().toString()), Optional.of(text.of(answer))));
            return requireReadable(ask, TargetReply.of(ask.what(), answer, json));
        } catch (TransportException e) {
            String said = text.safe(String.valueOf(e.getMessage()));
            note(new Exchange(at, clock.elapsed().minus(begun), e.status(), said,
                    text.of(request, target.settings().baseUrl().toString()), Optional.empty()));
            Optional<TargetReply> done = doneAllTheSame(ask, e);
            if (done.isPresent()) {
                return done.get();
            }
            boolean maybe = ask.changes() && e.kind().maybeDone();
            doubt(maybe);
            boolean large = !ask.changes() && e.status().stream().anyMatch(ScimExchange::isOk);
            throw new TargetFailure(large ? Meaning.TOO_LARGE : Meaning.SICK, ask.what() + ": " + reason(said, e),
                    Optional.empty(), maybe);
        }
    }

    /** What has too much in it is as good as what has too many bytes. */
    private TargetReply requireReadable(Ask ask, TargetReply reply) {
        boolean needed = !ask.changes() || ask.method().equals("POST");
        if (!reply.isTooLarge() || !reply.ok() || !needed) {
            return reply;
        }
        doubt(ask.changes());
        throw new TargetFailure(ask.changes() ? Meaning.SICK : Meaning.TOO_LARGE, ask.what() + " -> " + reply.status()
                + ": the answer's JSON has more parts, or parts within parts, than are read; have the target answer with less",
                Optional.empty(), ask.changes());
    }

    /** A change that was answered with 2xx is made, however large the answer is; only of a creation the body is needed, for its id. */
    private static Optional<TargetReply> doneAllTheSame(Ask ask, TransportException e) {
        return !ask.changes() || ask.method().equals("POST")
                ? Optional.empty()
                : e.status()
                        .stream()
                        .filter(ScimExchange::isOk)
                        .mapToObj(status -> TargetReply.of(
                                ask.what(), new ScimAnswer(status, List.of(), new byte[0], Duration.ZERO),
                                BoundedJson.OF_RUN))
                        .findFirst();
    }

    private static boolean isOk(int status) {
        return status >= 200 && status < 300;
    }

    /** The sentence without the address, which has ids in it. */
    private String reason(String said, TransportException e) {
        int after = said.indexOf(" was ");
        int sent = said.indexOf(" could not ");
        int from = after < 0 ? sent : sent < 0 ? after : Math.min(after, sent);
        return from < 0 ? "no answer (" + e.kind() + ")" : text.withoutIds(said.substring(from + 1));
    }

    private void note(Exchange exchange) {
        sent.add(exchange);
        if (sent.size() > Exchanges.MOST) {
            sent.removeFirst();
        }
    }

    private List<ScimHeader> headers(Ask ask, Optional<ScimHeader> credential, boolean plain) {
        ScimTarget settings = target.settings();
        List<ScimHeader> headers = new ArrayList<>();
        headers.add(new ScimHeader("Content-Type", plain ? JSON : settings.contentType()));
        headers.add(new ScimHeader("Accept", plain ? JSON : settings.accept()));
        headers.add(new ScimHeader("User-Agent", "Rollcall"));
        credential.ifPresent(headers::add);
        ask.ifMatch().ifPresent(tag -> headers.add(new ScimHeader("If-Match", tag)));
        return headers;
    }
}
