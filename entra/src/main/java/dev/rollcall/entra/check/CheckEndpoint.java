package dev.rollcall.entra.check;

import dev.rollcall.entra.http.ScimTransport;

/**
 * What is checked.
 *
 * @param url as reports show it
 * @param transport to the endpoint, with the token
 * @param anonymous to the endpoint, without a token
 */
public record CheckEndpoint(String url, ScimTransport transport, ScimTransport anonymous) {}
