package dev.rollcall.directory.client;

import java.util.Optional;

/**
 * A client that was just made.
 *
 * @param secret empty when it shows by assertions that it is it
 */
public record NewClient(OAuthClient client, Optional<IssuedSecret> secret) {}
