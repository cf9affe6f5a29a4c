package dev.rollcall.check;

import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ObjectType;
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
    private final String prefix;
    private final List<RecordedExchange> exchanges = new ArrayList<>();
    private final List<RecordedExchange> calm = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private CheckRun(CheckCatalog catalog, CheckEndpoint endpoint, CheckOptions options) {
        this.catalog = catalog;
        this.endpoint = endpoint;
        this.options = options;
        this.redaction = new Redaction(options.secrets());
        this.prefix = "rollcall-check-" + Long.toString(options.random().nextLong(1L << 40), 36) + "-";
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
     * @throws CheckException when the endpoint cannot be reached, is no SCIM endpoint, refuses the token, does not delete what
     *         the checks make (unless that is kept), or the selection names unknown checks
     */
    public CheckReport run(CheckSelection selection, Consumer<CheckResult> progress) {
        Clock clock = options.clock();
        Instant started = clock.instant();
        List<CatalogEntry> selected = catalog.select(selection)
                .stream()
                .filter(entry -> options.oauth().isPresent() || !selection.only().isEmpty() || !isOfOAuth(entry))
                .toList();
        boolean userAgent = FirstContact.demandsUserAgent(endpoint);
        Capabilities capabilities = CapabilityProbe.of(
                userAgent ? FirstContact.withUserAgent(endpoint.transport()) : endpoint.transport(), endpoint.url());
        RunContext run = new RunContext(endpoint, options, capabilities, StrictReader.complete(), new Traces(),
                new RateLog(), stopped);
        Map<String, CheckStory> stories = new HashMap<>();
        Cleaning cleaning = new Cleaning(endpoint.transport(), run.traces());
        List<String> leftOver;
        if (!options.keep() && withTour(selected).stream().anyMatch(CheckRun::creates)) {
            RemovalProof proof = new RemovalProof(endpoint, run.traces(), prefix);
            proof.demand(ObjectType.USER);
            if (capabilities.has(Capability.GROUPS)) {
                proof.demand(ObjectType.GROUP);
            }
        }
        try {
            for (CatalogEntry entry : withTour(selected)) {
                if (stopped.get()) {
                    break;
                }
                if (entry.body() instanceof CheckBody.Scripted scripted) {
                    Workbench bench = new Workbench(run, entry.check(), prefix + stories.size() + "-");
                    CheckStory story = judge(entry.check(), scripted.script(), bench, started);
                    exchanges.addAll(bench.exchanges());
                    if (!scripted.script().floods()) {
                        calm.addAll(bench.exchanges());
                    }
                    stories.put(entry.check().id(), story);
                    cleaning.clean();
                    tell(selected, entry, story.result(), progress);
                }
            }
        } finally {
            leftOver = cleaning.sweep(prefix);
        }
        PassiveChecks passive = new PassiveChecks(exchanges, calm, options.slowAnswer(), redaction);
        selected.forEach(entry -> passive.story(entry).ifPresent(story -> {
            stories.put(entry.check().id(), story);
            progress.accept(story.result());
        }));
        List<CheckStory> told = selected.stream()
                .flatMap(entry -> Optional.ofNullable(stories.get(entry.check().id())).stream())
                .toList();
        return new CheckReport(endpoint.url(), started, Duration.between(started, clock.instant()),
                told.stream().map(CheckStory::result).toList(), causes(told, userAgent),
                exchanges.size(), passive.latency(), run.rates().figures(), prefix, leftOver);
    }

    private static boolean isOfOAuth(CatalogEntry entry) {
        return entry.body() instanceof CheckBody.Scripted scripted && scripted.script() instanceof OAuthScript;
    }

    private static boolean creates(CatalogEntry entry) {
        return entry.body() instanceof CheckBody.Scripted scripted && scripted.script().creates();
    }

    private List<FailureCause> causes(List<CheckStory> stories, boolean userAgent) {
        Optional<Blame> everywhere = userAgent
                ? Optional.of(new Blame("user-agent", "Requests without a User-Agent header are refused",
                        catalog.find("entra.no-user-agent").map(Check::mend)))
                : Optional.empty();
        return CauseFinder.of(stories, everywhere)
                .stream()
                .map(cause -> new FailureCause(redaction.text(cause.headline()), cause.severity(),
                        redaction.text(cause.mend()), cause.checks()))
                .toList();
    }

    /** With what the names of all users and groups begin that this run makes, and of no other. */
    public String prefix() {
        return prefix;
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

    private CheckStory judge(Check check, CheckScript script, Workbench bench, Instant started) {
        Instant begun = options.clock().instant();
        Optional<String> whyNot = bench.run().capabilities().whyNot(check.needs());
        if (whyNot.isPresent()) {
            return story(check, CheckOutcome.NOT_APPLICABLE, whyNot.get(), Optional.empty(), bench, begun);
        }
        if (begun.isAfter(started.plus(options.timeInAll()))) {
            return story(check, CheckOutcome.ERROR, "The time for all checks, " + options.timeInAll().toSeconds()
                    + " s, is used up.", Optional.empty(), bench, begun);
        }
        try {
            script.run(bench);
            return story(check, CheckOutcome.PASSED, "", Optional.empty(), bench, begun);
        } catch (CheckFailure e) {
            return story(check, CheckOutcome.FAILED, String.valueOf(e.getMessage()), Optional.of(e.symptom()), bench,
                    begun);
        } catch (CheckAbort e) {
            return story(check, e.outcome(), String.valueOf(e.getMessage()), e.symptom(), bench, begun);
        } catch (RuntimeException e) {
            // An answer that nobody thought of ends one check, not the report.
            return story(check, CheckOutcome.ERROR, "The check could not go on with the last answer: " + e + ".",
                    Optional.of(new Symptom.Other()), bench, begun);
        }
    }

    private CheckStory story(Check check, CheckOutcome outcome, String message, Optional<Symptom> symptom,
            Workbench bench, Instant begun) {
        List<RecordedExchange> all = bench.exchanges();
        List<RecordedExchange> shown = switch (outcome) {
            case PASSED, NOT_APPLICABLE -> List.of();
            case FAILED, ERROR -> all.subList(Math.max(0, all.size() - MOST_EXCHANGES_SHOWN), all.size());
        };
        CheckResult result = new CheckResult(check, outcome, redaction.text(message),
                shown.stream().map(redaction::exchange).toList(),
                Duration.between(begun, options.clock().instant()));
        return new CheckStory(result, symptom, Optional.empty(), all);
    }
}
