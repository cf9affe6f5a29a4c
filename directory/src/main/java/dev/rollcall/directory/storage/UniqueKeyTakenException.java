package dev.rollcall.directory.storage;

/** Another resource of the same connection and type has that unique key (userName or a group's displayName, folded). */
public final class UniqueKeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UniqueKeyTakenException() {
        super("The unique key is taken.", null, false, false);
    }
}
