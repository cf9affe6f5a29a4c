package dev.rollcall.check;

import dev.rollcall.client.reader.ReaderRule;

/** How a check comes to its judgement. */
sealed interface CheckBody {
    /** By requests of its own. */
    record Scripted(CheckScript script) implements CheckBody {}

    /** By all answers of the run that Entra would have read: none may break the rule. */
    record Reading(ReaderRule rule) implements CheckBody {}

    /** By the time that all answers of the run took. */
    record AnswerTimes() implements CheckBody {}
}
