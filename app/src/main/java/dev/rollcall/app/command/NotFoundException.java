package dev.rollcall.app.command;

/** What a command is about does not exist; the message says how to see what does. */
final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
