package dev.rollcall.directory.storage;

/** A row changed between its reading and its replacement; {@link Storage#write} runs the work again. Never leaves the store. */
public final class StaleVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StaleVersionException() {
        super("The row changed meanwhile.", null, false, false);
    }
}
