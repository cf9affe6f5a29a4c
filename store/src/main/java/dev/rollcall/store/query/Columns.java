package dev.rollcall.store.query;

import dev.rollcall.directory.type.IndexColumn;

/** How the port's columns are called in the table. */
public final class Columns {
    private Columns() {}

    /** The column's name. */
    public static String name(IndexColumn column) {
        return switch (column) {
            case ID -> "id";
            case UNIQUE_KEY -> "unique_key";
            case EXTERNAL_ID -> "external_id";
            case DISPLAY_NAME -> "display_name";
            case MANAGER -> "manager";
            case ACTIVE -> "active";
            case CREATED -> "created";
            case LAST_MODIFIED -> "last_modified";
        };
    }

    /** Whether its values are numbers. */
    public static boolean numeric(IndexColumn column) {
        return switch (column) {
            case ACTIVE, CREATED, LAST_MODIFIED -> true;
            case ID, UNIQUE_KEY, EXTERNAL_ID, DISPLAY_NAME, MANAGER -> false;
        };
    }

    /** Whether a resource may be without it. */
    public static boolean optional(IndexColumn column) {
        return switch (column) {
            case EXTERNAL_ID, DISPLAY_NAME, MANAGER -> true;
            case ID, UNIQUE_KEY, ACTIVE, CREATED, LAST_MODIFIED -> false;
        };
    }

    /** Whether no two resources of a type have the same value. */
    public static boolean unique(IndexColumn column) {
        return switch (column) {
            case ID, UNIQUE_KEY -> true;
            case EXTERNAL_ID, DISPLAY_NAME, MANAGER, ACTIVE, CREATED, LAST_MODIFIED -> false;
        };
    }
}
