package dev.rollcall.directory.configuration;

import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;

/**
 * What mappings may hold and cost, and what is kept of them.
 *
 * @param versions versions of one connection's mapping
 * @param previewUsers users of a connection who are looked at to say what another user-id attribute would mean
 * @param limits what each of them may hold and cost
 */
public record MappingSettings(int versions, int previewUsers, MappingLimits limits) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> VERSIONS = SETTINGS.number("limits.mapping-versions", 1_000, 200, 100_000,
            "How many versions of a connection's mapping are kept at most. The newest 100 always are, older ones while change"
                    + " records name them.");
    static final Setting<Integer> PREVIEW_USERS = SETTINGS.number("limits.re-key-preview-users", 100_000, 1,
            10_000_000,
            "How many users of a connection are looked at to say beforehand what another user_id_attribute would mean.");

    static final Setting<Integer> ROWS = SETTINGS.number("limits.mapping-rows", 200, 1, MappingLimits.MOST_ROWS,
            "How many rows a mapping has at most. A mapping that is kept already goes on to work.");
    static final Setting<Integer> CONSTANT = SETTINGS.size("limits.mapping-constant-size", "4KiB", "64",
            MappingLimits.LARGEST_CONSTANT / 1024 + "KiB",
            "How large a constant or a default of a mapping's row is at most.");
    static final Setting<Integer> PROFILE = SETTINGS.size("limits.mapping-profile-size", "1MiB", "4KiB", "8MiB",
            "How large a profile is at most, and each value of an edit of one. A value with which it would be larger is not shown.");
    static final Setting<Integer> SOURCE = SETTINGS.number("limits.mapping-expression-length", 1_000, 10,
            ExpressionLimits.LONGEST_SOURCE, "How many characters an expression of a mapping has at most.");
    static final Setting<Integer> NODES = SETTINGS.number("limits.mapping-expression-nodes", 200, 10,
            ExpressionLimits.MOST_NODES,
            "How many nodes the syntax tree of an expression has at most, what its macros expand to included.");
    static final Setting<Integer> ITERATIONS = SETTINGS.number("limits.mapping-expression-iterations", 100, 1, 1_000,
            "How many elements the loops of an expression look at, all together.");
    static final Setting<Integer> VALUE = SETTINGS.size("limits.mapping-expression-value-size", "4KiB", "64", "64KiB",
            "How large each value is at most that an expression reads or makes.");
    static final Setting<Duration> TIME = SETTINGS.duration("limits.mapping-expression-time", "1s", "1s", "10s",
            "How long one evaluation of an expression may take, and all of one profile before the next one begins.");

    static final Setting<Long> MEMORY = SETTINGS.largeSize("limits.mapping-memory", "16MiB", "64KiB", "64GiB",
            "How much of the heap the mappings of connections may take that were used lately, once for requests and once for event "
                    + "streams; each connection has its part, and what does not fit is made again when it is needed.");

    /** What is remembered of mappings at most, in bytes, as the settings say. */
    public static long memory(SettingValues values) {
        return values.get(MEMORY);
    }

    /** Those that the settings say. */
    public static MappingSettings of(SettingValues values) {
        ExpressionLimits expressions = new ExpressionLimits(
                values.get(SOURCE), values.get(NODES), values.get(ITERATIONS), values.get(VALUE), values.get(TIME),
                ExpressionLimits.defaults().ticker());
        return new MappingSettings(values.get(VERSIONS), values.get(PREVIEW_USERS),
                new MappingLimits(values.get(ROWS), values.get(CONSTANT), values.get(PROFILE), expressions));
    }

    /** Those that hold when nothing is set. */
    public static MappingSettings defaults() {
        return of(SettingValues.defaults());
    }
}
