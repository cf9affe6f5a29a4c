package dev.rollcall.app.setting;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code limits}: how much one request may ask for. Each limit has an error of its own that names it.
 *
 * @param body bytes
 * @param groupBody bytes
 * @param patchValues elements of lists in all
 * @param filterScan resources
 * @param scans at the same time
 * @param listMembers members in all
 * @param ratePerSecond empty for no limit
 * @param rateBurst empty for as many as a second brings
 * @param requestLine bytes
 * @param headers bytes
 */
public record LimitSettings(
        int body,
        int groupBody,
        int largeBodies,
        int jsonDepth,
        int operations,
        int patchValues,
        int pageSize,
        int maxPageSize,
        int filterLength,
        int filterDepth,
        int filterNodes,
        int filterScan,
        int scans,
        int listMembers,
        Optional<Integer> ratePerSecond,
        Optional<Integer> rateBurst,
        int requestLine,
        int headers) {

    static final Setting<Long> BODY = Setting.of(
            SettingGroup.LIMITS,
            "body",
            SettingForms.size(1L << 10, 1L << 30),
            "1MiB",
            "The largest request body, except those that write a group.");
    static final Setting<Long> GROUP_BODY = Setting.of(
            SettingGroup.LIMITS,
            "group-body",
            SettingForms.size(1L << 10, 1L << 30),
            "32MiB",
            "The largest request body of a POST, PUT or PATCH of a group, which may carry many members.");
    static final Setting<Integer> LARGE_BODIES = Setting.of(
            SettingGroup.LIMITS,
            "large-bodies",
            SettingForms.number("number", 2, 1_000),
            "4",
            "How many bodies of more than 1 MiB are handled at the same time, and of one connection at most half of them; "
                    + "more wait. Each may take several times its size of memory.");
    static final Setting<Integer> JSON_DEPTH = Setting.of(
            SettingGroup.LIMITS,
            "json-depth",
            SettingForms.number("number", 8, 500),
            "32",
            "How deep objects and arrays may be nested in a body.");
    static final Setting<Integer> OPERATIONS = Setting.of(
            SettingGroup.LIMITS,
            "operations",
            SettingForms.number("number", 1, 100_000),
            "1000",
            "How many operations one PATCH may carry.");
    static final Setting<Integer> PATCH_VALUES = Setting.of(
            SettingGroup.LIMITS,
            "patch-values",
            SettingForms.number("number", 1, 10_000_000),
            "500000",
            "How many elements the lists in a PATCH may have in all, members of a group above all.");
    static final Setting<Integer> PAGE_SIZE = Setting.of(
            SettingGroup.LIMITS,
            "page-size",
            SettingForms.number("number", 1, 10_000),
            "100",
            "How many resources a list answers with when the request names no count.");
    static final Setting<Integer> MAX_PAGE_SIZE = Setting.of(
            SettingGroup.LIMITS,
            "max-page-size",
            SettingForms.number("number", 1, 10_000),
            "1000",
            "How many resources a list answers with at most, whatever count the request names.");
    static final Setting<Integer> FILTER_LENGTH = Setting.of(
            SettingGroup.LIMITS,
            "filter-length",
            SettingForms.number("number", 64, 65_536),
            "8192",
            "How many characters a filter or a path may have.");
    static final Setting<Integer> FILTER_DEPTH = Setting.of(
            SettingGroup.LIMITS,
            "filter-depth",
            SettingForms.number("number", 1, 200),
            "50",
            "How deep the parentheses and value paths of a filter may be nested.");
    static final Setting<Integer> FILTER_NODES = Setting.of(
            SettingGroup.LIMITS,
            "filter-nodes",
            SettingForms.number("number", 1, 2_000),
            "200",
            "How many comparisons and connectives a filter may have.");
    static final Setting<Integer> FILTER_SCAN = Setting.of(
            SettingGroup.LIMITS,
            "filter-scan",
            SettingForms.number("number", 100, 10_000_000),
            "20000",
            "How many resources a filter over attributes without an index may look at before it is refused as tooMany.");
    static final Setting<Integer> SCANS = Setting.of(
            SettingGroup.LIMITS,
            "scans",
            SettingForms.number("number", 1, 100),
            "2",
            "How many such filters are served at the same time; more wait. Look-ups by an index never wait for them.");
    static final Setting<Integer> LIST_MEMBERS = Setting.of(
            SettingGroup.LIMITS,
            "list-members",
            SettingForms.number("number", 1_000, 10_000_000),
            "250000",
            "How many members the groups of one list answer may have in all.");
    static final Setting<Optional<Integer>> RATE_PER_SECOND = Setting.of(
            SettingGroup.LIMITS,
            "rate-per-second",
            SettingForms.offOrNumber("number", 1, 100_000),
            "off",
            "How many requests a second each connection may send in the long run; more are answered with 429 and "
                    + "Retry-After. Entra ID sends up to 25.");
    static final Setting<Integer> RATE_BURST = Setting.optional(
            SettingGroup.LIMITS,
            "rate-burst",
            SettingForms.number("number", 1, 1_000_000),
            "How many requests may come at once after a pause; without it, as many as rate-per-second.");
    static final Setting<Long> REQUEST_LINE = Setting.of(
            SettingGroup.LIMITS,
            "request-line",
            SettingForms.size(1L << 10, 1L << 20),
            "128KiB",
            "The longest request line, which holds the filter.");
    static final Setting<Long> HEADERS = Setting.of(
            SettingGroup.LIMITS,
            "headers",
            SettingForms.size(1L << 10, 1L << 20),
            "16KiB",
            "The largest headers of a request, all together.");

    static final List<Setting<?>> ALL = List.of(
            BODY,
            GROUP_BODY,
            LARGE_BODIES,
            JSON_DEPTH,
            OPERATIONS,
            PATCH_VALUES,
            PAGE_SIZE,
            MAX_PAGE_SIZE,
            FILTER_LENGTH,
            FILTER_DEPTH,
            FILTER_NODES,
            FILTER_SCAN,
            SCANS,
            LIST_MEMBERS,
            RATE_PER_SECOND,
            RATE_BURST,
            REQUEST_LINE,
            HEADERS);

    public LimitSettings {
        if (pageSize > maxPageSize) {
            throw new SettingException(
                    "%s is %d, but %s is %d: a page cannot be larger than the largest page, so lower the first or raise the second."
                            .formatted(PAGE_SIZE.key(), pageSize, MAX_PAGE_SIZE.key(), maxPageSize));
        }
    }

    static LimitSettings of(SettingValues values) {
        return new LimitSettings(
                Math.toIntExact(values.get(BODY)),
                Math.toIntExact(values.get(GROUP_BODY)),
                values.get(LARGE_BODIES),
                values.get(JSON_DEPTH),
                values.get(OPERATIONS),
                values.get(PATCH_VALUES),
                values.get(PAGE_SIZE),
                values.get(MAX_PAGE_SIZE),
                values.get(FILTER_LENGTH),
                values.get(FILTER_DEPTH),
                values.get(FILTER_NODES),
                values.get(FILTER_SCAN),
                values.get(SCANS),
                values.get(LIST_MEMBERS),
                values.get(RATE_PER_SECOND),
                values.find(RATE_BURST),
                Math.toIntExact(values.get(REQUEST_LINE)),
                Math.toIntExact(values.get(HEADERS)));
    }
}
