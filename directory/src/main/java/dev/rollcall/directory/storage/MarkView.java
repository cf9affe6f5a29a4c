package dev.rollcall.directory.storage;

import java.util.Optional;

/** What is known of the store as a whole, each by its name, to read. There are a handful. */
public interface MarkView {

    /** The value of a mark. */
    Optional<String> find(String name);
}
