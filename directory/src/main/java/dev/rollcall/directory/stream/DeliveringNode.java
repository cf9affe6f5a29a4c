package dev.rollcall.directory.stream;

import java.time.Instant;

/**
 * A process that delivers.
 *
 * @param node its own id, another one at each start
 * @param name by which people know it
 * @param seenAt when it said last that it lives, by the database's clock
 */
public record DeliveringNode(String node, String name, Instant seenAt) {}
