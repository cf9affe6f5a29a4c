package dev.rollcall.directory.resource;

import dev.rollcall.scim.filter.FilterLimits;

/**
 * What one request may cost. Each limit has its own error, which names it.
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

    /** 100 and 1,000 a page, the filter defaults, 20,000 scanned by 2 at once, 250,000 members a list, 1,000 a transaction. */
    public static ResourceLimits defaults() {
        return new ResourceLimits(100, 1_000, FilterLimits.defaults(), 20_000, 2, 250_000, 1_000);
    }
}
