package dev.rollcall.outbound.scim;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON of answers, of which the bytes alone say little: 1 MiB of empty objects is a tree of 25 MiB.
 *
 * <p>Guarantees: a tree holds the bounded number of tokens at most, which take {@value #TOKEN_BYTES} bytes each or less, beside its
 * texts, which take two bytes for each one of the answer or less. What has more fails with
 * {@link tools.jackson.core.exc.StreamConstraintsException} once that is read.
 */
final class BoundedJson {
    /** What an object with one member takes in memory, shared among its four tokens, with room. */
    static final int TOKEN_BYTES = 80;

    /** In a run: a hundred users of two hundred tokens each. */
    static final int RUN_TOKENS = 20_000;

    /** In a list that one thread reads for a synchronisation: 1 MiB of members of groups. */
    static final int LIST_TOKENS = 200_000;

    static final JsonMapper OF_RUN = reading(RUN_TOKENS);
    static final JsonMapper OF_LIST = reading(LIST_TOKENS);

    private BoundedJson() {}

    private static JsonMapper reading(int tokens) {
        return JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(tokens).build())
                .build()).build();
    }
}
