package dev.rollcall.directory.stream;

import java.util.List;
import java.util.Optional;

/**
 * A destination as somebody has sent it.
 *
 * @param secrets that stood in it
 * @param connections the allow-list that stood in it, names or ids; empty when none did
 */
public record DestinationReading(
        DestinationSettings settings, TargetSecrets secrets, Optional<List<String>> connections) {}
