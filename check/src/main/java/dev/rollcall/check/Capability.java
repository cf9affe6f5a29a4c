package dev.rollcall.check;

import java.util.Locale;

/** What an endpoint may have or lack without being wrong; a check that needs what is lacking is not applicable. */
public enum Capability {
    PATCH,
    GROUPS,
    /** The enterprise extension of users. */
    ENTERPRISE,
    /** {@code /Schemas}, {@code /ResourceTypes} and {@code /ServiceProviderConfig}. */
    DISCOVERY,
    SORT,
    ETAG,
    /** {@code POST /.search}. */
    SEARCH,
    /** {@code /Bulk}. */
    BULK,
    /** Lists that are paged by cursor (RFC 9865). */
    CURSOR;

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
