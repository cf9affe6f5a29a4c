package dev.rollcall.clients;

import java.util.Optional;

/**
 * A request that a seed gave. Path and body may hold <code>{{user3}}</code> or <code>{{group0}}</code>: the id that the
 * server gave to the fourth user, or to the first group, of the run.
 *
 * @param path not yet encoded, but for the characters that part parameters
 */
record GeneratedRequest(String method, String path, Optional<String> body) {}
