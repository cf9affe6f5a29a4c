package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * One membership row.
 *
 * @param value the id that was given, resolved or not
 * @param attributes what else the client said of the member, as a JSON object without {@code value}; empty for nothing
 */
public record Member(String value, Optional<String> attributes) {}
