package dev.rollcall.console.frame;

import dev.rollcall.directory.client.ManagementScope;

/** Who may ask for a route of the console. */
public sealed interface ConsoleAccess {
    /** Everybody: only for signing in. */
    ConsoleAccess ANYBODY = new Anybody();
    /** Whoever has signed in. */
    ConsoleAccess SIGNED_IN = new SignedIn();
    /** Whoever has come with a set-up link that is good, and nobody who has signed in. */
    ConsoleAccess LINKED = new Linked();

    /** Whoever has signed in and has the scope. */
    static ConsoleAccess of(ManagementScope scope) {
        return new Scoped(scope);
    }

    /** Everybody. */
    record Anybody() implements ConsoleAccess {}

    /** Whoever has signed in. */
    record SignedIn() implements ConsoleAccess {}

    /** Whoever has come with a set-up link that is good. */
    record Linked() implements ConsoleAccess {}

    /** Whoever has signed in and has the scope. */
    record Scoped(ManagementScope scope) implements ConsoleAccess {}
}
