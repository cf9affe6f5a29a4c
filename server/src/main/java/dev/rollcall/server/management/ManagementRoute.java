package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementScope;

/**
 * One route of the management API.
 *
 * @param method {@code GET}, which serves {@code HEAD} as well, {@code POST}, {@code PATCH}, {@code PUT} or {@code DELETE}
 * @param template below {@code /api/v2}, such as {@code /connections/{id}}; what stands in braces takes one segment
 * @param scope what a caller needs
 * @param handler serves it
 */
public record ManagementRoute(String method, String template, ManagementScope scope, ManagementHandler handler) {}
