package dev.rollcall.directory.resource;

import java.time.Duration;

/**
 * What a search may cost that has to look at many resources one by one.
 *
 * @param resources how many resources it may look at; the setting {@code limits.filter-scan}
 * @param bytes how many bytes of documents it may look at; the setting {@code limits.filter-scan-bytes}
 * @param members how many members of groups it may look at in all; the setting {@code limits.filter-members}
 * @param indexRows how many rows of an index it may count or pass over; the setting {@code limits.index-scan}
 * @param atOnce how many such searches are served at the same time; the setting {@code limits.scans}
 * @param patience how long one waits for its turn; the setting {@code limits.scan-wait}
 */
public record ScanLimits(int resources, long bytes, int members, int indexRows, int atOnce, Duration patience) {}
