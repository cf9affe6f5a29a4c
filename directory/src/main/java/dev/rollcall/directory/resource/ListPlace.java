package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.ResourceQuery;
import java.util.Optional;

/**
 * A place in a walk through a list: what is already seen lies before it, whatever came and went meanwhile.
 *
 * @param type the name of the resource type that is walked through
 * @param after the last resource that was seen of it; empty at its beginning
 * @param unescaped whether the filter is taken as a client means it that escapes nothing
 */
public record ListPlace(String type, Optional<ResourceQuery.Position> after, boolean unescaped) {}
