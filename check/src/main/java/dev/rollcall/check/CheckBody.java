package dev.rollcall.check;

import dev.rollcall.client.reader.ReaderRule;

/** How a check comes to its judgement. */
sealed interface CheckBody {
    /** By requests of its own. */
    record Scripted(CheckScript script) implements CheckBody {}

    /**
     * By all answers of the run that Entra would have read: none may break the rule.
     *
     * @param answers of which kind
     */
    record Reading(ReaderRule rule, Answers answers) implements CheckBody {
        boolean isAbout(RecordedExchange exchange) {
            return exchange.answer()
                    .map(answer -> answer.status() >= 400)
                    .filter(error -> answers == Answers.ALL || error == (answers == Answers.ERRORS))
                    .isPresent();
        }
    }

    /** Which answers a check reads. */
    enum Answers {
        ALL,
        SUCCESSES,
        ERRORS
    }

    /** By the time that all answers of the run took. */
    record AnswerTimes() implements CheckBody {}
}
