package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Groups findings by what is behind them. A rule of reading comes first; then what the requests of several findings have in
 * common and the requests that were served have not; the rest stand for themselves.
 */
final class CauseFinder {
    private final List<CheckStory> stories;
    private final ReaderBlame reader;
    private final Map<RequestTrait, Integer> served = new HashMap<>();
    private final Map<RequestTrait, Integer> passed = new HashMap<>();
    /** Whether something was read that had been deleted. */
    private final boolean undeleted;

    private final SequencedMap<String, Group> groups = new LinkedHashMap<>();

    private CauseFinder(List<CheckStory> stories) {
        this.stories = stories;
        this.reader = new ReaderBlame(stories);
        this.undeleted = stories.stream().anyMatch(CauseFinder::isUndeleted);
        for (CheckStory story : stories) {
            count(story);
        }
    }

    /**
     * What is to be mended, the worst and most frequent first.
     *
     * @param everywhere what is known to be behind every refusal; empty when nothing is
     */
    static List<FailureCause> of(List<CheckStory> stories, Optional<Blame> everywhere) {
        return new CauseFinder(stories).find(everywhere);
    }

    private void count(CheckStory story) {
        if (story.refusal().isPresent()) {
            return;
        }
        Set<RequestTrait> all = new HashSet<>();
        story.exchanges().forEach(exchange -> {
            List<RequestTrait> traits = RequestTraits.of(exchange.request());
            all.addAll(traits);
            if (exchange.answer().map(ScimAnswer::status).filter(status -> status < 400).isPresent()) {
                new HashSet<>(traits).forEach(trait -> served.merge(trait, 1, Integer::sum));
            }
        });
        if (story.isPassed()) {
            all.forEach(trait -> passed.merge(trait, 1, Integer::sum));
        }
    }

    private List<FailureCause> find(Optional<Blame> everywhere) {
        List<CheckStory> open = new ArrayList<>();
        for (CheckStory story : stories.stream().filter(CheckStory::isWrong).toList()) {
            Optional<Blame> known = everywhere.filter(blame -> refused(story).isPresent()).or(() -> reader.of(story));
            if (known.isPresent()) {
                put(groups, known.get(), story);
            } else {
                open.add(story);
            }
        }
        share(open);
        return groups.values()
                .stream()
                .map(this::cause)
                .sorted(Comparator.comparing((FailureCause cause) -> !cause.severity().breaks())
                        .thenComparing(cause -> -cause.checks().size()))
                .toList();
    }

    /** What explains most of the open findings takes them, until nothing explains two. */
    private void share(List<CheckStory> open) {
        while (!open.isEmpty()) {
            SequencedMap<String, Group> candidates = new LinkedHashMap<>();
            open.forEach(story -> blames(story).forEach(blame -> put(candidates, blame, story)));
            Optional<Group> best = candidates.values()
                    .stream()
                    .filter(candidate -> candidate.stories().size() > 1)
                    .reduce((a, b) -> b.stories().size() >= a.stories().size() ? b : a);
            if (best.isEmpty()) {
                open.forEach(story -> put(groups, own(story), story));
                return;
            }
            best.get().stories().forEach(story -> put(groups, best.get().blame(), story));
            open.removeAll(best.get().stories());
        }
    }

    /** From the general to the particular. */
    private Set<Blame> blames(CheckStory story) {
        Set<Blame> found = new LinkedHashSet<>();
        deletion(story).ifPresent(found::add);
        hollowList(story).ifPresent(found::add);
        Optional<Integer> refused = refused(story);
        if (refused.filter(status -> status == 404).isPresent()
                && story.exchanges().getLast().request().target().contains("filter=")) {
            found.add(refusal(RequestTraits.NOTHING_FOUND, 404));
        }
        if (refused.isPresent()) {
            RequestTraits.of(story.exchanges().getLast().request())
                    .stream()
                    .filter(trait -> served.getOrDefault(trait, 0) == 0)
                    .forEach(trait -> found.add(refusal(trait, refused.get())));
        } else if (story.symptom().orElseThrow() instanceof Symptom.Status(List<Integer> allowed, int actual)) {
            found.add(new Blame("instead " + allowed.getFirst(), "What should be answered with " + allowed.getFirst()
                    + " is answered with " + actual, Optional.empty()));
        } else {
            value(story, found);
        }
        return found;
    }

