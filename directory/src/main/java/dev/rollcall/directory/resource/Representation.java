package dev.rollcall.directory.resource;

import java.util.Optional;

/**
 * A resource as it is answered.
 *
 * @param location its absolute URL
 * @param version its version
 * @param computed whether something in it can change without the version: {@code groups}, or the name of a manager
 * @param json the body; empty when the answer has none (204)
 */
public record Representation(String location, long version, boolean computed, Optional<JsonBody> json) {

    /** The entity tag, {@code W/"n"}, the same as {@code meta.version}. */
    public String etag() {
        return "W/\"" + version + "\"";
    }
}
