package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.reader.Rejection;
import dev.rollcall.scim.message.Urns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one check works with: requests that are recorded, read as Entra reads them, and bounded in time; names that nobody
 * else uses. Safe for use by several threads, but for the variables.
 */
final class Workbench {
    private static final int MOST_RETRIES = 3;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final RunContext run;
    private final Check check;
    private final String prefix;
    private final Instant deadline;
    private final Variables variables = new Variables();
    private final List<RecordedExchange> exchanges = new ArrayList<>();

    /** @param prefix what the names of all resources that the check makes begin with */
    Workbench(RunContext run, Check check, String prefix) {
        this.run = run;
        this.check = check;
        this.prefix = prefix;
        this.deadline = run.options().clock().instant().plus(run.options().timePerCheck());
        variables.save("p", prefix);
        variables.save("E", Urns.ENTERPRISE_USER);
        variables.save("base", run.endpoint().url());
    }

    Variables variables() {
        return variables;
    }

    String prefix() {
        return prefix;
    }

    RunContext run() {
        return run;
    }

    /**
     * The transport of {@link #send}, for clients of their own; unlike there, a request without an answer gives the
     * transport's exception.
     */
    ScimTransport transport() {
        return request -> exchange(run.endpoint().transport(), request);
    }

    /** The answer, whatever its status. No answer is a failure of the endpoint. */
    ScimAnswer send(ScimRequest request) {
        return patiently(run.endpoint().transport(), request);
    }

    /** The same without a token. */
    ScimAnswer sendAnonymously(ScimRequest request) {
        return patiently(run.endpoint().anonymous(), request);
    }

    /** A target below the base URL for a URL that the endpoint gave. */
    String relative(String target) {
        if (!target.startsWith("http")) {
            return target;
        }
        int users = Math.max(target.lastIndexOf("/Users/"), target.lastIndexOf("/Groups/"));
        if (users < 0) {
            throw new CheckFailure("The endpoint gave the URL " + target + ", which is no URL of a user or a group.");
        }
        return target.substring(users);
    }

    /** In the order of the answers. */
    List<RecordedExchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    /** Whether the check's time is used up. */
    boolean isLate() {
        return run.options().clock().instant().isAfter(deadline);
    }

    private ScimAnswer patiently(ScimTransport transport, ScimRequest request) {
        try {
            ScimAnswer answer = exchange(transport, request);
            for (int retry = 0; retry < MOST_RETRIES && answer.status() == 429; retry++) {
                sleep(answer.header("Retry-After"));
                answer = exchange(transport, request);
            }
            return answer;
        } catch (TransportException e) {
            throw new CheckFailure(Sentence.of(request, "is not answered: " + e.getMessage()));
        }
    }

    private ScimAnswer exchange(ScimTransport transport, ScimRequest request) {
        if (run.stopped().get()) {
            throw CheckAbort.error("The run was stopped.");
        }
        if (isLate()) {
            throw CheckAbort.error("The check took longer than " + run.options().timePerCheck().toSeconds()
                    + " s and was stopped before " + request.method() + " " + request.target() + ".");
        }
        try {
            ScimAnswer answer = transport.send(request);
            run.traces().follow(request, answer);
            List<Rejection> rejections = check.profile() == CheckProfile.ENTRA
                    ? run.reader().read(request, answer).rejections()
                    : List.of();
            record(new RecordedExchange(request, Optional.of(answer), Optional.empty(), rejections));
            return answer;
        } catch (TransportException e) {
            record(new RecordedExchange(request, Optional.empty(), Optional.of(String.valueOf(e.getMessage())),
                    List.of()));
            throw e;
        }
    }

    private void record(RecordedExchange exchange) {
        synchronized (exchanges) {
            exchanges.add(exchange);
        }
    }

    private static void sleep(Optional<String> retryAfter) {
        Duration asked = retryAfter.filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ofSeconds(1));
        try {
            Thread.sleep(asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CheckAbort.error("The check was interrupted.");
        }
    }
}
