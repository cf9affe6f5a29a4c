package dev.rollcall.check;

import dev.rollcall.client.reader.ReaderRule;
import dev.rollcall.client.reader.Rejection;
import dev.rollcall.client.reader.StrictReader;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells whether a finding follows from a rule of reading that its answer breaks. */
final class ReaderBlame {
    private static final StrictReader READER = StrictReader.complete();

    /** Rules whose breach is often also one of others; the first is the cause of the rest. */
    private static final List<ReaderRule> FIRST = List.of(ReaderRule.STATUS, ReaderRule.JSON_DOCUMENT,
            ReaderRule.LIST_RESPONSE, ReaderRule.MULTI_VALUED_ARRAY, ReaderRule.SCHEMAS_ARRAY,
            ReaderRule.ACTIVE_PRESENT,
            ReaderRule.SCHEMAS_KNOWN);

    /** No reading rule of these answers lets another value fail. */
    private static final Set<ReaderRule> FORM_ALONE = EnumSet.of(ReaderRule.CONTENT_TYPE, ReaderRule.SCHEMAS_COUNT,
            ReaderRule.META, ReaderRule.META_TIMES, ReaderRule.ERROR_BODY);

    private final Map<ReaderRule, ReaderRule> origins = new EnumMap<>(ReaderRule.class);
    private final Map<ReaderRule, Rejection> firsts = new EnumMap<>(ReaderRule.class);

    /** @param stories all of the run; those of the checks that read tell which rules are broken, and where */
    ReaderBlame(List<CheckStory> stories) {
        Map<ReaderRule, Set<RecordedExchange>> broken = new EnumMap<>(ReaderRule.class);
        stories.forEach(story -> story.refusal().ifPresent(refusal -> {
            broken.computeIfAbsent(refusal.rule(), rule -> new HashSet<>()).addAll(story.exchanges());
            firsts.putIfAbsent(refusal.rule(), refusal);
        }));
        broken.forEach((rule, exchanges) -> FIRST.stream()
                .takeWhile(first -> first != rule)
                .filter(first -> broken.getOrDefault(first, Set.of()).containsAll(exchanges))
                .findFirst()
                .ifPresent(first -> origins.put(rule, first)));
    }

    /** The rule that is behind the story; empty when none is. */
    Optional<Blame> of(CheckStory story) {
        Optional<Rejection> refusal = story.refusal().or(() -> refusalBehind(story)).or(() -> spoiled(story));
        return refusal.map(found -> {
            ReaderRule rule = origins.getOrDefault(found.rule(), found.rule());
            Rejection shown = firsts.computeIfAbsent(rule, first -> found);
            return new Blame("reader " + rule, headline(shown), Optional.of(shown.mend()));
        });
    }

    private static Optional<Rejection> refusalBehind(CheckStory story) {
        if (story.exchanges().isEmpty() || story.symptom().isEmpty()) {
            return Optional.empty();
        }
        RecordedExchange last = story.exchanges().getLast();
        Symptom symptom = story.symptom().get();
        boolean read = last.answer()
                .filter(answer -> answer.status() < 400 || symptom instanceof Symptom.Value)
                .isPresent();
        if (!read) {
            return Optional.empty();
        }
        return READER.read(last.request(), last.answer().orElseThrow())
                .rejections()
                .stream()
                .filter(rejection -> explains(rejection, symptom))
                .min(Comparator.comparing(rejection -> !rejection.rule().confirmed()));
    }

    /** Whoever is given an id that is none sends all later requests to nowhere. */
    private static Optional<Rejection> spoiled(CheckStory story) {
        return story.exchanges()
                .stream()
                .filter(exchange -> exchange.answer().filter(answer -> answer.status() < 300).isPresent())
                .flatMap(e -> READER.read(e.request(), e.answer().orElseThrow()).rejections().stream())
                .filter(rejection -> rejection.rule() == ReaderRule.ID_STRING)
                .findFirst();
    }

    private static boolean explains(Rejection rejection, Symptom symptom) {
        return switch (symptom) {
            case Symptom.Status status -> rejection.rule() == ReaderRule.STATUS && status.allowed().getFirst() < 400;
            case Symptom.Value value -> wholeBody(rejection.rule())
                    || !FORM_ALONE.contains(rejection.rule())
                            && (top(rejection.attribute()).equalsIgnoreCase(top(value.path().replace('/', '.')))
                                    || rejection.attribute().toLowerCase(Locale.ROOT).endsWith(leaf(value.path())));
            case Symptom.Other other -> rejection.rule().confirmed() || !FORM_ALONE.contains(rejection.rule());
        };
    }

    private static boolean wholeBody(ReaderRule rule) {
        return rule == ReaderRule.JSON_DOCUMENT || rule == ReaderRule.LIST_RESPONSE || rule == ReaderRule.STATUS;
    }

    /** The attribute of a resource or a list that a path leads into. */
    static String top(String path) {
        String plain = path.replaceFirst("^\\.?Resources[.\\[]\\d+]?\\.", "").replaceFirst("^\\.", "");
        // What follows the URN of an extension: behind a colon in a mapping's path, behind a full stop in a resource's.
        String local = plain.startsWith("urn:") ? plain.replaceFirst("^.*:(?:User|Group)[.:]?", "") : plain;
        return local.split("[.\\[:]", 2)[0];
    }

    private static String leaf(String path) {
        return path.isEmpty() ? "/" : path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String headline(Rejection rejection) {
        String cause = rejection.cause().replaceFirst("\\.$", "");
        String attribute = rejection.attribute();
        boolean named = attribute.equals("body")
                || attribute.equals("status")
                || cause.contains(attribute.substring(attribute.lastIndexOf(':') + 1));
        return named ? cause : attribute + ": " + cause;
    }
}
