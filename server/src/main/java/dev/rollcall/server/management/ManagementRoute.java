package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementScope;
import java.util.Optional;

/**
 * One route of the management API.
 *
 * @param method {@code GET}, which serves {@code HEAD} as well, {@code POST}, {@code PATCH}, {@code PUT} or {@code DELETE}
 * @param template below {@code /api/v2}, such as {@code /connections/{id}}; what stands in braces takes one segment
 * @param scope what a client needs
 * @param ownScope what somebody who is signed in needs, for the own account that {@code {id}} names; empty where people have no business
 * @param reads whether it changes nothing, so that nothing of it is for the audit log
 * @param handler serves it
 */
public record ManagementRoute(
        String method,
        String template,
        ManagementScope scope,
        Optional<ManagementScope> ownScope,
        boolean reads,
        ManagementHandler handler) {
    /** One that reads if its method is {@code GET}. */
    public ManagementRoute(String method, String template, ManagementScope scope, ManagementHandler handler) {
        this(method, template, scope, Optional.empty(), method.equals("GET"), handler);
    }

    /** One that reads by {@code POST}, because what it is asked is a body. */
    public static ManagementRoute readingByPost(String template, ManagementScope scope, ManagementHandler handler) {
        return new ManagementRoute("POST", template, scope, Optional.empty(), true, handler);
    }

    /** The same, also for somebody who is signed in and whose own account {@code {id}} names. */
    public ManagementRoute orOwn(ManagementScope own) {
        return new ManagementRoute(method, template, scope, Optional.of(own), reads, handler);
    }
}
