package dev.rollcall.server.limit;

/** The connection has more answers on their way than there is room for. */
public final class AnswerMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerMemoryException() {
        super("No room for the answer", null, false, false);
    }
}
