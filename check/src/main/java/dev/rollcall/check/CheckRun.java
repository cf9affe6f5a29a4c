package dev.rollcall.check;

import dev.rollcall.client.reader.Rejection;
import dev.rollcall.client.reader.StrictReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes checks on one endpoint, one after the other. Each makes the resources that it needs under names of its own, and they
 * are removed after it, whatever happens; nothing else is touched. A run can be used once.
 */
public final class CheckRun {
    private static final int MOST_EXCHANGES_SHOWN = 12;

    private final CheckCatalog catalog;
    private final CheckEndpoint endpoint;
    private final CheckOptions options;
    private final Redaction redaction;
    private final List<RecordedExchange> exchanges = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private CheckRun(CheckCatalog catalog, CheckEndpoint endpoint, CheckOptions options) {
        this.catalog = catalog;
        this.endpoint = endpoint;
        this.options = options;
        this.redaction = new Redaction(options.secrets());
    }

    /** A run of the standard checks. */
    public static CheckRun of(CheckEndpoint endpoint, CheckOptions options) {
        return new CheckRun(CheckCatalog.standard(), endpoint, options);
    }

    /** Makes the checks and gives what was found. */
    public CheckReport run(CheckSelection selection) {
        return run(selection, result -> {});
    }

    /**
     * The same, telling each result when it is known.
     *
     * @throws CheckException when the endpoint cannot be reached, refuses the token, or the selection names unknown checks
     */
    public CheckReport run(CheckSelection selection, Consumer<CheckResult> progress) {
        Clock clock = options.clock();
        Instant started = clock.instant();
        List<CatalogEntry> selected = catalog.select(selection);
        RunContext run = new RunContext(endpoint, options, CapabilityProbe.of(endpoint), StrictReader.complete(),
                new Traces(), new RateLog(), stopped);
        String prefix = "rollcall-check-" + Long.toString(options.random().nextLong(1L << 40), 36) + "-";
        Map<String, CheckResult> results = new HashMap<>();
        Cleaning cleaning = new Cleaning(endpoint.transport(), run.traces());
        List<String> leftOver;
        try {
            for (CatalogEntry entry : withTour(selected)) {
                if (stopped.get()) {
                    break;
                }
                if (entry.body() instanceof CheckBody.Scripted scripted) {
                    Workbench bench = new Workbench(run, entry.check(), prefix + results.size() + "-");
                    CheckResult result = judge(entry.check(), scripted.script(), bench, started);
                    exchanges.addAll(bench.exchanges());
                    results.put(entry.check().id(), result);
                    cleaning.clean();
                    tell(selected, entry, result, progress);
                }
            }
        } finally {
            leftOver = cleaning.sweep(prefix);
        }
        selected.forEach(entry -> passive(entry).ifPresent(result -> {
            results.put(entry.check().id(), result);
            progress.accept(result);
        }));
        return new CheckReport(endpoint.url(), started, Duration.between(started, clock.instant()),
                selected.stream()
                        .flatMap(entry -> Optional.ofNullable(results.get(entry.check().id())).stream())
                        .toList(),
                exchanges.size(), latency(),
                run.rates().figures(), leftOver);
    }

    /**
     * Ends the run soon, from another thread: the check under way is given up, what was made is removed, and the report has
     * the results until then.
     */
    public void stop() {
        stopped.set(true);
    }

    /** When only rules of reading are selected, something has to be read: the checks of Entra that have steps. */
    private List<CatalogEntry> withTour(List<CatalogEntry> selected) {
        boolean silent = selected.stream().noneMatch(entry -> entry.body() instanceof CheckBody.Scripted);
        return !silent || selected.isEmpty() ? selected
                : catalog.select(new CheckSelection(Set.of(CheckProfile.ENTRA), List.of(), List.of("entra.rate")));
    }

    private static void tell(List<CatalogEntry> selected, CatalogEntry entry, CheckResult result,
            Consumer<CheckResult> progress) {
        if (selected.contains(entry)) {
            progress.accept(result);
        }
    }

