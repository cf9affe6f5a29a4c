package dev.rollcall.clients;

import java.util.List;
import java.util.Optional;

/**
 * What a faithful client makes of an answer.
 *
 * @param broken the rules that the answer's form breaks; an error answer in good form breaks none
 * @param code Entra's code for an answer that is not a success for it
 * @param message what the administrator reads in the provisioning log
 */
record Verdict(List<ReaderRule> broken, Optional<String> code, Optional<String> message) {
    /** Whether provisioning goes on with this answer. */
    boolean accepted() {
        return code.isEmpty();
    }
}
