package dev.rollcall.directory.stream;

import java.util.Optional;

/**
 * A resource that a sync has found at a target, once for each key that it may be matched by.
 *
 * @param kind {@code user} or {@code group}
 * @param matchKey by what it may be matched beside externalId, folded; empty text for nothing
 * @param remoteId its id there
 * @param hash of what is compared
 * @param blocked whether it is inactive there
 */
public record SyncSeen(
        String kind, String matchKey, String remoteId, String hash, Optional<String> externalId, boolean blocked) {}
