package dev.rollcall.directory.type;

/** The single-valued keys that queries may use; each is indexed per connection and resource type. */
public enum IndexColumn {
    /** Text. */
    ID,
    /** Text, folded. */
    UNIQUE_KEY,
    /** Text, case-exact. */
    EXTERNAL_ID,
    /** Text, folded. */
    DISPLAY_NAME,
    /** Text, case-exact. */
    MANAGER,
    /** 1 or 0. */
    ACTIVE,
    /** Epoch milliseconds. */
    CREATED,
    /** Epoch milliseconds. */
    LAST_MODIFIED
}
