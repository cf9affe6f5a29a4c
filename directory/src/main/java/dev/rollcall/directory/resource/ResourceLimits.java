package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;

/**
 * What one request may cost. Each limit has its own error, which names it, and its own setting.
 *
 * @param pageSize resources a page when the client does not say
 * @param maxPageSize resources a page at most; a larger {@code count} gets this many
 * @param pageBytes bytes of the resources of a page; a page ends with the resource before the one that would pass them, and
 *     has at least one
 * @param resourceSize bytes of a resource's stored document
 * @param filter length, depth and nodes of a filter
 * @param scans what a search may cost that no index serves
 * @param memberChunk membership rows that one transaction writes, and members that one reads
 * @param patchAnswerMembers members that a group has at most when its PATCH is answered with it
 * @param indexedValues values of one declared and indexed attribute that a resource may come to have
 * @param undeclaredNames names that no schema declares and that are remembered of a connection, so that filters ask for them
 */
public record ResourceLimits(
        int pageSize, int maxPageSize, int pageBytes, int resourceSize, FilterLimits filter, ScanLimits scans,
        int memberChunk, int patchAnswerMembers, int indexedValues, UndeclaredNameLimit undeclaredNames) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> PAGE_SIZE = SETTINGS.number("limits.page-size", 100, 1, 10_000,
            "How many resources a list answers with when the request names no count.");
    static final Setting<Integer> MAX_PAGE_SIZE = SETTINGS.number("limits.max-page-size", 1_000, 1, 10_000,
            "How many resources a list answers with at most, whatever count the request names.");
    static final Setting<Integer> FILTER_LENGTH = SETTINGS.number("limits.filter-length",
            FilterLimits.defaults().maxLength(), 64, 65_536, "How many characters a filter or a path may have.");
    static final Setting<Integer> FILTER_DEPTH = SETTINGS.number("limits.filter-depth",
            FilterLimits.defaults().maxDepth(), 1, 200,
            "How deep the parentheses and value paths of a filter may be nested.");
    static final Setting<Integer> FILTER_NODES = SETTINGS.number("limits.filter-nodes",
            FilterLimits.defaults().maxNodes(), 1, 2_000,
            "How many comparisons and connectives a filter may have, and all filters in brackets of attributes together.");
    static final Setting<Integer> FILTER_SCAN = SETTINGS.number("limits.filter-scan", 20_000, 100, 10_000_000,
            "How many resources a filter over attributes without an index may look at before it is refused as tooMany.");
    static final Setting<Integer> SCANS = SETTINGS.number("limits.scans", 2, 1, 100,
            "How many such filters are served at the same time; more wait. Look-ups by an index never wait for them.");
    static final Setting<Long> FILTER_SCAN_BYTES = SETTINGS.largeSize("limits.filter-scan-bytes", "256MiB", "1MiB",
            "64GiB",
            "How many bytes of resources such a filter may look at before it is refused as tooMany.");
    static final Setting<Integer> FILTER_MEMBERS = SETTINGS.number("limits.filter-members", 100_000, 100, 10_000_000,
            "How many members of groups such a filter may look at in all before it is refused as tooMany.");
    static final Setting<Integer> INDEX_SCAN = SETTINGS.number("limits.index-scan", 1_000_000, 10_000, 1_000_000_000,
            "How many rows of an index a broad filter may count or pass over before it is refused as tooMany.");
    static final Setting<Duration> SCAN_WAIT = SETTINGS.duration("limits.scan-wait", "10s", "1s", "5m",
            "How long a filter that no index serves waits for its turn before it is answered with 503.");
    static final Setting<Integer> PAGE_BYTES = SETTINGS.size("limits.page-bytes", "8MiB", "64KiB", "1GiB",
            "How large the resources of one list answer may be in all; a page that would be larger ends earlier.");
    static final Setting<Integer> RESOURCE_SIZE = SETTINGS.size("limits.resource-size", "1MiB", "4KiB", "64MiB",
            "The largest document of one resource, a group's members aside; a change that would make it larger is refused.");

    static final Setting<Integer> PATCH_ANSWER_MEMBERS = SETTINGS.number("limits.patch-answer-members", 100, 0, 1_000,
            "How many members a group may have for its PATCH to be answered with the group (200); above, and always with 0, "
                    + "the answer is empty (204).");

    static final Setting<Integer> INDEXED_VALUES = SETTINGS.number("limits.indexed-values", 1_000, 1, 100_000,
            "How many values of one attribute that its connection has indexed a resource may come to have; more are refused.");

    static final Setting<Integer> UNDECLARED_NAMES = SETTINGS.number("limits.undeclared-names", 1_000, 0, 10_000,
            "How many names that no schema declares are remembered of a connection, so that filters by them are answered; "
                    + "attributes beyond are kept, and filters by them refused.");
    static final Setting<Integer> UNDECLARED_NAME_BYTES = SETTINGS.size("limits.undeclared-name-bytes", "128KiB",
            "1KiB",
            "16MiB", "How many bytes the remembered names of a connection may have in all.");

    private static final int MEMBER_CHUNK = 1_000;

    static {
        SETTINGS.rule(ResourceLimits::aPageIsNotLargerThanTheLargest);
    }

    /** Those that the settings say. */
    public static ResourceLimits of(SettingValues values) {
        return new ResourceLimits(
                values.get(PAGE_SIZE),
                values.get(MAX_PAGE_SIZE),
                values.get(PAGE_BYTES),
                values.get(RESOURCE_SIZE),
                new FilterLimits(values.get(FILTER_LENGTH), values.get(FILTER_DEPTH), values.get(FILTER_NODES)),
                new ScanLimits(
                        values.get(FILTER_SCAN),
                        values.get(FILTER_SCAN_BYTES),
                        values.get(FILTER_MEMBERS),
                        values.get(INDEX_SCAN),
                        values.get(SCANS),
                        values.get(SCAN_WAIT)),
                MEMBER_CHUNK,
                values.get(PATCH_ANSWER_MEMBERS),
                values.get(INDEXED_VALUES),
                new UndeclaredNameLimit(values.get(UNDECLARED_NAMES), values.get(UNDECLARED_NAME_BYTES)));
    }

    /** Those that hold when nothing is set. */
    public static ResourceLimits defaults() {
        return of(SettingValues.defaults());
    }

    private static void aPageIsNotLargerThanTheLargest(SettingValues values) {
        if (values.get(PAGE_SIZE) > values.get(MAX_PAGE_SIZE)) {
            throw new SettingException(
                    "%s is %d, but %s is %d: a page cannot be larger than the largest page, so lower the first or raise the second."
                            .formatted(PAGE_SIZE.key(), values.get(PAGE_SIZE), MAX_PAGE_SIZE.key(),
                                    values.get(MAX_PAGE_SIZE)));
        }
    }
}