    /** Something is answered after a DELETE of it that was answered with success. */
    private static boolean isUndeleted(CheckStory story) {
        return hasDeleted(story)
                && story.symptom().isPresent()
                && story.symptom().get() instanceof Symptom.Status(List<Integer> allowed, int actual)
                && allowed.contains(404)
                && actual == 200;
    }

    private static boolean hasDeleted(CheckStory story) {
        return story.exchanges()
                .stream()
                .anyMatch(exchange -> exchange.request().method().equals("DELETE")
                        && exchange.answer().filter(answer -> answer.status() < 300).isPresent());
    }

    private Optional<Blame> deletion(CheckStory story) {
        return undeleted && hasDeleted(story)
                ? Optional.of(new Blame("deletion", "What was deleted is still there", Optional.empty()))
                : Optional.empty();
    }

    /** The answer says that something was found, and does not show it. */
    private static Optional<Blame> hollowList(CheckStory story) {
        return story.exchanges().isEmpty() ? Optional.empty()
                : story.exchanges()
                        .getLast()
                        .answer()
                        .map(Json::parse)
                        .filter(body -> body.path("totalResults").asInt(0) > 0 && !body.has("Resources"))
                        .map(body -> new Blame("hollow list", "A list whose totalResults is "
                                + body.path("totalResults").asInt() + " has no Resources",
                                Optional.of("Write what was found in Resources, an array, spelled so.")));
    }

    private static Blame refusal(RequestTrait trait, int status) {
        return new Blame("refused " + trait.subject(), trait.subject() + " is answered with " + status,
                Optional.of(trait.mend()));
    }

    private void value(CheckStory story, Set<Blame> found) {
        if (story.symptom().orElseThrow() instanceof Symptom.Value(String path)) {
            String top = path.isEmpty() ? "" : ReaderBlame.top(path.replace('/', '.'));
            if (!Set.of("", "totalResults", "Resources", "schemas").contains(top)) {
                found.add(
                        new Blame("value " + top, "'" + top + "' does not come back with the value that it should have",
                                Optional.empty()));
            }
        }
        story.exchanges()
                .stream()
                .flatMap(exchange -> RequestTraits.of(exchange.request()).stream())
                .distinct()
                .filter(trait -> passed.getOrDefault(trait, 0) == 0)
                .forEach(trait -> found.add(new Blame("undone " + trait.subject(),
                        trait.subject() + " does not do what it should", Optional.of(trait.mend()))));
    }

    /** The status of the error that came in place of a success. */
    private static Optional<Integer> refused(CheckStory story) {
        if (story.exchanges().isEmpty() || story.symptom().isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> status = story.exchanges().getLast().answer().map(ScimAnswer::status).filter(s -> s >= 400);
        return switch (story.symptom().get()) {
            case Symptom.Status given -> status.filter(s -> given.isRefusal());
            case Symptom.Other other -> status;
            case Symptom.Value value -> Optional.empty();
        };
    }

    private static Blame own(CheckStory story) {
        Check check = story.result().check();
        return new Blame("check " + check.id(), "It is not so that: " + check.title(), Optional.of(check.mend()));
    }

    private static void put(Map<String, Group> groups, Blame blame, CheckStory story) {
        groups.computeIfAbsent(blame.key(), key -> new Group(blame, new ArrayList<>())).stories().add(story);
    }

    private FailureCause cause(Group group) {
        Blame blame = group.blame();
        List<CheckStory> sorted = group.stories().stream().sorted(Comparator.comparing(stories::indexOf)).toList();
        Severity severity = sorted.stream()
                .map(story -> story.result().check().severity())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new FailureCause(blame.headline(), severity,
                blame.mend().orElse(sorted.getFirst().result().check().mend()),
                sorted.stream().map(story -> story.result().check().id()).toList());
    }

    /** What one blame explains; it grows while it is found. */
    private record Group(Blame blame, List<CheckStory> stories) {}
}
