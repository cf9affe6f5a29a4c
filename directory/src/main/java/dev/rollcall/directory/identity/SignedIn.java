package dev.rollcall.directory.identity;

import java.time.Instant;

/**
 * Somebody who has proved by a token to have signed in to the product.
 *
 * @param userId who
 * @param at when the token was issued; it proves nothing of the time after an administrator revoked the person's access
 */
public record SignedIn(UserId userId, Instant at) {}
