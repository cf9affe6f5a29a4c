package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import java.util.List;
import java.util.Optional;

/**
 * The set-up links of connections, to read.
 *
 * <p>Guarantees: a link is there until it is deleted or its connection is, whether or not it has expired; whoever accepts one checks
 * that. Of its secret there are hashes alone.
 */
public interface SetupLinkView {

    /** The link whose secret has that hash, of whichever connection. */
    Optional<SetupLink> withSecret(String secretHash);

    /** The link whose cookie has that hash, of whichever connection. */
    Optional<SetupLink> withCookie(String cookieHash);

    /** The connection's links by the time of their creation and then by id, expired ones included. */
    List<SetupLink> of(ConnectionId connection);
}
