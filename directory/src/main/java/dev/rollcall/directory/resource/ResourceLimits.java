package dev.rollcall.directory.resource;

import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;

/**
 * What one request may cost. Each limit has its own error, which names it, and its own setting.
 *
 * @param pageSize resources a page when the client does not say
 * @param maxPageSize resources a page at most; a larger {@code count} gets this many
 * @param filter length, depth and nodes of a filter
 * @param filterScan resources that are looked at one by one for a filter or sort order that no index serves
 * @param scans how many filters or sort orders without an index are served at the same time; more wait, and look-ups by an
 *     index never wait for them
 * @param listMembers members that one list answer may hold in all
 * @param memberChunk membership rows that one transaction writes
 */
public record ResourceLimits(
        int pageSize, int maxPageSize, FilterLimits filter, int filterScan, int scans, int listMembers,
        int memberChunk) {
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
            FilterLimits.defaults().maxNodes(), 1, 2_000, "How many comparisons and connectives a filter may have.");
    static final Setting<Integer> FILTER_SCAN = SETTINGS.number("limits.filter-scan", 20_000, 100, 10_000_000,
            "How many resources a filter over attributes without an index may look at before it is refused as tooMany.");
    static final Setting<Integer> SCANS = SETTINGS.number("limits.scans", 2, 1, 100,
            "How many such filters are served at the same time; more wait. Look-ups by an index never wait for them.");
    static final Setting<Integer> LIST_MEMBERS = SETTINGS.number("limits.list-members", 250_000, 1_000, 10_000_000,
            "How many members the groups of one list answer may have in all.");

    private static final int MEMBER_CHUNK = 1_000;

    static {
        SETTINGS.rule(ResourceLimits::aPageIsNotLargerThanTheLargest);
    }

    /** Those that the settings say. */
    public static ResourceLimits of(SettingValues values) {
        return new ResourceLimits(
                values.get(PAGE_SIZE),
                values.get(MAX_PAGE_SIZE),
                new FilterLimits(values.get(FILTER_LENGTH), values.get(FILTER_DEPTH), values.get(FILTER_NODES)),
                values.get(FILTER_SCAN),
                values.get(SCANS),
                values.get(LIST_MEMBERS),
                MEMBER_CHUNK);
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
