package dev.rollcall.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an edit of a profile comes to.
 *
 * <p>Guarantees: whatever no applied row writes is in the document as it was; a refused attribute left no trace in it; each
 * attribute of the edit has exactly one outcome, save that one which rows feed in parts has one for each part and, for what no row
 * feeds of it, one of its own.
 *
 * @param document the document afterwards, canonical; the very same object when nothing in it changed
 * @param outcomes what became of each attribute, in the order of the edit
 */
public record MappingEdit(ObjectNode document, SequencedMap<ProfilePath, EditOutcome> outcomes) {
    public MappingEdit {
        outcomes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outcomes));
    }

    /** What was refused, and why. */
    public SequencedMap<ProfilePath, String> refusals() {
        SequencedMap<ProfilePath, String> refusals = new LinkedHashMap<>();
        for (Map.Entry<ProfilePath, EditOutcome> outcome : outcomes.entrySet()) {
            if (outcome.getValue() instanceof EditOutcome.Refused(String reason)) {
                refusals.put(outcome.getKey(), reason);
            }
        }
        return refusals;
    }
}
