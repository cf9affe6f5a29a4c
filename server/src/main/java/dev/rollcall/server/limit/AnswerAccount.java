package dev.rollcall.server.limit;

import java.util.LinkedHashSet;
import java.util.Set;

/** What one connection keeps of {@link AnswerMemory}, which guards it. */
final class AnswerAccount {
    /** Bytes of the answers that were not cut off. */
    long staying;

    /** Bytes that its requests wait for. */
    long wanted;

    /** In the order in which they began. */
    private final Set<KeptAnswer> answers = new LinkedHashSet<>();

    void add(KeptAnswer answer) {
        answers.add(answer);
    }

    void remove(KeptAnswer answer) {
        answers.remove(answer);
    }

    boolean isEmpty() {
        return answers.isEmpty() && wanted == 0;
    }

    /** The oldest that was not cut off; there is one while something stays. */
    KeptAnswer oldest() {
        return answers.stream()
                .filter(answer -> !answer.cut)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Bytes stay of answers that are not there"));
    }
}
