package dev.rollcall.mapping.target;

import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;

/** What a target is sent. */
public enum TargetKind {
    USER("user.json"),
    GROUP("group.json");

    private final String resource;

    TargetKind(String resource) {
        this.resource = resource;
    }

    /** The name of the file with the usual rows. */
    String resource() {
        return resource;
    }

    /** What the standard says of it. */
    public ResourceType type() {
        return switch (this) {
            case USER -> StandardSchemas.user();
            case GROUP -> StandardSchemas.group();
        };
    }
}
