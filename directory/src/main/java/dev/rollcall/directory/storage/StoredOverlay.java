package dev.rollcall.directory.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * What only the product has of a person, as it lies in its row.
 *
 * @param revision 1 at first, one more with every write; no version of SCIM
 * @param blocked whether the product's administrator has blocked the person
 * @param blockedUntil when that block ends; empty for one without an end, and for none
 * @param content metadata, attributes of the profile that no mapping has, and what sign-ins said, as a JSON object
 */
public record StoredOverlay(
        PersonKey person, long revision, boolean blocked, Optional<Instant> blockedUntil, String content) {}
