package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sends what Entra sends most, at the rate that its gallery wants, whether answers come in time or not. */
final class RateScript implements CheckScript {
    private static final long NANOS = 1_000_000_000L;

    @Override
    public boolean floods() {
        return true;
    }

    @Override
    public void run(Workbench bench) {
        Duration time = bench.run().options().rateTime();
        if (time.isZero()) {
            throw CheckAbort.notApplicable("The time for this check is set to zero.");
        }
        int count = (int) Math.max(1, RateFigures.ENTRA_RATE * time.toMillis() / 1000);
        RateFigures figures = measure(bench, requests(bench, count));
        bench.run().rates().keep(figures);
        if (!figures.isKeptUp()) {
            throw new CheckFailure(
                    "At %d requests/s, %.1f/s were answered with success; %d answers were 429 or 503, %d failed."
                            .formatted(RateFigures.ENTRA_RATE, figures.reached(), figures.throttled(),
                                    figures.failed()));
        }
    }

    private static List<ScimRequest> requests(Workbench bench, int count) {
        ScriptRequests requests = new ScriptRequests(bench);
        List<String> ids = List.of(requests.user("rate0"), requests.user("rate1"), requests.user("rate2"));
        boolean patch = bench.run().capabilities().has(Capability.PATCH);
        List<ScimRequest> planned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int user = i % ids.size();
            if (i % 5 == 4 && patch) {
                planned.add(ScriptRequests.request("PATCH", "/Users/" + ids.get(user), Optional.of(Json.patch("Replace",
                        "displayName", JsonNodeFactory.instance.stringNode(bench.prefix() + i)))));
            } else if (i % 2 == 0) {
                planned.add(ScriptRequests.request("GET", "/Users?filter=" + QueryText.encoded("userName eq \""
                        + bench.prefix() + "rate" + user + "@check.example\""), Optional.empty()));
            } else {
                planned.add(ScriptRequests.request("GET", "/Users/" + ids.get(user), Optional.empty()));
            }
        }
        return planned;
    }

    private static RateFigures measure(Workbench bench, List<ScimRequest> requests) {
        ConcurrentLinkedQueue<ScimAnswer> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger silent = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests.size(); i++) {
                ScimRequest request = requests.get(i);
                waitUntil(start + i * NANOS / RateFigures.ENTRA_RATE);
                threads.submit(() -> {
                    try {
                        answers.add(bench.transport().send(request));
                    } catch (TransportException | CheckAbort e) {
                        silent.incrementAndGet();
                    }
                });
            }
        }
        double seconds = (double) (System.nanoTime() - start) / NANOS;
        double planned = (double) requests.size() / RateFigures.ENTRA_RATE;
        int good = (int) answers.stream().filter(answer -> answer.status() < 300).count();
        int throttled = (int) answers.stream().filter(a -> a.status() == 429 || a.status() == 503).count();
        return new RateFigures(RateFigures.ENTRA_RATE, good / Math.max(seconds, planned), throttled,
                answers.size() - good - throttled + silent.get(),
                LatencyFigures.of(answers.stream().map(ScimAnswer::time).toList()));
    }

    private static void waitUntil(long nanoTime) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CheckAbort.error("The check was interrupted.");
        }
    }
}
