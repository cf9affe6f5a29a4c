package dev.rollcall.oauth;

/** How often an assertion of another issuer is good. */
public enum AssertionReuse {
    /** Once. */
    NEVER,
    /** Until it expires, as RFC 7523 allows. */
    UNTIL_EXPIRY
}
