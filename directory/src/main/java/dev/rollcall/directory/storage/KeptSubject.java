package dev.rollcall.directory.storage;

import dev.rollcall.directory.text.IndexText;

/**
 * By what somebody who was deleted is known to be the same: what the user-id attribute said at the deletion. The same text in
 * another attribute is somebody else's.
 *
 * @param attribute the attribute's name in a SCIM document
 * @param value an index must hold it whole (see {@link IndexText})
 */
public record KeptSubject(String attribute, String value) {}
