package dev.rollcall.directory.type;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;

/**
 * What a connection may declare beyond the standard schemas. What was declared under other limits goes on to work.
 *
 * @param schemas schemas of a connection
 * @param resourceTypes resource types of a connection
 * @param bytes bytes of the JSON of one of them, with all that is declared with it
 * @param attributes attributes of one schema, sub-attributes included
 * @param indexes indexes of a connection
 * @param previewResources resources that are looked at to say what a schema means for what is stored
 * @param previewTime for how long they are looked at
 */
public record DeclarationLimits(
        int schemas, int resourceTypes, int bytes, int attributes, int indexes, int previewResources,
        Duration previewTime) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> SCHEMAS = SETTINGS.number("limits.schemas", 20, 0, 1_000,
            "How many schemas of its own a connection may declare.");
    static final Setting<Integer> RESOURCE_TYPES = SETTINGS.number("limits.resource-types", 10, 0, 100,
            "How many resource types of its own a connection may declare.");
    static final Setting<Integer> SCHEMA_SIZE = SETTINGS.size("limits.schema-size", "64KiB", "1KiB", "1MiB",
            "How large the JSON of one schema or resource type may be.");
    static final Setting<Integer> SCHEMA_ATTRIBUTES = SETTINGS.number("limits.schema-attributes", 200, 1, 5_000,
            "How many attributes one schema may have, sub-attributes included.");

    static final Setting<Integer> INDEXES = SETTINGS.number("limits.schema-indexes", 20, 0, 200,
            "How many attributes of its own a connection may have indexed, unique ones included; each costs write speed.");
    static final Setting<Integer> PREVIEW = SETTINGS.number("limits.schema-preview-resources", 100_000, 1, 10_000_000,
            "How many resources of a connection are looked at to say beforehand what declaring or removing a schema means.");

    static final Setting<Duration> PREVIEW_TIME = SETTINGS.duration("limits.schema-preview-time", "30s", "1s", "10m",
            "For how long resources are looked at to say beforehand what declaring or removing a schema means, and to suggest "
                    + "schemas; what is said then is of those alone. It takes a turn of limits.scans, and no more bytes than "
                    + "limits.filter-scan-bytes.");

    /** Those that the settings say. */
    public static DeclarationLimits of(SettingValues values) {
        return new DeclarationLimits(values.get(SCHEMAS), values.get(RESOURCE_TYPES), values.get(SCHEMA_SIZE),
                values.get(SCHEMA_ATTRIBUTES), values.get(INDEXES), values.get(PREVIEW), values.get(PREVIEW_TIME));
    }

    /** Those that hold when nothing is set. */
    public static DeclarationLimits defaults() {
        return of(SettingValues.defaults());
    }
}
