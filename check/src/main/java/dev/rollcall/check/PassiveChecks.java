package dev.rollcall.check;

import dev.rollcall.client.reader.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The checks that send nothing and judge what the others were answered.
 *
 * @param exchanges all of the run
 * @param calm those of the checks that do not send many requests at once
 */
record PassiveChecks(List<RecordedExchange> exchanges, List<RecordedExchange> calm, Duration slowAnswer,
        Redaction redaction) {
    private static final int MOST_EXCHANGES_SHOWN = 12;
    private static final int MOST_SLOW_SHOWN = 3;

    PassiveChecks {
        exchanges = List.copyOf(exchanges);
        calm = List.copyOf(calm);
    }

    /** How that check ended; empty when it sends something itself. */
    Optional<CheckStory> story(CatalogEntry entry) {
        return switch (entry.body()) {
            case CheckBody.Scripted scripted -> Optional.empty();
            case CheckBody.Reading reading -> Optional.of(reading(entry.check(), reading));
            case CheckBody.AnswerTimes times -> Optional.of(answerTimes(entry.check()));
        };
    }

    LatencyFigures latency() {
        return LatencyFigures.of(calm.stream().flatMap(e -> e.answer().stream()).map(a -> a.time()).toList());
    }

    private CheckStory reading(Check check, CheckBody.Reading reading) {
        List<RecordedExchange> read = exchanges.stream().filter(reading::isAbout).toList();
        List<RecordedExchange> broken = read.stream().filter(e -> rejection(e, reading).isPresent()).toList();
        if (broken.isEmpty()) {
            return passed(check);
        }
        Rejection first = rejection(broken.getFirst(), reading).orElseThrow();
        String message = "%s: %s (%s%s) %s This is so in %d of %d answers.".formatted(
                RequestExcerpt.of(broken.getFirst().request()), first.cause(), first.attribute(),
                whose(broken.getFirst()).map(name -> " of " + name).orElse(""), first.mend(), broken.size(),
                read.size());
        CheckResult result = new CheckResult(check, CheckOutcome.FAILED, redaction.text(message), shown(broken),
                Duration.ZERO);
        return new CheckStory(result, Optional.empty(), Optional.of(first), broken);
    }

    /** The name of the resource in the answer; empty when it holds none, or several. */
    private static Optional<String> whose(RecordedExchange exchange) {
        JsonNode body = exchange.answer().map(Json::parse).orElse(Json.object());
        JsonNode list = body.path("Resources");
        JsonNode resource = list.size() == 1 ? list.path(0) : body;
        return List.of("userName", "displayName", "id")
                .stream()
                .map(name -> resource.path(name).asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static Optional<Rejection> rejection(RecordedExchange exchange, CheckBody.Reading reading) {
        return exchange.rejections().stream().filter(rejection -> rejection.rule() == reading.rule()).findFirst();
    }

    private CheckStory answerTimes(Check check) {
        LatencyFigures latency = latency();
        if (latency.p95().compareTo(slowAnswer) <= 0) {
            return passed(check);
        }
        List<RecordedExchange> slow = calm.stream()
                .filter(e -> e.answer().filter(a -> a.time().compareTo(slowAnswer) > 0).isPresent())
                .limit(MOST_SLOW_SHOWN)
                .toList();
        CheckResult result = new CheckResult(check, CheckOutcome.FAILED,
                "Of " + latency.answers() + " answers, one in twenty took longer than " + latency.p95().toMillis()
                        + " ms; the longest took " + latency.longest().toMillis() + " ms.",
                shown(slow), Duration.ZERO);
        return new CheckStory(result, Optional.of(new Symptom.Value("")), Optional.empty(), List.of());
    }

    private List<RecordedExchange> shown(List<RecordedExchange> all) {
        return all.stream().limit(MOST_EXCHANGES_SHOWN).map(redaction::exchange).toList();
    }

    private static CheckStory passed(Check check) {
        return new CheckStory(new CheckResult(check, CheckOutcome.PASSED, "", List.of(), Duration.ZERO),
                Optional.empty(), Optional.empty(), List.of());
    }
}