    private CheckResult judge(Check check, CheckScript script, Workbench bench, Instant started) {
        Instant begun = options.clock().instant();
        Optional<String> whyNot = bench.run().capabilities().whyNot(check.needs());
        if (whyNot.isPresent()) {
            return result(check, CheckOutcome.NOT_APPLICABLE, whyNot.get(), bench, begun);
        }
        if (begun.isAfter(started.plus(options.timeInAll()))) {
            return result(check, CheckOutcome.ERROR, "The time for all checks, " + options.timeInAll().toSeconds()
                    + " seconds, is used up.", bench, begun);
        }
        try {
            script.run(bench);
            return result(check, CheckOutcome.PASSED, "", bench, begun);
        } catch (CheckFailure e) {
            return result(check, CheckOutcome.FAILED, String.valueOf(e.getMessage()), bench, begun);
        } catch (CheckAbort e) {
            return result(check, e.outcome(), String.valueOf(e.getMessage()), bench, begun);
        }
    }

    private CheckResult result(Check check, CheckOutcome outcome, String message, Workbench bench, Instant begun) {
        List<RecordedExchange> all = bench.exchanges();
        List<RecordedExchange> shown = switch (outcome) {
            case PASSED, NOT_APPLICABLE -> List.of();
            case FAILED, ERROR -> all.subList(Math.max(0, all.size() - MOST_EXCHANGES_SHOWN), all.size());
        };
        return new CheckResult(check, outcome, redaction.text(message),
                shown.stream().map(redaction::exchange).toList(),
                Duration.between(begun, options.clock().instant()));
    }

    private Optional<CheckResult> passive(CatalogEntry entry) {
        return switch (entry.body()) {
            case CheckBody.Scripted scripted -> Optional.empty();
            case CheckBody.Reading reading -> Optional.of(reading(entry.check(), reading));
            case CheckBody.AnswerTimes times -> Optional.of(answerTimes(entry.check()));
        };
    }

    private CheckResult reading(Check check, CheckBody.Reading reading) {
        List<RecordedExchange> broken = exchanges.stream().filter(e -> rejection(e, reading).isPresent()).toList();
        if (broken.isEmpty()) {
            return new CheckResult(check, CheckOutcome.PASSED, "", List.of(), Duration.ZERO);
        }
        Rejection first = rejection(broken.getFirst(), reading).orElseThrow();
        String message = "%s: %s %s This is so in %d of %d answers.".formatted(broken.getFirst().line(), first.cause(),
                first.mend(), broken.size(), exchanges.size());
        return new CheckResult(check, CheckOutcome.FAILED, redaction.text(message),
                broken.stream().limit(MOST_EXCHANGES_SHOWN).map(redaction::exchange).toList(), Duration.ZERO);
    }

    private static Optional<Rejection> rejection(RecordedExchange exchange, CheckBody.Reading reading) {
        return exchange.rejections().stream().filter(rejection -> rejection.rule() == reading.rule()).findFirst();
    }

    private CheckResult answerTimes(Check check) {
        LatencyFigures latency = latency();
        if (latency.p95().compareTo(options.slowAnswer()) <= 0) {
            return new CheckResult(check, CheckOutcome.PASSED, "", List.of(), Duration.ZERO);
        }
        List<RecordedExchange> slow = exchanges.stream()
                .filter(e -> e.answer().filter(a -> a.time().compareTo(options.slowAnswer()) > 0).isPresent())
                .limit(3)
                .map(redaction::exchange)
                .toList();
        return new CheckResult(check, CheckOutcome.FAILED,
                "Of " + latency.answers() + " answers, one in twenty took longer than "
                        + latency.p95().toMillis() + " ms; the longest took " + latency.longest().toMillis() + " ms.",
                slow,
                Duration.ZERO);
    }

    private LatencyFigures latency() {
        return LatencyFigures.of(exchanges.stream().flatMap(e -> e.answer().stream()).map(a -> a.time()).toList());
    }
}
