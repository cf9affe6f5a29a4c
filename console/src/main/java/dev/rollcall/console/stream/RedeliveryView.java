package dev.rollcall.console.stream;

import java.util.List;

/**
 * What is about to be delivered again or given up: how many first.
 *
 * @param narrowed by what, as label and value; empty for all dead letters
 * @param count how many are meant, with a plus when there may be more
 * @param sent what the target would get
 * @param listUrl of the deliveries that are meant
 * @param redeliverUrl that does it, of exactly those
 * @param discardUrl that gives them up
 * @param command that does the same
 * @param discard the command that gives them up
 */
public record RedeliveryView(String name, String streamUrl, List<Term> narrowed, String count, String sent,
        String listUrl, String redeliverUrl, String discardUrl, String command, String discard) {
    public RedeliveryView {
        narrowed = List.copyOf(narrowed);
    }

    /** One thing that narrows them. */
    public record Term(String label, String value) {}
}
