package dev.rollcall.directory.storage;

import java.util.List;

/**
 * A stretch of a list.
 *
 * @param resources in the list's order
 * @param ended whether the list surely ends with them; otherwise there may be more
 */
public record ResourceStretch(List<StoredResource> resources, boolean ended) {
    public ResourceStretch {
        resources = List.copyOf(resources);
    }
}
