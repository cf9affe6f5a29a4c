package dev.rollcall.entra.definition;

/** Who is provisioned. */
public enum JobScope {
    /** The users and groups that are assigned to the application, with the direct members of those groups. */
    ASSIGNED,
    /** Everybody in the directory. */
    ALL
}
