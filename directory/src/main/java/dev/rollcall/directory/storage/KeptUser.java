package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * Somebody who was deleted and of whom what only the product has is kept.
 *
 * @param id that the person had; under it overlay, identities and links are kept
 * @param subject by which the person comes back
 * @param ownSubject the tail of the user id, among the retired subjects meanwhile
 * @param until to the millisecond
 */
public record KeptUser(String id, KeptSubject subject, String ownSubject, Instant until) {}
