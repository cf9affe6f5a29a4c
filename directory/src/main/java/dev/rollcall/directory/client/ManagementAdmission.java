package dev.rollcall.directory.client;

/** Whether somebody may call the management API. */
public sealed interface ManagementAdmission {

    /** Somebody who is known; whether the scope is there is for the route to ask. */
    record Admitted(ManagementCaller caller) implements ManagementAdmission {}

    /**
     * Nobody who is known.
     *
     * @param message why, and what to do, for the answer; it begins with Auth0's sentence and repeats nothing of the token
     */
    record Refused(String message) implements ManagementAdmission {}
}
