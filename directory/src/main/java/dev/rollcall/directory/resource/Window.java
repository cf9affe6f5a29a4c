package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.StoredResource;
import java.util.ArrayList;
import java.util.List;

/** Consecutive resources that were found: at most so many, and at most so many bytes of documents, but at least one. */
final class Window {
    private final int count;
    private final long maxBytes;
    private final List<StoredResource> resources = new ArrayList<>();
    private long bytes;
    private boolean endsEarly;

    Window(int count, long maxBytes) {
        this.count = count;
        this.maxBytes = maxBytes;
    }

    /** Takes the next one, unless it is full. */
    void add(StoredResource resource) {
        if (full()) {
            return;
        }
        bytes += resource.document().length;
        if (bytes > maxBytes && !resources.isEmpty()) {
            endsEarly = true;
        } else {
            resources.add(resource);
        }
    }

    /** Whether it takes no more. */
    boolean full() {
        return endsEarly || resources.size() >= count;
    }

    /** Whether it is full for the bytes and not for the number. */
    boolean endsEarly() {
        return endsEarly;
    }

    List<StoredResource> resources() {
        return resources;
    }
}
