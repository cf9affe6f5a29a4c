package dev.rollcall.directory.stream;

import java.time.Duration;

/** Where a stream delivers to, without its secrets. */
public sealed interface DestinationSettings permits ScimTarget, WebhookTarget, LogoutTarget {

    /** The word for its kind: {@code scim}, {@code webhook} or {@code logout}. */
    String kind();

    /** How long an answer may take. */
    Duration timeout();

    /** How many subjects are worked at at once, over one node. */
    int concurrency();
}
