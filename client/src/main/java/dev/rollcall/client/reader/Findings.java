package dev.rollcall.client.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one answer, by the rules that are switched on, each attribute once a rule. */
final class Findings {
    /** More would only repeat the first ones, once for each resource of a long list. */
    static final int MAX_REJECTIONS = 100;

    private final Set<ReaderRule> rules;
    private final List<Rejection> rejections = new ArrayList<>();

    Findings(Set<ReaderRule> rules) {
        this.rules = rules;
    }

    void add(ReaderRule rule, String attribute, String cause, String mend) {
        boolean known = rejections.stream().anyMatch(r -> r.rule() == rule && r.attribute().equals(attribute));
        if (rules.contains(rule) && !known && rejections.size() < MAX_REJECTIONS) {
            rejections.add(Rejection.of(rule, attribute, cause, mend));
        }
    }

    List<Rejection> rejections() {
        return rejections;
    }
}
