package dev.rollcall.directory.client;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a client: {@code cli_} and 16 letters or digits for one of the management API; the connection's id, a dot and 16
 * letters or digits for one that sends SCIM requests to that connection. So nobody has to look up whose a client is.
 */
public record ClientId(String value) {
    private static final Pattern FORM = Pattern.compile("cli_[A-Za-z0-9]{16}|con_[A-Za-z0-9]{16}\\.[A-Za-z0-9]{16}");

    public ClientId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A client id is cli_ and 16 letters or digits, or a connection's id, a dot and 16 of them.");
        }
    }

    /** One of the management API. */
    public static ClientId ofManagement(String alphanumerics) {
        return new ClientId("cli_" + alphanumerics);
    }

    /** One of a connection. */
    public static ClientId of(ConnectionId connection, String alphanumerics) {
        return new ClientId(connection.value() + "." + alphanumerics);
    }

    /** The id in that text; empty when the text has another form. */
    public static Optional<ClientId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ClientId(text)) : Optional.empty();
    }

    /** The connection that it belongs to; empty for a client of the management API. */
    public Optional<ConnectionId> connection() {
        int dot = value.indexOf('.');
        return dot < 0 ? Optional.empty() : ConnectionId.parse(value.substring(0, dot));
    }

    @Override
    public String toString() {
        return value;
    }
}
