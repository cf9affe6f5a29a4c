package dev.rollcall.store.table;

/** Some rows of a connection's log that follow each other, by their ids, and which resources they are about. */
final class LogBlock {
    private final String first;
    private final String last;
    private final byte[] resources;

    /** @param resources see {@link ResourceHashes}; kept as they are */
    LogBlock(String first, String last, byte[] resources) {
        this.first = first;
        this.last = last;
        this.resources = resources;
    }

    String first() {
        return first;
    }

    String last() {
        return last;
    }

    /** How many bytes were read of it. */
    int size() {
        return resources.length;
    }

    /** Whether a row of it may be about a resource. */
    boolean mayHave(String resource) {
        return ResourceHashes.mayHave(resources, resource);
    }
}
