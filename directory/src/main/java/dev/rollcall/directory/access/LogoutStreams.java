package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.text.Excerpt;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Keeps for each connection whose {@code options.backchannel_logout_uri} is set the hidden event stream that sends logout tokens
 * there, in the write that changes the options.
 *
 * <p>A stream that is made sends what happens from then on. One whose address changes goes on where it is, with the new address; so
 * does one that has stopped for whatever reason, because nobody could resume it.
 */
final class LogoutStreams {
    private static final String URI_OPTION = "backchannel_logout_uri";
    private static final String AUDIENCE_OPTION = "backchannel_logout_audience";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration HOLD = Duration.ofDays(30);
    private static final int CONCURRENCY = 4;
    private static final int LONGEST = 2_048;

    private LogoutStreams() {}

    /**
     * Makes the stream what the options say.
     *
     * @param fresh the id of a stream that has to be made
     * @throws DirectoryException when the address is none
     */
    static void keep(WriteSession session, ConnectionDetail detail, StreamId fresh, Instant now) {
        ConnectionId connection = detail.connectionId();
        Optional<EventStream> known = session.streams().logoutOf(connection);
        Optional<LogoutTarget> wanted = target(detail);
        if (wanted.isEmpty()) {
            remove(session, connection);
        } else if (known.isEmpty()) {
            String begin = session.changes().end();
            session.streams().add(stream(fresh, wanted.get(), now), begin);
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), fresh.readerName(), begin, now.plus(HOLD)));
        } else if (!known.get().destination().equals(wanted.get()) || !known.get().state().isEnabled()) {
            EventStream old = known.get();
            StreamSettings settings = new StreamSettings(wanted.get(), old.filter(), old.policy());
            session.streams()
                    .put(new EventStream(old.id(), old.name(), StreamState.enabled(now), old.subscriptions(), settings,
                            old.secrets(), old.createdAt(), now, old.revision()));
        }
    }

    /** Takes the stream of a connection away, if there is one. */
    static void remove(WriteSession session, ConnectionId connection) {
        session.streams().logoutOf(connection).ifPresent(known -> {
            session.streams().remove(known.id());
            session.changeReaders().remove(Optional.empty(), known.id().readerName());
        });
    }

    private static EventStream stream(StreamId id, LogoutTarget target, Instant now) {
        StreamFilter filter = new StreamFilter(Set.of(target.connection()), Set.of(), Optional.empty(), true, false);
        return new EventStream(id, "logout " + target.connection(), StreamState.enabled(now),
                List.of(EventType.USER_UPDATED, EventType.USER_DELETED),
                new StreamSettings(target, filter, DeliveryPolicy.DEFAULT), Optional.empty(), now, now, 0);
    }

    private static Optional<LogoutTarget> target(ConnectionDetail detail) {
        JsonNode options = ScimJson.tree(detail.document()).path("options");
        JsonNode address = options.path(URI_OPTION);
        if (address.isMissingNode() || address.isNull() || address.isString() && address.stringValue().isEmpty()) {
            return Optional.empty();
        }
        URI endpoint = endpoint(address);
        String audience = options.path(AUDIENCE_OPTION).asString("");
        return Optional.of(new LogoutTarget(detail.connectionId(), endpoint,
                audience.isEmpty() ? endpoint.toString() : audience, TIMEOUT, CONCURRENCY, TargetNetwork.DIRECT));
    }

    private static URI endpoint(JsonNode address) {
        String text = address.asString("");
        try {
            URI uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme())
                    || "http".equalsIgnoreCase(uri.getScheme()) && isWithin(String.valueOf(uri.getHost()));
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && text.length() <= LONGEST) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    /** Whether a host is an address of this machine or of a private network; only what the operator allows of them is called. */
    private static boolean isWithin(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            boolean uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
            return uniqueLocal
                    || address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress();
        } catch (IllegalArgumentException e) {
            // A name may lead anywhere.
            return false;
        }
    }

    private static DirectoryException wrong(String text) {
        return new DirectoryException(Kind.INVALID, "options." + URI_OPTION + " must be an address such as"
                + " https://app.example.com/logout, and is " + Excerpt.of(text) + ". Plain http would show tokens to"
                + " everybody on the way; it is taken for an address of a private network alone.");
    }
}
