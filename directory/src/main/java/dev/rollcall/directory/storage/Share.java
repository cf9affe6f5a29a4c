package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;

/**
 * Whose share of the store a work counts for: a connection's own, or the house's (upkeep, the log, the command line).
 *
 * <p>The store serves the shares in turn, so that the works of one connection, however many and however long, never keep
 * those of another waiting for more than about one of them.
 *
 * @param name the connection's id; empty text for the house, a word for what else has a share of its own
 */
public record Share(String name) {
    /** The share of what is done for no connection in particular. */
    public static final Share HOUSE = new Share("");

    /** The share of what is done for OAuth clients of the management API, known or not. */
    public static final Share OAUTH = new Share("oauth");

    /**
     * The share of what is read to find out who shows a token or a secret that was not known a moment ago. It may be anybody, who
     * names a connection that is not his.
     */
    public static final Share UNPROVEN = new Share("unproven");

    /** The share of links between accounts, which lead from one connection to another: where shares have lanes, theirs is one. */
    public static final Share LINKS = new Share("links");

    /** The share of what is on its way to the event streams. */
    public static final Share OUTBOUND = new Share("outbound");

    /** The share of a connection. */
    public static Share of(ConnectionId connection) {
        return new Share(connection.value());
    }
}
