package dev.rollcall.client.reader;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the reader made of an answer.
 *
 * @param body the JSON of the body; empty when there is none or when it is no JSON
 * @param rejections the rules that are broken, in the order in which they were found; empty when Entra reads the answer
 */
public record Reading(Optional<JsonNode> body, List<Rejection> rejections) {
    public Reading {
        rejections = List.copyOf(rejections);
    }

    /** Whether no rule is broken. An error answer in good form breaks none; see {@link FailedStatus}. */
    public boolean accepted() {
        return rejections.isEmpty();
    }

    /** The rules that are broken, one for each rejection. */
    public List<ReaderRule> broken() {
        return rejections.stream().map(Rejection::rule).toList();
    }
}
