package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * Another resource of the same connection and type has that unique key (userName or a group's displayName, folded), or a value that
 * a guarded index has already.
 */
public final class UniqueKeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String index;
    private final String value;

    public UniqueKeyTakenException() {
        this("", "");
    }

    /** @param index the id of the index. @param value as it is in the index */
    public UniqueKeyTakenException(String index, String value) {
        super("The unique key is taken.", null, false, false);
        this.index = index;
        this.value = value;
    }

    /** The id of the guarded index that has the value; empty when it is about the unique key. */
    public Optional<String> index() {
        return index.isEmpty() ? Optional.empty() : Optional.of(index);
    }

    /** The value as it is in the index; empty text for the unique key. */
    public String value() {
        return value;
    }
}
