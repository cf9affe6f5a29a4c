package dev.rollcall.check;

import java.util.List;

/** In what way an answer was not what a check demands; causes are told apart by it. */
sealed interface Symptom {
    /** Another status. */
    record Status(List<Integer> allowed, int actual) implements Symptom {
        public Status {
            allowed = List.copyOf(allowed);
        }

        /** Whether a success was demanded and an error came. */
        boolean isRefusal() {
            return allowed.getFirst() < 400 && actual >= 400;
        }
    }

    /**
     * Another value, or none.
     *
     * @param path in the body, as {@link ResourcePath} writes it
     */
    record Value(String path) implements Symptom {}

    /** Anything else: what several answers say together, the words of the client that behaves as Entra does, silence. */
    record Other() implements Symptom {}
}
