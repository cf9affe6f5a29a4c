package dev.rollcall.directory.storage;

/**
 * A resource as it was read, and what lookups needed of it then: with both, a later transaction replaces the row without reading
 * it again.
 *
 * @param keys the store's own, of this row at this version
 */
public record KnownResource(StoredResource resource, Keys keys) {

    /** What only the store that made it reads. */
    public interface Keys {}
}
