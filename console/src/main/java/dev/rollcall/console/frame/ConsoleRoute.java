package dev.rollcall.console.frame;

import dev.rollcall.directory.client.ManagementScope;

/**
 * One route of the console.
 *
 * @param method {@code GET}, which serves {@code HEAD} as well and changes nothing, or {@code POST}, which only passes with the
 *     session's CSRF token
 * @param access who may ask for it
 * @param handler serves it
 */
public record ConsoleRoute(String method, ConsolePath path, ConsoleAccess access, ConsoleHandler handler) {
    /** One that reads. */
    public static ConsoleRoute get(ConsolePath path, ManagementScope scope, ConsoleHandler handler) {
        return new ConsoleRoute("GET", path, ConsoleAccess.of(scope), handler);
    }

    /** One that changes something. */
    public static ConsoleRoute post(ConsolePath path, ManagementScope scope, ConsoleHandler handler) {
        return new ConsoleRoute("POST", path, ConsoleAccess.of(scope), handler);
    }

    /** How the audit log names it. */
    public String operation() {
        return method + " " + ConsolePath.PREFIX + path.template();
    }
}
